package bot

import "time"

// What is purged loses its words: whatever was said about people, by officers or by the
// public. What happened stays: ids, numbers, states, times, digests, counts, labels, and
// who did what. So the figures stay right, the audit log leads to what it speaks of, and
// nothing that was published or answered can be taken for something else.

// Cut returns the appeal without its words.
func (a Appeal) Cut(now time.Time) Appeal {
	a.Purged = now.UTC()
	a.Content = a.Content.cut()
	a.Plan.Lacks, a.Plan.Urgent = nil, ""
	a.Plan.Renderings = append([]Rendering(nil), a.Plan.Renderings...)
	for i, r := range a.Plan.Renderings {
		a.Plan.Renderings[i] = r.cut()
	}
	a.Plan.Slots = append([]Slot(nil), a.Plan.Slots...)
	for i := range a.Plan.Slots {
		a.Plan.Slots[i].Note = ""
	}
	a.Note, a.Remedy.Why = "", ""
	if a.Alone != nil {
		alone := *a.Alone
		alone.Reason, alone.Unchecked, alone.Note = "", "", ""
		a.Alone = &alone
	}
	findings := make([]Finding, len(a.Findings))
	for i, f := range a.Findings {
		findings[i] = Finding{Rule: f.Rule, Severity: f.Severity, Field: f.Field, Tick: f.Tick, Record: f.Record}
	}
	a.Findings = findings
	a.Overrides = append([]Override(nil), a.Overrides...)
	for i := range a.Overrides {
		a.Overrides[i].Reason = ""
	}
	return a
}

// cut keeps in which languages there was a text, where it went, and when.
func (c Content) cut() Content {
	out := Content{Accounts: c.Accounts, At: c.At, Authority: c.Authority, Texts: map[string]string{}}
	for lang := range c.Texts {
		out.Texts[lang] = ""
	}
	return out
}

// cut keeps how many parts there were.
func (r Rendering) cut() Rendering {
	return Rendering{Account: r.Account, Language: r.Language, Parts: make([]Part, len(r.Parts)), Fallback: r.Fallback}
}

// Cut returns the post without its words.
func (p Post) Cut() Post {
	p.Rendering = p.Rendering.cut()
	p.Reason, p.Note, p.Sight.Note, p.Links, p.Carry = "", "", "", nil, Carry{}
	p.Gone.Note, p.Gone.Why, p.Gone.Refusal = "", "", ""
	return p
}

// Cut returns the preparation without what it says of its file.
func (p Prep) Cut() Prep {
	p.Name, p.Alt, p.Note, p.Made, p.Edits = "", "", "", nil, nil
	return p
}

// Cut returns the reply without what its author said, and without who that was. The
// network's id of it stays, so that it is not stored anew when it is read once more.
func (r Reply) Cut(now time.Time) Reply {
	r.Purged = now.UTC()
	r.Author, r.Handle, r.AuthorID, r.AuthorURL, r.URL, r.Text = "", "", "", "", "", ""
	r.Media, r.Reasons = nil, nil
	r.Edits = append([]ReplyEdit(nil), r.Edits...)
	for i := range r.Edits {
		r.Edits[i].Text = ""
	}
	return r
}

// Cut returns the case without what it says of people.
func (c Case) Cut() Case {
	c.Title, c.Reason, c.Hold, c.Clearance.Note = "", "", Hold{}, ""
	c.Subjects = append([]Subject(nil), c.Subjects...)
	for i, s := range c.Subjects {
		c.Subjects[i] = Subject{ID: s.ID, As: s.As, By: s.By}
	}
	c.Records = append([]Record(nil), c.Records...)
	for i := range c.Records {
		r := &c.Records[i]
		r.Number, r.Court, r.Why = "", "", ""
	}
	c.Rooms = append([]Room(nil), c.Rooms...)
	for i := range c.Rooms {
		c.Rooms[i].Name, c.Rooms[i].Topic = "", ""
	}
	return c
}

// Cut returns the stray without what it says and where it stands. The network's id of it
// stays, so that it is not told anew when it is seen there once more.
func (s Stray) Cut(now time.Time) Stray {
	s.Purged = now.UTC()
	s.Text, s.URL, s.Note = "", "", ""
	return s
}
