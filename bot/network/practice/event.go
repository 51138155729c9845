package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// The wall is a log: what is kept are the events, in records of one or several
// that happened together, and everything else is made of them. So there is
// exactly one Save for whatever happens, and nothing can be kept by half.

// event is one thing that happened on the wall.
type event struct {
	Seq    uint64
	Kind   eventKind
	At     time.Time
	Post   *Post   `json:",omitempty"`
	Answer *Answer `json:",omitempty"`
	ID     string  `json:",omitempty"` // what it happened to
	Text   string  `json:",omitempty"`
	Title  string  `json:",omitempty"`
	Upload *Upload `json:",omitempty"`
	Size   int64   `json:",omitempty"`
	// Named is when a share was to be.
	Named time.Time `json:",omitzero"`
}

type eventKind string

const (
	posted   eventKind = "posted"
	removed  eventKind = "removed"
	answered eventKind = "answered"
	edited   eventKind = "edited"
	deleted  eventKind = "deleted"
	liked    eventKind = "liked"
	hidden   eventKind = "hidden"
	shown    eventKind = "shown"
	reported eventKind = "reported"
	amended  eventKind = "amended"  // the department changed a post
	reshared eventKind = "reshared" // the department shared a post again
	opened   eventKind = "opened"   // a private post is for everybody now
	begun    eventKind = "begun"    // a video was announced
	arrived  eventKind = "arrived"  // a piece of it
	spoilt   eventKind = "spoilt"   // it cannot be published
	taken    eventKind = "taken"    // it was taken back
)

// change is an event that the account can read as an answer, with the answer
// as it was then.
type change struct {
	Seq  uint64
	What eventKind
	When time.Time
	Answer
}

const (
	eventKey = "e" // and the first event's number, as 16 hexadecimal digits
	mediaKey = "m" // and the digest
)

// commit numbers events, keeps them, and lets them happen. The caller holds mu.
// Nothing has happened when it returns an error.
func (w *Wall) commit(es ...*event) error {
	now := w.o.Now().UTC()
	for i, e := range es {
		e.Seq, e.At = w.seq+uint64(i)+1, now
		switch {
		case e.Post != nil:
			e.Post.ID, e.Post.At = number("p", e.Seq), now
		case e.Answer != nil:
			e.Answer.ID, e.Answer.At = number("a", e.Seq), now
		case e.Upload != nil:
			e.Upload.ID, e.Upload.At = number("u", e.Seq), now
		}
	}
	if w.o.Keeper != nil {
		b, err := json.Marshal(es)
		if err != nil {
			return fmt.Errorf("encode wall events: %w", err)
		}
		if err := w.o.Keeper.Save(fmt.Sprintf("%s%016x", eventKey, es[0].Seq), b); err != nil {
			return fmt.Errorf("keep wall events: %w", err)
		}
	}
	for _, e := range es {
		if err := w.apply(e); err != nil {
			return err
		}
	}
	w.wake()
	return nil
}

func (w *Wall) load() error {
	if w.o.Keeper == nil {
		return nil
	}
	records := make(map[string][]byte) // Load has no order, and events have.
	err := w.o.Keeper.Load(func(key string, value []byte) error {
		switch {
		case strings.HasPrefix(key, mediaKey):
			return w.loadMedia(strings.TrimPrefix(key, mediaKey), value)
		case strings.HasPrefix(key, eventKey):
			records[key] = slices.Clone(value)
			return nil
		default:
			return fmt.Errorf("unknown record %q", key)
		}
	})
	if err != nil {
		return fmt.Errorf("load wall: %w", err)
	}
	keys := make([]string, 0, len(records))
	for k := range records {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		var es []*event
		if err := json.Unmarshal(records[k], &es); err != nil {
			return fmt.Errorf("load wall: record %q: %w", k, err)
		}
		for _, e := range es {
			if err := w.replay(e); err != nil {
				return fmt.Errorf("load wall: record %q: %w", k, err)
			}
		}
	}
	return nil
}

func (w *Wall) replay(e *event) error {
	if e == nil || e.Seq <= w.seq {
		return errors.New("its events are out of order")
	}
	return w.apply(e)
}

// apply lets an event happen. What it refers to must be there: whoever makes
// an event has made sure of it, and an event that was kept had its place.
func (w *Wall) apply(e *event) error {
	var err error
	switch e.Kind {
	case posted:
		err = w.applyPost(e.Post)
	case answered:
		err = w.applyAnswer(e)
	case edited, deleted:
		err = w.applyChange(e)
	case amended:
		err = w.applyAmendment(e)
	case reshared:
		err = w.applyShare(e)
	case hidden, shown, reported:
		err = w.applyModeration(e)
	case begun, arrived, spoilt, taken:
		err = w.applyUpload(e)
	case removed, liked, opened:
		p, ok := w.posts[e.ID]
		if !ok {
			return fmt.Errorf("event %d is about %q, which is not there", e.Seq, e.ID)
		}
		switch e.Kind {
		case liked:
			p.Likes++
		case opened:
			p.Private = false
		default:
			p.Removed = e.At
		}
	default:
		err = fmt.Errorf("event %d is of the unknown kind %q", e.Seq, e.Kind)
	}
	if err == nil {
		w.seq = e.Seq
	}
	return err
}

func (w *Wall) applyPost(v *Post) error {
	if v == nil || w.accounts[v.Account] == nil {
		return errors.New("a post is of no account of this wall")
	}
	a, p := w.accounts[v.Account], &post{Post: *v}
	if root, ok := w.posts[v.Root]; ok {
		root.follow = append(root.follow, p)
	}
	w.posts[p.ID] = p
	a.posts = append(a.posts, p)
	if p.Film != nil {
		w.used[p.Film.Upload] = true
	}
	if p.Ref != "" {
		a.refs[p.Ref] = append(a.refs[p.Ref], p)
	}
	return nil
}

func (w *Wall) applyAnswer(e *event) error {
	if e.Answer == nil || w.accounts[e.Answer.Account] == nil {
		return errors.New("an answer is to no account of this wall")
	}
	v := *e.Answer
	a := w.accounts[v.Account]
	w.answers[v.ID] = &v
	if p, ok := w.posts[v.Under]; ok {
		p.answers = append(p.answers, &v)
		if v.Kind == bot.ReplyQuote {
			p.quotes++
		}
	} else {
		a.mentions = append(a.mentions, &v)
	}
	a.changes = append(a.changes, change{Seq: e.Seq, What: answered, When: e.At, Answer: v})
	return nil
}

func (w *Wall) applyChange(e *event) error {
	v, ok := w.answers[e.ID]
	if !ok {
		return fmt.Errorf("event %d is about %q, which is not there", e.Seq, e.ID)
	}
	if e.Kind == edited {
		v.Text, v.Edited = e.Text, e.At
	} else {
		v.Text, v.Gone = "", e.At
	}
	a := w.accounts[v.Account]
	a.changes = append(a.changes, change{Seq: e.Seq, What: e.Kind, When: e.At, Answer: *v})
	return nil
}
