package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"appealbot/bot"
	"appealbot/store/kv"
)

// encode turns a record into the bytes that are stored: JSON, in the order of
// the fields and with sorted maps, so that equal records have equal bytes. A
// person with a hex editor can read it in twenty years.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // it is not for a browser, and "<" is one byte instead of six
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("encode %T: %w", v, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// decode is the reverse of encode. What cannot be decoded was not written by
// this program.
func decode[T any](table string, b []byte) (v T, err error) {
	if err := json.Unmarshal(b, &v); err != nil {
		return v, fmt.Errorf("decode a record of table %s: %w: %w", table, kv.ErrCorrupt, err)
	}
	return v, nil
}

// The functions below put the times of a record into UTC. Records are passed by
// value but share their slices with the caller, so those are copied first.

func utc(ts ...*time.Time) {
	for _, t := range ts {
		*t = t.UTC()
	}
}

func utcCase(c bot.Case) bot.Case {
	utc(&c.Opened, &c.Closed.At, &c.Hold.By.At, &c.Purged.Originals, &c.Purged.Replies, &c.Purged.Appeals, &c.Purged.Late, &c.Clearance.By.At)
	c.Rooms = slices.Clone(c.Rooms)
	for i := range c.Rooms {
		r := &c.Rooms[i]
		utc(&r.LostAt)
		r.Outside = slices.Clone(r.Outside)
		for j := range r.Outside {
			utc(&r.Outside[j].Next)
		}
	}
	c.Subjects, c.Records = slices.Clone(c.Subjects), slices.Clone(c.Records)
	for i := range c.Subjects {
		s := &c.Subjects[i]
		utc(&s.Born, &s.Offence, &s.Arrest, &s.By.At)
	}
	for i := range c.Records {
		r := &c.Records[i]
		utc(&r.Made, &r.Expires, &r.By.At, &r.Ended.At)
	}
	return c
}

func utcContent(c bot.Content) bot.Content {
	utc(&c.At)
	c.Series.Slots = utcSlots(c.Series.Slots)
	return c
}

func utcSlots(slots []bot.Slot) []bot.Slot {
	slots = slices.Clone(slots)
	for i := range slots {
		utc(&slots[i].At)
	}
	return slots
}

func utcAppeal(a bot.Appeal) bot.Appeal {
	a.Content = utcContent(a.Content)
	a.Overrides, a.Approvals = slices.Clone(a.Overrides), slices.Clone(a.Approvals)
	a.Plan.Slots = utcSlots(a.Plan.Slots)
	utc(&a.Plan.At, &a.Changed.At, &a.Created, &a.Purged, &a.Off.At, &a.Through, &a.Reminded.At)
	if a.Alone != nil {
		alone := *a.Alone
		utc(&alone.By.At, &alone.Review.At)
		a.Alone = &alone
	}
	a.Twins = slices.Clone(a.Twins)
	for i := range a.Twins {
		utc(&a.Twins[i].At)
	}
	for i := range a.Overrides {
		utc(&a.Overrides[i].By.At)
	}
	for i := range a.Approvals {
		utc(&a.Approvals[i].By.At)
	}
	return a
}

func utcPost(p bot.Post) bot.Post {
	p.Edits = slices.Clone(p.Edits)
	for i := range p.Edits {
		utc(&p.Edits[i].At)
	}
	utc(&p.Due, &p.Lease, &p.Created, &p.Posted, &p.Decided.At, &p.Began, &p.Sight.At, &p.Sight.Seen, &p.Sight.Told, &p.Counts.At, &p.Carry.Began, &p.Carry.Moved, &p.Carry.Told,
		&p.Waited, &p.Expected, &p.Gone.Since, &p.Gone.Due, &p.Gone.At, &p.Gone.By.At, &p.Gone.Asked, &p.Gone.From)
	return p
}

func utcNotice(n bot.Notice) bot.Notice {
	utc(&n.Due, &n.Lease, &n.Asked)
	return n
}

func utcReply(r bot.Reply) bot.Reply {
	r.Edits = slices.Clone(r.Edits)
	utc(&r.At, &r.Stored, &r.Gone, &r.Labelled.At, &r.Taken.At, &r.Purged)
	for i := range r.Edits {
		utc(&r.Edits[i].At)
	}
	return r
}

func utcTally(t bot.Tally) bot.Tally {
	t.Open = slices.Clone(t.Open)
	utc(&t.Since)
	for i := range t.Open {
		utc(&t.Open[i].Since, &t.Open[i].Next)
	}
	return t
}

func utcCursor(c bot.Cursor) bot.Cursor {
	utc(&c.LastOK, &c.Failing, &c.Since)
	return c
}

func utcStanding(s bot.Standing) bot.Standing {
	utc(&s.Checked, &s.Since)
	return s
}

func utcFreeze(f bot.Freeze) bot.Freeze {
	utc(&f.By.At, &f.Until)
	return f
}

func utcEvent(e bot.Event) bot.Event {
	utc(&e.At)
	return e
}
