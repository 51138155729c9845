package guard

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
)

// Text is one thing the public would see.
type Text struct {
	Field    string // where it stands: "text.en", "rendering.metro.en.1", "alt.1"
	Language string // "en", "fr"; empty when nobody said
	Text     string
}

// Medium is a picture or a video that the public would see.
type Medium struct {
	Field   string // where it stands: "media.1"
	Video   bool
	Alt     string // what it shows, in words
	Located bool   // the file that would be published still says where it was made
}

// Input is everything the public would see of one appeal, and what the case
// says about those whom it is about.
type Input struct {
	Kind       bot.Kind
	CaseNumber string
	Texts      []Text
	Media      []Medium
	// Answered are the accounts of those whom the appeal answers: "@pat". Networks
	// demand that an answer begins with them.
	Answered []string
	Subjects []bot.Subject
	Records  []bot.Record
	Now      time.Time // for ages, and for what has lapsed
}

// A Guard applies one policy. Its methods may be used concurrently.
type Guard struct {
	digest string
	land   string // "ca", "uk", "us"
	lists  *lists
	rules  []rule

	grounds []Ground

	// OnFault, when set before the first use, is told of every rule that broke. A
	// draft that could not be checked is told of by its error, too; a reply is not.
	OnFault func(*Fault)
}

// rule is a Rule made ready: with its detector, for looking up.
type rule struct {
	Rule
	text  func(*doc) []hit   // looks at one text
	whole func(*scene) []hit // looks at all of them together
}

// A hit is what a detector reports. It points into the folded text; the guard
// translates it into the officer's own code points.
type hit struct {
	doc     *doc
	a, b    int    // bytes of doc.text; both len(doc.text) for what is missing
	variant string // names the words and the severity in the pack; empty for the rule's own
	suggest string
	line    string // a contact line that goes into the words in place of {contact}
	field   string // in place of doc.Field, when doc is nil: a medium's
	// subject is whom the hit is about, when it is somebody on the case: an
	// index of scene.subjects from 1. Only records about them let it pass.
	subject int
}

// New makes a guard of a policy. It lists everything that is wrong with the
// policy at once.
func New(p Policy) (*Guard, error) {
	ls, err := compile(p.Lists)
	errs := []error{err}
	land, _, _ := strings.Cut(p.Name, "-")
	g := &Guard{digest: p.digest(), land: land, lists: ls, grounds: p.Grounds}
	found := implemented()
	for _, r := range p.Rules {
		if err := r.validate(found); err != nil {
			errs = append(errs, err)
			continue
		}
		if !r.Enabled {
			continue
		}
		d := found[r.ID]
		switch {
		case r.ID == plateRule:
			r.Kinds = warnsFor(r.Kinds, p.Lists.PlateKinds)
		case slices.Contains(nameRules, r.ID):
			r.Kinds = warnsFor(r.Kinds, p.Lists.NameKinds)
		}
		g.rules = append(g.rules, rule{Rule: r, text: d.text, whole: d.whole})
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("make guard of policy %q: %w", p.Name, err)
	}
	return g, nil
}

// Digest names the policy, lists included: the pack's name and a hash.
func (g *Guard) Digest() string { return g.digest }

// Grounds are what an override may rest on, in the order in which forms offer
// them.
func (g *Guard) Grounds() []Ground { return g.grounds }

// Check looks at every text and returns what must change or be answered for,
// worst first, then by field and place. It never panics: a detector that
// fails makes Check return an error, and whoever asked must publish nothing.
func (g *Guard) Check(in Input) ([]bot.Finding, error) {
	s, err := newScene(in, g)
	if err != nil {
		g.report(err)
		return nil, err
	}
	var out []bot.Finding
	for i := range g.rules {
		r := &g.rules[i]
		found, err := r.run(s)
		if err != nil {
			g.report(err)
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortStableFunc(out, func(a, b bot.Finding) int {
		return cmp.Or(cmp.Compare(a.Severity.Rank(), b.Severity.Rank()), cmp.Compare(a.Field, b.Field),
			cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.Rule, b.Rule))
	})
	return slices.CompactFunc(out, func(a, b bot.Finding) bool {
		return a.Rule == b.Rule && a.Field == b.Field && a.Start == b.Start && a.End == b.End
	}), nil
}

// run applies the rule to all texts. A detector that panics is a Fault.
func (r *rule) run(s *scene) (out []bot.Finding, err error) {
	defer func() {
		if p := recover(); p != nil {
			out, err = nil, faultIn("run detector "+r.ID, p)
		}
	}()
	if r.severity(s.kind, "") == off {
		return nil, nil
	}
	var hits []hit
	if r.whole != nil {
		hits = r.whole(s)
	}
	for _, d := range s.docs {
		if r.text != nil {
			hits = append(hits, r.text(d)...)
		}
	}
	for _, h := range hits {
		sev := r.severity(s.kind, h.variant)
		if sev == off {
			continue
		}
		if h.doc == nil {
			out = append(out, r.about(s, h, sev))
			continue
		}
		if h.a < 0 || h.a > h.b || h.b > len(h.doc.text) {
			return nil, fmt.Errorf("run detector %s: span %d to %d of %d", r.ID, h.a, h.b, len(h.doc.text))
		}
		out = append(out, r.finding(s, h, sev))
	}
	return out, nil
}

// finding puts a hit into words.
func (r *rule) finding(s *scene, h hit, sev bot.Severity) bot.Finding {
	f := bot.Finding{Rule: r.ID, Severity: sev, Field: h.doc.Field, Suggest: h.doc.fitted(h), Tick: r.Tick, Lifts: r.Lifts}
	f.Basis, f.Record = s.basis(r, h)
	f.Start, f.End = h.doc.codePoints(h.a, h.b)
	f.Span = h.doc.original(f.Start, f.End)
	f.Why, f.Fix = r.words(s, h, h.doc.Language)
	f.Why += s.ceased(r, h, h.doc.Language)
	return f
}

// about puts a hit into words that stands in no text: a medium's.
func (r *rule) about(s *scene, h hit, sev bot.Severity) bot.Finding {
	f := bot.Finding{Rule: r.ID, Severity: sev, Field: h.field, Tick: r.Tick, Lifts: r.Lifts}
	f.Basis, f.Record = s.basis(r, h)
	f.Why, f.Fix = r.words(s, h, "")
	return f
}
