package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"appealbot/bot"
)

// ledger is what the page brings to one case.
type ledger struct {
	tally   bot.Tally
	added   int
	changed int
	appeals map[bot.ID]bool
	hash    hashWriter
	raised  bool // an emergency
}

type hashWriter interface {
	io.Writer
	Sum(b []byte) []byte
}

// ledger returns what the page brings to a case, nothing so far if it was not
// asked for before.
func (in *intake) ledger(caseID bot.ID) (*ledger, error) {
	if l, ok := in.cases[caseID]; ok {
		return l, nil
	}
	t, err := in.Tally(caseID)
	if err != nil {
		return nil, err
	}
	l := &ledger{tally: t, appeals: map[bot.ID]bool{}, hash: sha256.New()}
	in.cases[caseID] = l
	return l, nil
}

// note adds a reply to the hash that the audit event carries.
func (l *ledger) note(r bot.Reply) {
	_, _ = fmt.Fprintf(l.hash, "%s\x00%d\x00%s\x00%v\x00%s\n", r.ID, len(r.Edits), r.Newest(), !r.Gone.IsZero(), r.RawHash)
}

// alarm shows an emergency at once, unless there are so many that they would
// drown each other; then they lead the next digest. The duty list is paged to it
// when the page of replies is stored, or at the end of the window when it was
// paged often enough in it.
func (in *intake) alarm(l *ledger, r bot.Reply) error {
	t := &l.tally
	if in.now.Sub(t.Since) > alarmWindow {
		t.Since, t.Alarms, t.Paged = in.now.UTC(), 0, 0
	}
	t.Alarms++
	next := in.now
	if t.Paged >= pages {
		next = t.Since.Add(alarmWindow)
	}
	t.Raise(r.ID, in.now, next)
	l.raised = true
	if t.Alarms > alarms {
		return nil
	}
	return in.show(r, bot.LaneUrgent)
}

// page pages the duty list to the emergencies that the page brought.
func (in *intake) page(caseID bot.ID, l *ledger) error {
	if !l.raised {
		return nil
	}
	if err := in.pageDue(&l.tally, caseID); err != nil {
		return err
	}
	l.tally.Paged++
	return in.watch(caseID)
}

// show shows one reply by itself.
func (in *intake) show(r bot.Reply, lane bot.Lane) error {
	return bot.Show(in, in.d.o.Platforms, in.now, inRoom(bot.Notice{Kind: bot.NoticeReply, Subject: r.ID, Case: r.Case, Lane: lane}), "")
}

// inRoom sends a notice about replies to the case's room, or to the duty
// channel when they belong to no case.
func inRoom(n bot.Notice) bot.Notice {
	if n.Case == bot.Elsewhere {
		n.Case, n.Channel = "", "duty"
	}
	return n
}

// finish writes what the page brought to each case.
func (in *intake) finish() (int, error) {
	n := 0
	for id, l := range in.cases {
		if l.added == 0 && l.changed == 0 {
			continue
		}
		n += l.added
		if err := in.page(id, l); err != nil {
			return n, err
		}
		if err := in.PutTally(id, l.tally); err != nil {
			return n, err
		}
		detail := fmt.Sprintf("%s: %d new, %d changed, sha256 %s", in.b.Source, l.added, l.changed, hex.EncodeToString(l.hash.Sum(nil)))
		if err := in.log("stored replies", "", id, detail); err != nil {
			return n, err
		}
		if err := in.counts(l); err != nil {
			return n, err
		}
		if l.added == 0 {
			continue
		}
		if err := in.purgeLate(id); err != nil {
			return n, err
		}
		if err := bot.Show(in, in.d.o.Platforms, in.now, inRoom(bot.Notice{Kind: bot.NoticeRelay, Subject: id, Case: id}), ""); err != nil {
			return n, err
		}
	}
	return n, in.figures.Flush()
}

// counts shows the cards anew that say how many answers there are. They wait
// behind everything else.
func (in *intake) counts(l *ledger) error {
	for id := range l.appeals {
		a, err := in.Appeal(id)
		if errors.Is(err, bot.ErrNotFound) {
			continue // it is about nothing of ours
		} else if err != nil {
			return err
		}
		if err := bot.Show(in, in.d.o.Platforms, in.now, bot.Notice{Kind: bot.NoticeCard, Subject: id, Case: a.Case, Lane: bot.LaneBulk}, ""); err != nil {
			return err
		}
	}
	return nil
}
