package practice

import (
	"fmt"
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
		out = append(out, v)
	}
	return out
}

// rules says what an account takes and what it costs.
func rules(p wall.Profile) string {
	s := fmt.Sprintf("%d characters, %s", p.Limits.Text, pictures(p.Limits.Media))
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
	names := map[string]string{}
	for _, a := range t.Answers {
		names[a.ID] = a.Name
	}
	for _, a := range t.Answers {
		w := answerOf(a)
		w.To = names[a.Parent]
		v.Answers = append(v.Answers, w)
	}
	return v
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
