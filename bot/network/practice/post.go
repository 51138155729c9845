package practice

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// A Post is one public post.
type Post struct {
	ID       string
	Account  bot.AccountID
	Ref      string // the client's own name for it: its idempotency key where the account honours one
	Text     string
	Language string    `json:",omitempty"`
	Pictures []Picture `json:",omitempty"`
	ReplyTo  string    `json:",omitempty"`
	Root     string    `json:",omitempty"` // the first post of its thread; empty for a first post
	At       time.Time
	Removed  time.Time `json:",omitzero"`
	Likes    int       `json:",omitempty"`
	Title    string    `json:",omitempty"` // of the video
	Film     *Film     `json:",omitempty"`
	// First is what it said when it was published, if it was changed since, at
	// Edited.
	First  string    `json:",omitempty"`
	Edited time.Time `json:",omitzero"`
	// Shared is when the account shared it again last, Named when that was to be,
	// and Shares how often it did.
	Shared time.Time `json:",omitzero"`
	Named  time.Time `json:",omitzero"`
	Shares int       `json:",omitempty"`
	// Private: only the account itself sees it (FaultPrivate).
	Private bool `json:",omitempty"`
}

// A Picture is a picture in a post. Its bytes are at Media.
type Picture struct {
	Digest string
	Type   string
	Alt    string `json:",omitempty"`
}

// A Thread is a first post with what continues it and what the public says.
type Thread struct {
	Profile Profile
	Posts   []ShownPost // the first post and its continuations, oldest first
	Answers []Answer    // the newest, oldest first
	More    int         // how many older answers are not shown
}

// A ShownPost is a post with its address and counts.
type ShownPost struct {
	Post
	URL     string
	Answers int // not counting what its authors deleted
	Quotes  int
}

// Threads returns at most n threads of an account (of all, when it is empty)
// that began before the post with id before (empty: from the newest), newest
// first, each with at most answers answers.
func (w *Wall) Threads(id bot.AccountID, before string, n, answers int) []Thread {
	w.mu.Lock()
	defer w.mu.Unlock()
	var roots []*post
	for _, a := range w.accounts {
		if id != "" && a.ID != id {
			continue
		}
		for _, p := range a.posts {
			if p.Root == "" && !p.Private {
				roots = append(roots, p)
			}
		}
	}
	slices.SortFunc(roots, func(a, b *post) int { return compareIDs(b.ID, a.ID) })
	var out []Thread
	for _, p := range roots {
		if len(out) >= n {
			break
		}
		if before == "" || compareIDs(p.ID, before) < 0 {
			out = append(out, w.thread(p, answers))
		}
	}
	return out
}

// compareIDs orders ids by age: by their numbers, whatever they name.
func compareIDs(a, b string) int {
	a, b = a[min(1, len(a)):], b[min(1, len(b)):]
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// thread shows the thread that begins with p. The caller holds mu.
func (w *Wall) thread(p *post, answers int) Thread {
	t := Thread{Profile: w.accounts[p.Account].Profile}
	var all []Answer
	own := make(map[string]bool) // posts that answer the public
	for _, q := range append([]*post{p}, p.follow...) {
		if own[q.ID] = q != p && (own[q.ReplyTo] || strings.HasPrefix(q.ReplyTo, "a")); own[q.ID] {
			all = append(all, ownAnswer(q, t.Profile))
		} else {
			t.Posts = append(t.Posts, w.shown(q))
		}
		for _, a := range q.answers {
			all = append(all, *a)
		}
	}
	slices.SortFunc(all, func(a, b Answer) int { return compareIDs(a.ID, b.ID) })
	t.More = max(len(all)-answers, 0)
	t.Answers = all[t.More:]
	return t
}

// ownAnswer is a post of an account as an answer to somebody.
func ownAnswer(p *post, by Profile) Answer {
	return Answer{
		ID: p.ID, Account: p.Account, Kind: bot.ReplyAnswer, Under: p.Root, Parent: p.ReplyTo, Own: true,
		Visitor: Visitor{Name: by.Name, Handle: by.Handle, Language: p.Language}, Text: p.Text, At: p.At, Gone: p.Removed,
	}
}

func (w *Wall) shown(p *post) ShownPost {
	s := ShownPost{Post: p.Post, URL: w.link(p.ID), Quotes: p.quotes}
	s.Pictures = slices.Clone(p.Pictures)
	if p.Film != nil {
		film := *p.Film
		film.Captions = slices.Clone(film.Captions)
		s.Film = &film
	}
	for _, a := range p.answers {
		if a.Gone.IsZero() && a.Kind != bot.ReplyQuote {
			s.Answers++
		}
	}
	return s
}

func (w *Wall) link(id string) string {
	if w.o.Link == nil {
		return ""
	}
	return w.o.Link(id)
}

// Post returns one post as the public sees it, and false when it is not there
// or was taken down.
func (w *Wall) Post(id string) (ShownPost, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, ok := w.posts[id]
	if !ok || p.Private || !p.Removed.IsZero() {
		return ShownPost{}, false
	}
	return w.shown(p), true
}

// Published returns how many posts with this reference an account ever
// published, whatever became of them. One is right.
func (w *Wall) Published(id bot.AccountID, ref string) int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if a := w.accounts[id]; a != nil {
		return len(a.refs[ref])
	}
	return 0
}

// Mentions returns at most n answers that are about an account but under none
// of its posts, newest first.
func (w *Wall) Mentions(id bot.AccountID, n int) []Answer {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.accounts[id]
	if a == nil {
		return nil
	}
	var out []Answer
	for _, m := range slices.Backward(a.mentions) {
		if len(out) >= n {
			break
		}
		out = append(out, *m)
	}
	return out
}

// problem is why a request of an account was refused: a code for the client
// and words for people.
type problem struct {
	status int
	Code   string `json:"code"`
	Words  string `json:"message"`
}

func refuse(status int, code, format string, args ...any) *problem {
	return &problem{status: status, Code: code, Words: fmt.Sprintf(format, args...)}
}

// Error implements error.
func (p *problem) Error() string { return p.Code + ": " + p.Words }

// publish makes p public on its account. With an idempotency key that was
// published before, the first post is returned.
func (w *Wall) publish(p Post, key string) (Post, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.accounts[p.Account]
	if a.Idempotent && key != "" {
		p.Ref = key
		if old := a.refs[key]; len(old) > 0 && (a.Within == 0 || w.o.Now().Sub(old[0].At) < a.Within) {
			if old[0].first() != p.Text {
				return Post{}, refuse(422, "key_taken", "this key was used for another text")
			}
			return w.again(a, old[0])
		}
	}
	if err := w.check(a, &p); err != nil {
		return Post{}, err
	}
	e := &event{Kind: posted, Post: &p}
	if err := w.commit(e); err != nil {
		return Post{}, err
	}
	return *e.Post, nil
}

// again publishes what was published under the same key before: once more it is
// looked whether everybody may see it.
func (w *Wall) again(a *account, p *post) (Post, error) {
	if p.Private && a.fault.Kind != FaultPrivate {
		if err := w.commit(&event{Kind: opened, ID: p.ID}); err != nil {
			return Post{}, err
		}
	}
	return p.Post, nil
}

// check refuses what the account's rules do not allow, and completes p.
func (w *Wall) check(a *account, p *Post) error {
	if len(w.posts) >= w.o.MaxPosts {
		return refuse(507, "full", "the wall is full")
	}
	if strings.TrimSpace(p.Text) == "" {
		return refuse(422, "empty", "a post needs a text")
	}
	if n := w.count(a, p.Text); n > a.Limits.Text {
		return refuse(422, "too_long", "%d characters; %d are allowed", n, a.Limits.Text)
	}
	if len(p.Pictures) > a.Limits.Media {
		return refuse(422, "too_many_pictures", "%d pictures; %d are allowed", len(p.Pictures), a.Limits.Media)
	}
	for i, pic := range p.Pictures {
		m, ok := w.media[pic.Digest]
		if !ok || m.kind == captionType {
			return refuse(422, "no_picture", "picture %d was not uploaded", i+1)
		}
		if network.Graphemes(pic.Alt) > a.Limits.Alt {
			return refuse(422, "alt_too_long", "the description of picture %d is too long", i+1)
		}
		p.Pictures[i].Type = m.kind
	}
	if err := w.checkFilm(a, p); err != nil {
		return err
	}
	if a.forbids(FaultDuplicate) || a.Unique && w.twice(a, p.Text) {
		return refuse(403, "duplicate", "the same words were published not long ago")
	}
	return w.hang(a, p)
}

// checkFilm refuses a video that the account's rules do not allow, and completes it.
func (w *Wall) checkFilm(a *account, p *Post) error {
	f := p.Film
	switch {
	case f == nil && a.Films && p.ReplyTo == "":
		return refuse(422, "no_video", "every post here is a video")
	case f == nil:
		return nil
	case network.Graphemes(p.Title) > a.Title:
		return refuse(422, "title_too_long", "the title may have %d characters", a.Title)
	case a.Limits.Film == nil, len(p.Pictures) > 0 && !a.Limits.Film.Beside:
		return refuse(422, "too_many_pictures", "a video stands alone here")
	case network.Graphemes(f.Alt) > a.Limits.Alt:
		return refuse(422, "alt_too_long", "the description of the video is too long")
	case len(f.Captions) > a.Limits.Film.Captions:
		return refuse(422, "too_many_captions", "%d files of captions; %d are allowed", len(f.Captions), a.Limits.Film.Captions)
	}
	u, err := w.own(a.ID, f.Upload)
	if err != nil || w.state(u) != Ready || w.used[f.Upload] {
		return refuse(422, "no_upload", "the video is not there")
	}
	f.Type, f.Size = u.Type, u.Size
	if m, ok := w.media[f.Poster]; f.Poster != "" && (!ok || m.kind == captionType) {
		return refuse(422, "no_picture", "the still picture was not uploaded")
	}
	for _, c := range f.Captions {
		if m, ok := w.media[c.Digest]; !ok || m.kind != captionType {
			return refuse(422, "no_picture", "captions were not uploaded")
		}
	}
	p.Private = a.forbids(FaultPrivate)
	return nil
}

// hang finds the thread that p belongs to: that of a post of the account's own,
// or that of an answer from the public.
func (w *Wall) hang(a *account, p *Post) error {
	p.Root = ""
	if p.ReplyTo == "" {
		return nil
	}
	under := p.ReplyTo
	if ans, ok := w.answers[p.ReplyTo]; ok && ans.Account == a.ID && ans.Gone.IsZero() {
		if under = ans.Under; under == "" {
			return nil // It answers a mention.
		}
	}
	parent, ok := w.posts[under]
	if !ok || parent.Account != a.ID || !parent.Removed.IsZero() {
		return refuse(422, "no_parent", "the post that this one continues is not there")
	}
	if under == p.ReplyTo && a.forbids(FaultAlone) {
		return refuse(403, "no_continuation", "the account cannot continue its threads")
	}
	p.Root = parent.ID
	if parent.Root != "" {
		p.Root = parent.Root
	}
	return nil
}

// count is the length of a text, in which the address of a post of the account's
// own at the end counts like any link: the wall knows it, wherever it is served.
func (w *Wall) count(a *account, text string) int {
	if i := strings.LastIndexByte(text, ' '); a.Alone && i > 0 {
		id := text[strings.LastIndexByte(text, '/')+1:]
		if p, ok := w.posts[id]; ok && p.Account == a.ID && text[i+1:] == w.link(id) {
			return a.Count(text[:i]) + linkRoom
		}
	}
	return a.Count(text)
}

// twice reports whether an account has published a text within a day and not
// taken it down.
func (w *Wall) twice(a *account, text string) bool {
	now := w.o.Now()
	for _, p := range slices.Backward(a.posts) {
		if now.Sub(p.At) > 24*time.Hour {
			return false
		}
		if p.Text == text && p.Removed.IsZero() {
			return true
		}
	}
	return false
}

// find returns the posts of an account with this reference that are public.
func (w *Wall) find(id bot.AccountID, ref string) []Post {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []Post
	for _, p := range w.accounts[id].refs[ref] {
		if p.Removed.IsZero() && !p.Private {
			out = append(out, p.Post)
		}
	}
	return out
}

// remove takes a post of an account down and reports whether it was there.
func (w *Wall) remove(id bot.AccountID, post string) (bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, ok := w.posts[post]
	if !ok || p.Account != id || !p.Removed.IsZero() {
		return false, nil
	}
	return true, w.commit(&event{Kind: removed, ID: post})
}

// lies reports whether an account says of a post that is there that it is taken
// down, and leaves it there.
func (w *Wall) lies(id bot.AccountID, post string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, ok := w.posts[post]
	return ok && p.Account == id && p.Removed.IsZero() && w.accounts[id].forbids(FaultLies)
}
