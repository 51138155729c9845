package practice

import (
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"appealbot/bot"
	wall "appealbot/bot/network/practice"
)

// wallView is the public side.
type wallView struct {
	Accounts []accountView
	Posts    []postView
	Mentions []answerView
	Kinds    []wall.FaultKind
	Alone    bool // the chat is somewhere else
}

type accountView struct {
	wall.Profile
	Initial string
	Rules   string // "Like X: 280 characters, 4 pictures"
	Fault   wall.Fault
	Broken  bool
	Says    string
	Wait    int
	Uploads []string // what the public does not see yet
}

// postView is a thread of posts with its answers.
type postView struct {
	wall.Thread
	ID      string
	Order   string
	Initial string
	Parts   []partView
	Gone    bool // all of it was taken down
	Quotes  int
	Count   int
	Answers []answerView
}

type partView struct {
	wall.ShownPost
	Number string // "1/3"
	Down   bool
}

type answerView struct {
	wall.Answer
	Initial string
	Deleted bool
	Changed bool
	Covered bool   // hidden by the account: shown to whoever asks
	Flagged bool   // reported by the account
	Depth   int    // how deep it stands below the post, at most 3
	To      string // whom it answers, if that is another answer
	What    string // "quoted this", "mentioned @MetroPolice"
}

func (p *page) wall() wallView {
	v := wallView{Accounts: p.accounts(), Kinds: wall.Faults()}
	for _, t := range p.o.Wall.Threads("", "", perWall, perPost) {
		v.Posts = append(v.Posts, postOf(t))
	}
	for _, a := range v.Accounts {
		for _, m := range p.o.Wall.Mentions(a.ID, perPost) {
			w := answerOf(m)
			w.What = "mentioned " + a.Handle
			v.Mentions = append(v.Mentions, w)
		}
	}
	return v
}

func (p *page) accounts() []accountView {
	var out []accountView
	for _, pr := range p.o.Wall.Profiles() {
		f := p.o.Wall.Fault(pr.ID)
		v := accountView{
			Profile: pr, Initial: initial(pr.Name), Fault: f, Broken: f.Kind != wall.FaultNone, Says: f.Kind.Title(),
			Rules: rules(pr),
			Wait:  int(f.Wait / time.Second),
		}
		for _, u := range p.o.Wall.Uploads(pr.ID) {
			v.Uploads = append(v.Uploads, onTheWay(u))
		}
		out = append(out, v)
	}
	return out
}

// onTheWay says what becomes of a video that the public does not see yet.
func onTheWay(u wall.ShownUpload) string {
	switch u.State {
	case wall.Receiving:
		return fmt.Sprintf("A video is arriving: %d %% of %s. Nobody sees it yet.", 100*u.Sent/max(u.Size, 1), megabytes(u.Size))
	case wall.Processing:
		return "A video is being processed. Nobody sees it yet."
	case wall.Failed:
		return "A video could not be processed. Nobody sees it."
	default:
		return "A video is ready to be published. Nobody sees it yet."
	}
}

// rules says what an account takes and what it costs.
func rules(p wall.Profile) string {
	s := fmt.Sprintf("%d characters, %s", p.Limits.Text, pictures(p.Limits.Media))
	if p.Films {
		s = fmt.Sprintf("%d bytes below one video", p.Limits.Text)
	} else if p.Limits.Film != nil {
		s += " or a video"
	}
	if p.Like != "" {
		s = "Like " + p.Like.Title() + ": " + s
	}
	if p.Price != (wall.Price{}) {
		s += fmt.Sprintf(", %s a post, %s with a link", dollars(p.Price.Post), dollars(p.Price.Linked))
	}
	return s
}

// dollars writes millionths of a US dollar.
func dollars(micros int64) string { return fmt.Sprintf("US$%.3f", float64(micros)/1e6) }

func pictures(n int) string {
	if n == 1 {
		return "1 picture"
	}
	return fmt.Sprintf("%d pictures", n)
}

func postOf(t wall.Thread) postView {
	v := postView{Thread: t, ID: t.Posts[0].ID, Initial: initial(t.Profile.Name), Gone: true}
	v.Order = strings.TrimLeft(v.ID, "p")
	for i, q := range t.Posts {
		part := partView{ShownPost: q, Down: !q.Removed.IsZero()}
		if len(t.Posts) > 1 {
			part.Number = fmt.Sprintf("%d/%d", i+1, len(t.Posts))
		}
		v.Gone = v.Gone && part.Down
		v.Quotes += q.Quotes
		v.Count += q.Answers
		v.Parts = append(v.Parts, part)
	}
	v.Answers = nested(t.Answers)
	return v
}

// deepest is how far answers to answers are set in.
const deepest = 3

// nested puts each answer behind what it answers, the oldest first.
func nested(as []wall.Answer) []answerView {
	under := map[string][]wall.Answer{}
	names := map[string]string{}
	for _, a := range as {
		names[a.ID] = a.Name
	}
	for _, a := range as {
		parent := a.Parent
		if _, shown := names[parent]; !shown {
			parent = ""
		}
		under[parent] = append(under[parent], a)
	}
	var out []answerView
	var put func(parent string, depth int)
	put = func(parent string, depth int) {
		for _, a := range under[parent] {
			w := answerOf(a)
			w.To, w.Depth = names[a.Parent], min(depth, deepest)
			out = append(out, w)
			put(a.ID, depth+1)
		}
	}
	put("", 0)
	return out
}

// link is a piece of a text: the address of a post on this wall, or what stands
// between two.
type link struct{ Label, URL string }

var address = regexp.MustCompile(`https?://[^\s<>\p{C}]+/(p[0-9]+)`)

// linked cuts a text where it has addresses of posts on this wall. Others lead
// nowhere here: an exercise does not leave the room.
func (p *page) linked(text string) []link {
	var out []link
	from := 0
	for _, at := range address.FindAllStringSubmatchIndex(text, -1) {
		id := text[at[2]:at[3]]
		post, ok := p.o.Wall.Post(id)
		if !ok || post.URL != text[at[0]:at[1]] {
			continue
		}
		out = append(out, link{Label: text[from:at[0]]}, link{Label: post.URL, URL: "/post/" + id})
		from = at[1]
	}
	return append(out, link{Label: text[from:]})
}

func answerOf(a wall.Answer) answerView {
	v := answerView{
		Answer: a, Initial: initial(a.Name), Deleted: !a.Gone.IsZero(), Changed: !a.Edited.IsZero(),
		Covered: !a.Hidden.IsZero(), Flagged: !a.Reported.IsZero(),
	}
	if a.Kind == bot.ReplyQuote {
		v.What = "quoted this"
	}
	return v
}

// initial is the first letter of a name, whatever it begins with.
func initial(name string) string {
	for _, r := range name {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return strings.ToUpper(string(r))
		}
	}
	return "?"
}
