package card

import (
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// manyTimes is how many times of a series stand in one section: platforms bound how
// long the text of one may be.
const manyTimes = 15

// times shows each time of a series: when it is, the line that makes it differ from
// the others, what the clocks do then, and what became of it.
func (b Book) times(v View) []chat.Section {
	s := v.Appeal.Content.Series
	var out []chat.Section
	for from := 0; from < len(s.Slots); from += manyTimes {
		to := min(from+manyTimes, len(s.Slots))
		section := chat.Section{Heading: "Times"}
		if len(s.Slots) > manyTimes {
			section.Heading = fmt.Sprintf("Times %d to %d", from+1, to)
		}
		var lines []string
		if from == 0 {
			lines = append(lines, how(s))
			lines = append(lines, b.sharing(v.Appeal)...)
		}
		for n := from + 1; n <= to; n++ {
			lines = append(lines, b.slot(v, n))
		}
		section.Text = strings.Join(lines, "\n")
		out = append(out, section)
	}
	return out
}

// how says what a series publishes at its times.
func how(s bot.Series) string {
	if s.Each {
		return "For each time an appeal is made that is approved by itself. Nothing goes out without."
	}
	if s.Reshare {
		return "At each time the accounts do what stands here."
	}
	return "At each time the words below go out, under the line that stands here."
}

// slot is one time of a series in a line or two.
func (b Book) slot(v View, n int) string {
	slot := v.Appeal.Content.Series.Slots[n-1]
	s := fmt.Sprintf("%d. %s", n, b.when(slot.At))
	if became := b.became(v, n); became != "" {
		s += ": " + became
	} else if later := b.later(v, slot); later != "" {
		s += ": " + later
	}
	if first := openings(v.Appeal, n); len(first) > 0 {
		s += "\n   “" + strings.Join(first, "” · “") + "”"
	}
	if slot.Note != "" {
		s += "\n   " + slot.Note
	}
	return s
}

// later says until when a time of a series waits for the end of quiet hours or of a
// blackout, and on which accounts; empty where it waits nowhere.
func (b Book) later(v View, slot bot.Slot) string {
	var out []string
	for _, acc := range b.Accounts {
		if !slices.Contains(v.Appeal.Content.Accounts, acc.ID) || !slot.At.After(b.Now) {
			continue
		}
		p, waits := acc.Paused(v.Appeal.Judged(v.Original), v.Appeal.Content.Urgent != "", v.Freezes, slot.At, b.Now.Location())
		if waits {
			out = append(out, fmt.Sprintf("until %s on %s", b.since(p.Until), b.owned(acc.ID)))
		}
	}
	if len(out) == 0 {
		return ""
	}
	return "waits " + strings.Join(out, ", ")
}

// openings are the first lines of what is published at a slot, each once.
func openings(a bot.Appeal, n int) []string {
	var out []string
	for _, r := range a.Plan.Renderings {
		if r.Slot != n || len(r.Parts) == 0 || r.Shares != nil {
			continue
		}
		if first, _, _ := strings.Cut(r.Parts[0].Text, "\n"); !slices.Contains(out, first) {
			out = append(out, first)
		}
	}
	return out
}

// became says what became of a time of a series, or will.
func (b Book) became(v View, n int) string {
	a := v.Appeal
	slot := a.Content.Series.Slots[n-1]
	if a.Content.Series.Each {
		switch {
		case a.State == bot.Approved && a.Off.Person == "" && slot.At.After(a.Through):
			return "approved by itself, later"
		case !slot.At.After(a.Through):
			return "has an appeal of its own, or was missed"
		}
		return ""
	}
	public, waiting, asked, all := 0, 0, 0, 0
	dropped := ""
	for _, p := range v.current() {
		if p.Slot != n {
			continue
		}
		all++
		switch p.State {
		case bot.PostPosted:
			public++
		case bot.PostQueued, bot.PostSending, bot.PostUnknown:
			waiting++
		case bot.PostHeld, bot.PostAbsent, bot.PostRefused:
			asked++
		case bot.PostDropped:
			dropped = p.Note
		}
	}
	switch {
	case all == 0, waiting == all && slot.At.After(b.Now):
		return ""
	case asked > 0:
		return fmt.Sprintf("%s your decision", count(asked, "post needs", "posts need"))
	case waiting > 0:
		return fmt.Sprintf("being published, %d of %d public", public, all)
	case public == all:
		return "public (" + count(public, "post", "posts") + ")"
	case public > 0:
		return fmt.Sprintf("public (%d of %s)", public, count(all, "post", "posts"))
	case dropped != "":
		return "left out. " + dropped
	}
	return "removed"
}

// seriesState says how far an approved series has got.
func (b Book) seriesState(v View) string {
	a := v.Appeal
	s := a.Content.Series
	done, asked := 0, 0
	for n := range s.Slots {
		has := false
		for _, p := range v.current() {
			if p.Slot == n+1 && p.State == bot.PostPosted {
				has = true
			}
			if p.Slot == n+1 && (p.State == bot.PostHeld || p.State == bot.PostAbsent || p.State == bot.PostRefused) {
				asked++
			}
		}
		if has {
			done++
		}
	}
	next := s.Next(b.Now)
	text := ""
	switch {
	case s.Each && next > 0:
		return "a plan, of which each time is approved by itself; next " + b.when(s.Slots[next-1].At)
	case s.Each:
		return "a plan that is over; each time had an appeal of its own"
	case a.Off.Person != "":
		text = fmt.Sprintf("ended by %s, published %d of %s", b.mark(a.Off), done, count(len(s.Slots), "time", "times"))
	case next == 0:
		text = fmt.Sprintf("over, published %d of %s", done, count(len(s.Slots), "time", "times"))
	case done == 0:
		text = "approved, to be published " + b.when(s.Slots[next-1].At) + " for the first time"
		if next > 1 {
			text = "approved, next to be published " + b.when(s.Slots[next-1].At)
		}
	default:
		text = fmt.Sprintf("published %d of %s, next %s", done, count(len(s.Slots), "time", "times"), b.when(s.Slots[next-1].At))
	}
	if asked > 0 {
		text += fmt.Sprintf("; %s your decision", count(asked, "post needs", "posts need"))
	}
	return text
}

// shown are the posts of which a card tells one by one: of a series those that
// somebody has to see to, what is being removed, and the newest time that went out.
func (v View) shown() []bot.Post {
	if !v.Appeal.InSeries() {
		return v.Posts
	}
	newest := 0
	for _, p := range v.current() {
		if len(p.Remotes) > 0 || p.State == bot.PostPosted {
			newest = max(newest, p.Slot)
		}
	}
	var out []bot.Post
	for _, p := range v.Posts {
		switch {
		case p.Op == bot.OpRemove && p.State != bot.PostPosted, (p.Op == bot.OpCreate || p.Op == bot.OpReshare) && p.Slot == newest && newest > 0,
			p.State == bot.PostHeld, p.State == bot.PostAbsent, p.State == bot.PostRefused, p.State == bot.PostUnknown:
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b bot.Post) int { return a.Slot - b.Slot })
	return out
}

// worded reports whether the words of a rendering are shown in full: those of the
// first time are, and those of another one only where they differ from them in more
// than their first line.
func worded(a bot.Appeal, r bot.Rendering) bool {
	if r.Slot < 2 {
		return true
	}
	if r.Shares != nil {
		return false // it is the same each time
	}
	i := slices.IndexFunc(a.Plan.Renderings, func(o bot.Rendering) bool {
		return o.Slot == 1 && o.Account == r.Account && o.Language == r.Language
	})
	if i < 0 {
		return true
	}
	first := a.Plan.Renderings[i]
	return !slices.EqualFunc(below(first.Parts), below(r.Parts), func(x, y string) bool { return x == y })
}

// below are the texts of the parts of a post without its first line.
func below(ps []bot.Part) []string {
	out := make([]string, len(ps))
	for i, p := range ps {
		out[i] = p.Text
	}
	if len(out) > 0 {
		_, out[0], _ = strings.Cut(out[0], "\n")
	}
	return out
}

// which says for which time of a series a rendering is.
func (b Book) which(a bot.Appeal, r bot.Rendering) string {
	if slot, ok := a.Plan.Slot(r.Slot); ok {
		return fmt.Sprintf(", time %d, %s", r.Slot, b.when(slot.At))
	}
	return ""
}

// goes says where on its account what is published again goes.
func (b Book) goes(v View, account bot.AccountID, lang string) string {
	if v.Appeal.Kind != bot.Repeat {
		return ""
	}
	if slices.ContainsFunc(v.Repeats, func(p bot.Post) bool {
		return p.Op == bot.OpCreate && p.State == bot.PostPosted && p.Account == account && p.Language == lang
	}) {
		return "below the post that it repeats"
	}
	return "as a post by itself"
}

// seriesButtons offers what can be done with an approved series.
func seriesButtons(v View, act func(string) chat.Action, withdraw chat.Button) []chat.Button {
	live, out := slices.ContainsFunc(v.Posts, bot.Post.Live), slices.ContainsFunc(v.Posts, bot.Post.Out)
	queued := v.Appeal.Content.Series.Each && v.Appeal.Off.Person == "" || slices.ContainsFunc(v.Posts, bot.Post.Recallable)
	var bs []chat.Button
	if queued && (out || v.Appeal.Content.Series.Each) {
		bs = append(bs, chat.Button{Label: "End the series", Action: act(VerbUnrepeat)})
	}
	if queued && !out && !v.Appeal.Content.Series.Each {
		bs = append(bs, withdraw)
	}
	if live {
		bs = append(bs, chat.Button{Label: "Take down", Style: chat.Danger, Action: act(VerbTakedown)})
	}
	return bs
}

// VerbUnrepeat ends a series.
const VerbUnrepeat = "unrepeat"
