package configs

import (
	"strconv"
	"strings"
	"time"

	"appealbot/bot"
)

// Retention says how long what is kept, and when what was kept for long enough is
// purged.
type Retention struct {
	// At is the time of day at which the program purges: "03:30".
	At string `yaml:"at"`
	// The four parts of a case, as in Keeping, for every kind that is not in Kinds.
	Drafts    Period `yaml:"drafts"`
	Originals Period `yaml:"originals"`
	Replies   Period `yaml:"replies"`
	Appeals   Period `yaml:"appeals"`
	// Elsewhere is how long replies are kept that are about nothing that was
	// published here.
	Elsewhere Period `yaml:"elsewhere"`
	// Outside is how long posts are kept that were published, or changed, outside
	// this program, once somebody has decided about them.
	Outside Period `yaml:"outside"`
	// Duty is how long is kept what the program told the duty channel.
	Duty Period `yaml:"duty"`
	// Kinds holds the kinds of appeal that are kept for another time.
	Kinds map[bot.Kind]Keeping `yaml:"kinds"`
}

// Keeping is how long each part of a case is kept.
type Keeping struct {
	// Drafts are appeals that were given up and never public.
	Drafts Period `yaml:"drafts"`
	// Originals are pictures and videos as somebody handed them in.
	Originals Period `yaml:"originals"`
	// Replies are what the public answered.
	Replies Period `yaml:"replies"`
	// Appeals are the words and media of the appeals, and what the case says of
	// people.
	Appeals Period `yaml:"appeals"`
}

// A Period is "keep", or a number of days, weeks or years: "90d", "12w", "2y". Months
// would look like minutes. Empty, in a kind, is what holds for the others.
type Period string

// keepForGood is the period of what is never purged.
const keepForGood Period = "keep"

// units are how many days the units of a period have; never fewer than they may have.
var units = [...]struct {
	suffix string
	days   int
}{{"d", 1}, {"w", 7}, {"y", int(bot.Year)}}

// days is the period in days, zero for good; false when it is none.
func (p Period) days() (bot.Period, bool) {
	if p == keepForGood {
		return 0, true
	}
	for _, u := range units {
		number, ok := strings.CutSuffix(string(p), u.suffix)
		if !ok {
			continue
		}
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > 100_000/u.days || number != strconv.Itoa(n) {
			return 0, false
		}
		return bot.Period(n * u.days), true
	}
	return 0, false
}

// leastKept is the shortest period: whoever closed the wrong case has a month to see it.
const leastKept = 30

// Rules returns the rules as the rest of the program knows them.
func (r Retention) Rules() bot.Retention {
	days := func(p Period) bot.Period { n, _ := p.days(); return n } // it is valid
	at, _ := time.Parse(clockTime, r.At)
	out := bot.Retention{
		At:        time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute,
		Default:   bot.Keep{Drafts: days(r.Drafts), Originals: days(r.Originals), Replies: days(r.Replies), Appeals: days(r.Appeals)},
		Elsewhere: days(r.Elsewhere), Outside: days(r.Outside), Duty: days(r.Duty),
	}
	for k, keep := range r.Kinds {
		if out.Kinds == nil {
			out.Kinds = map[bot.Kind]bot.Keep{}
		}
		out.Kinds[k] = bot.Keep{Drafts: days(keep.Drafts), Originals: days(keep.Originals), Replies: days(keep.Replies), Appeals: days(keep.Appeals)}
	}
	return out
}

// clockTime is how a time of day is written.
const clockTime = "15:04"

// defaultRetention keeps everything: for how long a department has to keep what, and
// when it has to destroy it, is for its own by-law to say (reference/domain.md 2.7).
func defaultRetention() Retention {
	return Retention{
		At: "03:30", Drafts: keepForGood, Originals: keepForGood, Replies: keepForGood, Appeals: keepForGood,
		Elsewhere: keepForGood, Outside: keepForGood, Duty: keepForGood,
	}
}

// inherit fills in what a kind leaves out.
func (r *Retention) inherit() {
	for k, keep := range r.Kinds {
		for _, p := range []struct {
			own  *Period
			from Period
		}{{&keep.Drafts, r.Drafts}, {&keep.Originals, r.Originals}, {&keep.Replies, r.Replies}, {&keep.Appeals, r.Appeals}} {
			if *p.own == "" {
				*p.own = p.from
			}
		}
		r.Kinds[k] = keep
	}
}

// retention looks at how long what is kept.
func (d *decoder) retention(r Retention) {
	const at = "retention"
	if _, err := time.Parse(clockTime, r.At); err != nil {
		d.wrong(at+".at", "expected a time of day like 03:30, found %s.", show(r.At))
	}
	d.period(at+".elsewhere", r.Elsewhere)
	d.period(at+".outside", r.Outside)
	d.period(at+".duty", r.Duty)
	all := map[string]Keeping{at: {r.Drafts, r.Originals, r.Replies, r.Appeals}}
	for k, keep := range sorted(r.Kinds) {
		path := at + ".kinds." + string(k)
		d.word(path, "kind", string(k), kindNames())
		all[path] = keep
	}
	for path, k := range sorted(all) {
		for key, p := range sorted(map[string]Period{"drafts": k.Drafts, "originals": k.Originals, "replies": k.Replies, "appeals": k.Appeals}) {
			d.period(path+"."+key, p)
		}
	}
	if d.faulty(at) {
		return
	}
	for path, k := range sorted(all) {
		d.outlasts(path, "originals", k.Originals, k.Appeals)
		d.outlasts(path, "replies", k.Replies, k.Appeals)
	}
}

// outlasts refuses to keep a part of appeals for longer than the appeals: without their
// words it says nothing to anybody.
func (d *decoder) outlasts(path, key string, part, appeals Period) {
	n, _ := part.days()
	most, _ := appeals.days()
	if most > 0 && (n == 0 || n > most) {
		d.wrong(path+"."+key, "%s are kept for longer (%s) than the appeals that they belong to (%s); give them the same time or less.", key, string(part), string(appeals))
	}
}

// period looks at a period that the file sets. What is inherited is wrong where it
// stands.
func (d *decoder) period(path string, p Period) {
	n, ok := p.days()
	switch {
	case !d.set(path):
	case !ok:
		d.wrong(path, "expected keep, or a number of days, weeks or years like 90d, 12w or 2y, found %s.", show(string(p)))
	case n > 0 && n < leastKept:
		d.wrong(path, "%s is too short: nothing is purged before %dd, so that a mistake is seen in time.", show(string(p)), leastKept)
	}
}
