package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// Those who can extend what an appeal rests on are told this long before it ends, the
// longest first.
var lapseWarnings = [...]time.Duration{24 * time.Hour, time.Hour}

// lapse takes down an appeal whose authority has ended, and says before that it will.
// It goes by what the case says now: a paper that was filed or taken back meanwhile
// moves the end.
func (c *change) lapse(j *bot.Job) (time.Time, error) {
	a, err := c.Appeal(j.Subject)
	if errors.Is(err, bot.ErrNotFound) {
		return zero, nil
	} else if err != nil {
		return zero, err
	}
	k, err := c.Case(a.Case)
	if err != nil {
		return zero, err
	}
	if wanted, err := c.outside(a); err != nil || !wanted {
		return zero, err
	}
	if c.d.stand(c, &a, k) {
		if err := c.PutAppeal(a); err != nil {
			return zero, err
		}
	}
	f, ends := k.GivesWay(a.Rests(), c.now)
	switch {
	case ends.IsZero():
		return zero, nil
	case !c.now.Before(ends):
		return zero, c.lapsed(a, k, f)
	}
	if left := ends.Sub(c.now); left <= lapseWarnings[0] {
		if err := c.lapsing(a, k, f, ends); err != nil {
			return zero, err
		}
	}
	return nextLapse(ends, c.now), nil
}

// outside reports whether anything of an appeal is public or on its way there.
func (c *change) outside(a bot.Appeal) (bool, error) {
	if a.State == bot.Approved {
		return true, nil
	}
	ps, err := c.PostsOf(a.ID)
	return slices.ContainsFunc(ps, bot.Post.Live), err
}

// nextLapse is when to look next at what ends at ends.
func nextLapse(ends, now time.Time) time.Time {
	for _, before := range lapseWarnings {
		if at := ends.Add(-before); at.After(now) {
			return at
		}
	}
	return ends
}

// enlistLapse has the end of what an appeal rests on watched, if it has one.
func (c *change) enlistLapse(a bot.Appeal) error {
	ids := a.Rests()
	if len(ids) == 0 {
		return nil
	}
	k, err := c.Case(a.Case)
	if err != nil {
		return err
	}
	_, ends := k.GivesWay(ids, c.now)
	if ends.IsZero() {
		return nil
	}
	return bot.Enlist(c, bot.JobLapse, a.ID, k.ID, c.now, nextLapse(ends, c.now))
}

// takenBack has every appeal looked at that rests on records which were taken back.
func (c *change) takenBack(k bot.Case, records []bot.ID) error {
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return err
	}
	for _, a := range as {
		if !slices.ContainsFunc(a.Rests(), func(id bot.ID) bool { return slices.Contains(records, id) }) {
			continue
		}
		if wanted, err := c.outside(a); err != nil {
			return err
		} else if !wanted {
			continue
		}
		if err := bot.Enlist(c, bot.JobLapse, a.ID, k.ID, c.now, c.now); err != nil {
			return err
		}
	}
	return nil
}

// lapsing warns of what will be taken down.
func (c *change) lapsing(a bot.Appeal, k bot.Case, f bot.Footing, ends time.Time) error {
	left := ends.Sub(c.now)
	text := fmt.Sprintf("%s rests on %s, which ends %s (%s). Then it is taken down everywhere. To keep it up, file the paper that extends it: /appeal record %s %s NUMBER",
		appealName(k, a), f, bot.When(ends, c.now), bot.Left(left), k.Number, f.By.Kind)
	if f.By.Subject != "" {
		text += fmt.Sprintf(" --about %s", f.By.Subject)
	}
	if err := c.log("authority ends soon", a.ID, a.Case, fmt.Sprintf("%s ends %s", f.By.ID, ends.UTC().Format(time.RFC3339))); err != nil {
		return err
	}
	return c.spread(a, k, fmt.Sprintf("lapsing/%s/%d/%d", a.ID, ends.Unix(), left/time.Minute), text+".")
}

// lapsed takes down what rests on a record that has ended, and everything that follows
// it up: that repeats what it said.
func (c *change) lapsed(a bot.Appeal, k bot.Case, f bot.Footing) error {
	reason := f.Over(c.now)
	top, err := c.bearing(a)
	if err != nil {
		return err
	}
	all, err := c.withFollowers(top, k)
	if err != nil {
		return err
	}
	down := 0
	for _, b := range all {
		n, err := c.lapseOne(b, reason)
		if err != nil {
			return err
		}
		down += n
	}
	detail := fmt.Sprintf("%s about %s; made %s, ended %s; digest %s; %d posts to take down",
		f.Record.ID, orNobody(f.Record.Subject), f.Record.Made.UTC().Format(time.RFC3339), f.Ends().UTC().Format(time.RFC3339), a.Digest, down)
	if f.By.ID != f.Record.ID {
		detail += "; extended by " + string(f.By.ID)
	}
	if err := c.log("authority ended: taken down", a.ID, a.Case, detail); err != nil {
		return err
	}
	text := fmt.Sprintf("%s is being taken down everywhere, because what it rests on has ended: %s. Nothing more of it is published.", appealName(k, a), reason)
	if down == 0 {
		text = fmt.Sprintf("%s is not published, because what it rests on has ended: %s.", appealName(k, a), reason)
	}
	key := fmt.Sprintf("lapsed/%s/%d", a.ID, c.now.UnixNano())
	return errors.Join(c.spread(a, k, key, text), c.duty(key, text))
}

func orNobody(id bot.ID) bot.ID {
	if id == "" {
		return "nobody"
	}
	return id
}

// bearing returns the appeal in whose place the words of a correction stand: what
// follows that up says more of the same. Any other appeal stands for itself.
func (c *change) bearing(a bot.Appeal) (bot.Appeal, error) {
	for range manyParents {
		if !a.Remedy.How.Whole() || a.Parent == "" {
			break
		}
		p, err := c.Appeal(a.Parent)
		if err != nil {
			return a, err
		}
		a = p
	}
	return a, nil
}

// withFollowers returns an appeal with everything that follows it up, itself first.
func (c *change) withFollowers(a bot.Appeal, k bot.Case) ([]bot.Appeal, error) {
	as, err := c.AppealsOf(k.ID, k.Appeals)
	if err != nil {
		return nil, err
	}
	out := []bot.Appeal{a}
	in := map[bot.ID]bool{a.ID: true}
	for _, b := range slices.Backward(as) { // whatever follows is newer
		if in[b.Parent] {
			in[b.ID] = true
			out = append(out, b)
		}
	}
	return out, nil
}

// lapseOne takes down one appeal and returns how many posts there were to remove.
func (c *change) lapseOne(a bot.Appeal, reason string) (int, error) {
	switch a.State {
	case bot.Editing, bot.Waiting, bot.Rejected:
		a.State, a.Changed, a.Note, a.Approvals = bot.Cancelled, c.by.Person.By(c.now), reason, nil
		return 0, c.keep(a, "cancelled", reason)
	case bot.Approved:
		n, err := c.takeDown(a, reason)
		if err != nil {
			return n, err
		}
		return n, c.keep(bot.Finish(a, c.by.Person, reason, c.now), "took down", reason)
	}
	n, err := c.takeDown(a, reason) // what stayed public when its case was closed
	if err != nil || n == 0 {
		return n, err
	}
	return n, errors.Join(c.log("took down", a.ID, a.Case, reason), c.card(a))
}

// spread tells the case's room, the author, and those who lead the investigation.
func (c *change) spread(a bot.Appeal, k bot.Case, key, text string) error {
	if err := c.tell(k.ID, key, text); err != nil {
		return err
	}
	people := []bot.ID{a.Author}
	for _, p := range c.d.caseLeads(k) {
		if !slices.Contains(people, p) {
			people = append(people, p)
		}
	}
	for _, p := range people {
		if err := c.direct(p, bot.AccountID(k.ID), key, text); err != nil {
			return err
		}
	}
	return nil
}

// caseLeads returns who leads the investigation: those with the role Lead who belong to
// the case, or else everybody with the role.
func (d *Desk) caseLeads(k bot.Case) []bot.ID {
	var in, all []bot.ID
	for _, p := range d.o.Roster.With(bot.Lead) {
		all = append(all, p.ID)
		if slices.Contains(k.Members, p.ID) {
			in = append(in, p.ID)
		}
	}
	if len(in) == 0 {
		return all
	}
	return in
}

// appealName is how officers name an appeal: "Witness appeal 2026-1234567/1".
func appealName(k bot.Case, a bot.Appeal) string {
	return fmt.Sprintf("%s %s/%d", a.Kind.Title(), k.Number, a.Number)
}

// manyLive bounds how many live appeals the start of the program looks at.
const manyLive = 1000

// primeLapse has the end of what is public watched that was approved by a version of
// the program which did not: its findings say in words which record lets them pass.
func (c *change) primeLapse() error {
	as, err := c.OpenAppeals(manyLive)
	if err != nil {
		return err
	}
	for _, a := range as {
		if a.State != bot.Approved || !slices.ContainsFunc(a.Findings, nameless) {
			continue
		}
		k, err := c.Case(a.Case)
		if err != nil {
			return err
		}
		a.Findings = slices.Clone(a.Findings)
		for i, f := range a.Findings {
			if nameless(f) {
				a.Findings[i].Record = recordSaid(k, f.Basis)
			}
		}
		if err := c.PutAppeal(a); err != nil {
			return err
		}
		if err := c.enlistLapse(a); err != nil {
			return err
		}
	}
	return nil
}

func nameless(f bot.Finding) bool { return f.Basis != "" && f.Record == "" }

// recordSaid finds the record that a finding names in words.
func recordSaid(k bot.Case, basis string) bot.ID {
	for _, r := range k.Records {
		if basis == r.String() || strings.HasPrefix(basis, r.String()+", until ") {
			return r.ID
		}
	}
	return ""
}
