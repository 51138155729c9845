package practice

import (
	"strings"
	"time"
	"unicode"

	"appealbot/bot"
	"appealbot/bot/network"
)

// An Answer is what a visitor wrote.
type Answer struct {
	ID      string
	Account bot.AccountID // whose post it is about, or who is mentioned
	Kind    bot.ReplyKind
	Under   string `json:",omitempty"` // the post; empty for a mention
	Parent  string `json:",omitempty"` // the post or answer that it answers directly
	Visitor
	Text   string // empty when it is gone
	At     time.Time
	Edited time.Time `json:",omitzero"`
	Gone   time.Time `json:",omitzero"`
	// What the account did about it.
	Hidden   time.Time `json:",omitzero"` // below the post, for everybody
	Reported time.Time `json:",omitzero"`
	Reason   string    `json:",omitempty"` // why it was reported
	// Own: the account wrote it, as an answer to somebody. Only in what
	// Threads returns.
	Own bool `json:"-"`
}

// A Visitor is a member of the public.
type Visitor struct {
	Name     string
	Handle   string `json:",omitempty"`
	Language string `json:",omitempty"`
}

// Answer lets a visitor answer a post or another answer.
func (w *Wall) Answer(v Visitor, parent, text string) (Answer, error) {
	as, err := w.Flood(v, parent, []string{text})
	if err != nil {
		return Answer{}, err
	}
	return as[0], nil
}

// Flood lets a visitor give many answers at once, at most 1,000. Either all of
// them are given or none.
func (w *Wall) Flood(v Visitor, parent string, texts []string) ([]Answer, error) {
	if n := len(texts); n == 0 || n > maxAtOnce {
		return nil, bot.Refuse(bot.ErrInvalid, "Between 1 and %d answers can be given at once, not %d.", maxAtOnce, n)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	under := parent
	if a, ok := w.answers[parent]; ok {
		if !a.Gone.IsZero() {
			return nil, bot.Refuse(bot.ErrStale, "That answer was deleted. Answer something that is still there.")
		}
		under = a.Under
	}
	p, ok := w.posts[under]
	if !ok && w.answers[parent] == nil {
		return nil, bot.Refuse(bot.ErrNotFound, "There is nothing to answer there. Reload the page.")
	}
	if ok && !p.Removed.IsZero() {
		return nil, bot.Refuse(bot.ErrStale, "That post was taken down. Nobody can answer it any more.")
	}
	a := Answer{Kind: bot.ReplyAnswer, Under: under, Parent: parent, Visitor: v}
	if ok {
		a.Account = p.Account
	} else { // an answer to a mention
		a.Account, a.Kind = w.answers[parent].Account, bot.ReplyMention
	}
	return w.say(a, texts)
}

// Quote lets a visitor quote a post.
func (w *Wall) Quote(v Visitor, id, text string) (Answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, ok := w.posts[id]
	if !ok || !p.Removed.IsZero() {
		return Answer{}, bot.Refuse(bot.ErrStale, "That post is not there (any more). Reload the page.")
	}
	return first(w.say(Answer{Account: p.Account, Kind: bot.ReplyQuote, Under: id, Parent: id, Visitor: v}, []string{text}))
}

// Mention lets a visitor write about an account under no post of it.
func (w *Wall) Mention(v Visitor, account bot.AccountID, text string) (Answer, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.accounts[account] == nil {
		return Answer{}, bot.Refuse(bot.ErrNotFound, "There is no such account on the wall.")
	}
	return first(w.say(Answer{Account: account, Kind: bot.ReplyMention, Visitor: v}, []string{text}))
}

func first(as []Answer, err error) (Answer, error) {
	if err != nil {
		return Answer{}, err
	}
	return as[0], nil
}

// say adds one answer like a for each text. The caller holds mu.
func (w *Wall) say(a Answer, texts []string) ([]Answer, error) {
	if len(w.answers)+len(texts) > w.o.MaxAnswers {
		return nil, bot.Refuse(bot.ErrInvalid, "The practice wall is full: it holds %d answers. Start with a fresh data directory.", w.o.MaxAnswers)
	}
	a.Name, a.Handle, a.Language = clean(a.Name), clean(a.Handle), clean(a.Language)
	if a.Name == "" {
		a.Name = "A visitor"
	}
	if tooLong(a.Name, maxName) || tooLong(a.Handle, maxName) || len(a.Language) > maxName {
		return nil, bot.Refuse(bot.ErrInvalid, "That name is too long. Use at most %d characters.", maxName)
	}
	es := make([]*event, 0, len(texts))
	for _, t := range texts {
		t, err := checkText(t)
		if err != nil {
			return nil, err
		}
		v := a
		v.Text = t
		es = append(es, &event{Kind: answered, Answer: &v})
	}
	if err := w.commit(es...); err != nil {
		return nil, err
	}
	out := make([]Answer, len(es))
	for i, e := range es {
		out[i] = *e.Answer
	}
	return out, nil
}

// checkText refuses what no network would take. Everything else is taken: the
// public writes what it wants.
func checkText(t string) (string, error) {
	t = strings.ToValidUTF8(t, "\ufffd")
	if strings.TrimSpace(t) == "" {
		return "", bot.Refuse(bot.ErrInvalid, "The answer is empty. Write something.")
	}
	if tooLong(t, maxAnswer) {
		return "", bot.Refuse(bot.ErrInvalid, "The answer is too long: at most %d characters. Shorten it.", maxAnswer)
	}
	return t, nil
}

// tooLong reports whether s has more than n characters, or is a pile of marks
// on fewer.
func tooLong(s string, n int) bool { return len(s) > 16*n || network.Graphemes(s) > n }

// clean makes one line of a name.
func clean(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd")))
}

// Edit changes the text of an answer.
func (w *Wall) Edit(id, text string) error {
	text, err := checkText(text)
	if err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	a, ok := w.answers[id]
	if !ok || !a.Gone.IsZero() {
		return bot.Refuse(bot.ErrStale, "That answer is not there (any more). Reload the page.")
	}
	if a.Text == text {
		return nil
	}
	if err := w.full(); err != nil {
		return err
	}
	return w.commit(&event{Kind: edited, ID: id, Text: text})
}

// Delete takes an answer back. What is gone already is no error.
func (w *Wall) Delete(id string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	a, ok := w.answers[id]
	if !ok {
		return bot.Refuse(bot.ErrNotFound, "There is no such answer. Reload the page.")
	}
	if !a.Gone.IsZero() {
		return nil
	}
	return w.commit(&event{Kind: deleted, ID: id})
}

// Like adds one to the likes of a post.
func (w *Wall) Like(id string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	p, ok := w.posts[id]
	if !ok || !p.Removed.IsZero() {
		return bot.Refuse(bot.ErrStale, "That post is not there (any more). Reload the page.")
	}
	if err := w.full(); err != nil {
		return err
	}
	return w.commit(&event{Kind: liked, ID: id})
}
