package desk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/guard"
)

// slotLine is what stands above the words of an appeal each time that they are
// published again. It is another one at every slot, because networks refuse what an
// account has said before: X answers 403 to a duplicate, Bluesky and Facebook show
// repeated words to fewer people (reference/domain.md 4, 2026-11). It says what the
// post is, so that nobody takes an old appeal for a new one.
func slotLine(lang string, at time.Time, n, of int) string {
	switch lang {
	case "fr":
		day := fmt.Sprint(at.Day())
		if at.Day() == 1 {
			day = "1er"
		}
		return fmt.Sprintf("Appel répété, %s %s %s (%d sur %d) :", frenchDays[at.Weekday()], day, frenchMonths[at.Month()-1], n, of)
	case "en":
		return fmt.Sprintf("Appeal repeated, %s (%d of %d):", at.Format("Monday 2 January"), n, of)
	default:
		return fmt.Sprintf("%s (%d/%d):", at.Format("2006-01-02"), n, of)
	}
}

var (
	frenchDays   = [...]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"}
	frenchMonths = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}
)

// lined is a text with the line of a slot above it.
func (d *Desk) lined(lang, text string, s bot.Series, n int) string {
	return d.line(lang, s, n) + "\n\n" + text
}

// line is the line of a slot in the department's own time.
func (d *Desk) line(lang string, s bot.Series, n int) string {
	return slotLine(lang, s.Slots[n-1].At.In(d.o.Zone), n, len(s.Slots))
}

// slotsOf are the numbers of the slots of which a plan holds the words: of all of
// them where one approval lets out all, of the first where each is approved by
// itself, and zero alone where there is no series.
func slotsOf(s bot.Series) []int {
	switch {
	case len(s.Slots) == 0:
		return []int{0}
	case s.Each:
		return []int{1}
	}
	out := make([]int, len(s.Slots))
	for i := range out {
		out[i] = i + 1
	}
	return out
}

// slots renders a text for an account at each slot of its series.
func (w writer) slots(acc bot.Account, s bot.Series, c bot.Copy) ([]bot.Rendering, error) {
	var out []bot.Rendering
	for _, n := range slotsOf(s) {
		one := c
		if n > 0 {
			one.Text = w.d.lined(c.Language, c.Text, s, n)
		}
		r, err := w.write(acc, one)
		if err != nil {
			return nil, err
		}
		if n > 0 && len(r.Awaits()) > 0 {
			return nil, bot.Refuse(bot.ErrInvalid, "What is published again cannot wait for the address of another post. Put the address itself in the place of %s.", placeNames(r.Parts[0].Places))
		}
		r.Slot = n
		out = append(out, r)
	}
	return out, nil
}

// fitting refuses a series that would be too many posts for one approval.
func fitting(p bot.Plan) error {
	if n := len(p.Renderings); len(p.Slots) > 0 && n > bot.MaxSlotPosts {
		return bot.Refuse(bot.ErrInvalid, "This series would be %d posts, and one approval lets out at most %d. Choose an earlier end, fewer times or fewer accounts.", n, bot.MaxSlotPosts)
	}
	return nil
}

// slotField begins the names of the fields that hold the lines of all slots.
const slotField = "slots."

// lines returns the lines of all slots, one text a language, for the guard.
func (d *Desk) lines(c bot.Content) []guard.Text {
	var out []guard.Text
	for _, lang := range c.Languages() {
		var ls []string
		for _, n := range slotsOf(c.Series) {
			if n > 0 {
				ls = append(ls, d.line(lang, c.Series, n))
			}
		}
		if len(ls) > 0 {
			out = append(out, guard.Text{Field: slotField + lang, Language: lang, Text: strings.Join(ls, "\n")})
		}
	}
	return out
}

// same reports whether the words of a part below the line of its slot are among
// those that the guard looks at anyway.
func (d *Desk) same(c bot.Content, r bot.Rendering, part bot.Part, seen []string) (words string, known bool) {
	words = squeezed(part.Text)
	if r.Slot > 0 {
		words = strings.TrimSpace(strings.Replace(words, squeezed(d.line(r.Language, c.Series, r.Slot)), "", 1))
	}
	return words, strings.Contains(squeezed(c.Texts[r.Language]), words) || r.Slot > 1 && slices.Contains(seen, words)
}
