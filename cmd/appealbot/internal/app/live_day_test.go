package app

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/bolt"
)

// A day of a department on three public networks: each account is connected in
// another way, an appeal becomes public word for word and once, the public
// answers, is answered and kept in order, and in the end everything is gone from
// everywhere but the case.
func TestLiveDay(t *testing.T) {
	t.Parallel()
	d := &day{live: onStandIn(t).goLive(squares(t)...)}
	d.connects()
	d.publishes()
	d.hears()
	d.learnsLater()
	d.answers()
	d.hides()
	d.takesDown()
	d.ends()
}

// The same without what has nothing to do with the chat; a Slack workspace takes
// a message a second.
func TestLiveDaySlack(t *testing.T) {
	t.Parallel()
	d := &day{live: onSlack(t).goLive(squares(t)...)}
	d.connects()
	d.publishes()
	d.hears()
	d.takesDown()
	d.ends()
}

// day is a live department with the case of the day.
type day struct {
	*live
	posts  map[bot.AccountID]bot.Post // of the appeal
	reply  map[bot.AccountID]string   // what Eve answered, by the network's id
	quoted map[bot.AccountID]string
	parts  int // public in the end, before all of it is taken down
}

// appeal is long enough to be a thread on every network.
var appeal = strings.Repeat("Were you near King and Bay on Monday, between 1 and 2 a.m.? A man in a green coat ran to a dark car that stood at the corner with its lights off. ", 4) +
	"Call 416-808-2222."

// connects: one account while the program is not running, one while it is, one
// from the chat, where only administrators may.
func (d *day) connects() {
	d.t.Helper()
	d.connected(d.on("metro-mastodon"))
	d.start()
	d.connected(d.on("metro-bluesky"), "--no-listen")
	d.says("ann", d.newsroom, "connect metro-x", "Only administrators may connect Metro Police on X")
	d.connectedInChat("carla", d.on("metro-x"))
	d.hearsOnce("Insp. Carla Singh connected Metro Police on X")
	for _, s := range d.squares {
		d.fit(s.account())
	}
	d.says("carla", d.newsroom, "accounts", "3 accounts", "metro-x on X, @MetroPolice")
}

// fit waits until the program knows that an account works.
func (l *live) fit(id bot.AccountID) {
	l.t.Helper()
	l.until(string(id)+" works", func() bool { return l.standing(id).OK })
}

func (l *live) standing(id bot.AccountID) (s bot.Standing) {
	l.t.Helper()
	l.read(func(tx bot.Tx) (err error) {
		s, err = tx.Standing(id)
		return err
	})
	return s
}

// publishes: what the card showed letter by letter is what is public, once.
func (d *day) publishes() {
	d.t.Helper()
	d.says("ann", d.newsroom, "new 2026-1234567 Green coat: "+appeal, "is stored")
	d.enter("case-2026-1234567-green-coat")
	d.card("ready to submit")
	d.says("ann", d.room, "submit", "It needs one approval")
	card := d.card("waiting for 1 approval", "0.06 altogether", "!Cannot be published")
	for _, s := range d.squares {
		if n := len(s.public()); n != 0 {
			d.t.Fatalf("%d posts are public on %s before anybody approved", n, s.account())
		}
	}
	d.press("bob", "Approve", "Approved. It is being published now")
	d.card("public (3 posts)")
	for _, s := range d.squares {
		parts := s.public()
		if len(parts) < 2 {
			d.t.Errorf("%s has no thread: %q", s.account(), parts)
		}
		for _, p := range parts {
			if !strings.Contains(flat(card.Text), flat(p)) {
				d.t.Errorf("%s has what the card did not show: %q", s.account(), p)
			}
		}
		if got := joined(parts); !strings.Contains(got, flat(appeal)) {
			d.t.Errorf("%s says\n%s\nand Ann wrote\n%s", s.account(), got, appeal)
		}
	}
	d.posts = map[bot.AccountID]bot.Post{}
	for _, p := range d.stored() {
		d.posts[p.Account] = p
	}
}

// mark is the number of a part of a thread.
var mark = regexp.MustCompile(`\s*\(\d+/\d+\)$`)

// joined are the parts of a thread as one text.
func joined(parts []string) string {
	var all []string
	for _, p := range parts {
		all = append(all, mark.ReplaceAllString(p, ""))
	}
	return flat(strings.Join(all, " "))
}

// stored are the posts of every appeal, the newest case first.
func (l *live) stored() (out []bot.Post) {
	l.t.Helper()
	l.read(func(tx bot.Tx) error {
		ks, err := tx.Cases("", 1000)
		for _, k := range ks {
			as, err := tx.AppealsOf(k.ID, k.Appeals)
			if err != nil {
				return err
			}
			for _, a := range as {
				ps, err := tx.PostsOf(a.ID)
				if err != nil {
					return err
				}
				out = append(out, ps...)
			}
		}
		return err
	})
	return out
}

// number is that of a reply in its case, as soon as it is stored.
func (l *live) number(id bot.AccountID, remote string) string {
	l.t.Helper()
	var r bot.Reply
	l.until("the program has read "+remote, func() bool {
		l.read(func(tx bot.Tx) error {
			r, _ = tx.Reply(bot.ReplyID(id, remote)) // not there yet
			return nil
		})
		return r.Number > 0
	})
	return fmt.Sprintf("R%d", r.Number)
}

// hears: what the public answers and quotes, on whatever network, is in the case's
// channel, and an officer labels it.
func (d *day) hears() {
	d.t.Helper()
	d.reply, d.quoted = map[bot.AccountID]string{}, map[bot.AccountID]string{}
	for id, p := range d.posts {
		d.reply[id] = d.on(id).reply(p.Remotes[0], "I saw the car from "+string(id))
		d.quoted[id] = d.on(id).quote(p.Remotes[0], "Look at this, friends of "+string(id))
	}
	for id := range d.posts {
		d.sees("Answer "+d.number(id, d.reply[id])+" in case", "I saw the car from "+string(id))
		d.sees("Answer "+d.number(id, d.quoted[id])+" in case", "(quote)", "Look at this, friends of "+string(id))
	}
	d.until("each answer is shown once", func() bool { return d.shown() == 6 })
	n := d.number("metro-x", d.reply["metro-x"])
	d.says("carla", d.room, "label "+n+" tip", n+" is labelled tip")
	d.sees("Answer "+n, "Tip (Insp. Carla Singh")
}

// learnsLater: what happens to the answers while the program is away is known when
// it is back, and what was written first is kept.
func (d *day) learnsLater() {
	d.t.Helper()
	d.quit()
	d.passed(13 * time.Hour)
	for id := range d.posts {
		d.on(id).edit(d.reply[id], "I saw the car, it was red, says "+string(id))
		d.on(id).erase(d.quoted[id])
	}
	d.start()
	for id := range d.posts {
		d.sees("Answer "+d.number(id, d.reply[id]), "it was red, says "+string(id), "First it said:", "I saw the car from "+string(id))
		d.sees("Answer "+d.number(id, d.quoted[id]), "by its author", "Look at this, friends of "+string(id))
	}
}

// passed makes everything that the program has read be read so long ago. Networks
// that do not tell what becomes of an answer are asked about it less and less
// often.
func (l *live) passed(d time.Duration) {
	l.t.Helper()
	key, err := store.LoadOrCreateKey(folder(l.data()).key())
	l.must(err)
	db, err := bolt.Open(folder(l.data()).state(), bolt.Options{Now: time.Now})
	l.must(err)
	defer func() { l.must(db.Close()) }()
	s, err := store.Open(l.t.Context(), db, store.Options{Realm: store.Live, Signer: key, Now: time.Now})
	l.must(err)
	l.must(s.Update(l.t.Context(), func(tx bot.Tx) error {
		ks, err := tx.Cases("", 1000)
		for _, k := range ks {
			rs, err := tx.RepliesOf(k.ID, 1, 1000)
			if err != nil {
				return err
			}
			for _, r := range rs {
				r.Stored = r.Stored.Add(-d)
				if err := tx.PutReply(r); err != nil {
					return err
				}
			}
		}
		return err
	}))
}

// answers: an answer to the public is approved by a second officer and stands on
// the one network where it was asked.
func (d *day) answers() {
	d.t.Helper()
	for _, s := range d.squares {
		id := s.account()
		text := "Thank you, please call us about it, says " + string(id)
		d.says("ann", d.room, "answer "+d.number(id, d.reply[id])+" "+text, "The answer is submitted")
		card := d.card(text, "waiting for 1 approval")
		d.press("ann", "Approve", "You wrote or changed this appeal")
		d.press("bob", "Approve", "Approved")
		d.until("it is public on "+string(id), func() bool { return d.everywhere(text) > 0 })
		for _, other := range d.squares {
			for _, p := range other.public() {
				if !strings.Contains(p, text) {
					continue
				}
				if other != s || !strings.Contains(flat(card.Text), flat(p)) {
					d.t.Errorf("%q is public on %s; the card was\n%s", p, other.account(), card.Text)
				}
			}
		}
	}
}

// everywhere is how many public posts say something, on all networks together.
func (l *live) everywhere(text string) (n int) {
	for _, s := range l.squares {
		for _, p := range s.public() {
			if strings.Contains(p, text) {
				n++
			}
		}
	}
	return n
}

// hides: an answer is hidden below the department's post where the network can.
func (d *day) hides() {
	d.t.Helper()
	n := d.number("metro-mastodon", d.reply["metro-mastodon"])
	d.says("carla", d.room, "hide "+n+" names a witness", "cannot")
	for _, id := range []bot.AccountID{"metro-bluesky", "metro-x"} {
		n := d.number(id, d.reply[id])
		d.says("carla", d.room, "hide "+n+" names a witness", "Noted: hide "+n)
		d.until("it is hidden on "+string(id), func() bool { return d.on(id).hidden(d.posts[id].Remotes[0], d.reply[id]) })
		d.sees("Answer "+n, "nobody sees it below our post", "it was red, says "+string(id))
	}
}

// takesDown: nothing is left, on any network.
func (d *day) takesDown() {
	d.t.Helper()
	d.parts = d.everywhere("")
	d.says("ann", d.room, "takedown court order", "being taken down everywhere")
	for _, s := range d.squares {
		d.until("nothing is public on "+string(s.account()), func() bool { return len(s.public()) == 0 })
	}
	for _, p := range d.stored() {
		d.until("the store knows it", func() bool {
			return !slices.ContainsFunc(d.stored(), func(q bot.Post) bool { return q.ID == p.ID && q.Live() })
		})
	}
}

// ends holds the day to what was promised.
func (d *day) ends() {
	d.t.Helper()
	_, metrics := fetch(d.t, d.wall+"/metrics")
	d.quit()
	d.whole()
	d.publishedOnly(d.parts)
	d.sealed(metrics)
}

// sealed looks for every secret that passed between the program and the networks
// wherever something is kept or shown.
func (l *live) sealed(metrics string) {
	l.t.Helper()
	places := map[string]string{
		"the program's log": l.log.String(), "the metrics": metrics, "what whoever connects is told": l.said.String(), "the audit log": l.tool("audit", "print"),
	}
	for _, s := range l.sides {
		for i, m := range s.everything() {
			places[fmt.Sprintf("message %d on %s", i, s.name())] = m.Text
		}
	}
	l.must(filepath.WalkDir(l.data(), func(path string, e os.DirEntry, err error) error {
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		places[path] = string(b)
		return err
	}))
	n := 0
	for _, s := range l.squares {
		secrets := s.link().spy.secrets()
		n += len(secrets)
		for where, text := range places {
			for i, secret := range secrets {
				if strings.Contains(text, secret) {
					l.t.Errorf("secret %d of %s (%d characters) is in %s", i, s.account(), len(secret), where)
				}
			}
		}
	}
	if n < 2*len(l.squares) || len(places) < 10 {
		l.t.Errorf("%d secrets in %d places: the test shows nothing", n, len(places))
	}
	l.t.Logf("%d secrets are in none of %d places", n, len(places))
}
