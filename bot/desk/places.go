package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"appealbot/bot"
)

// A writer fits the words of one appeal to its accounts, with the addresses of its
// other posts in their places: "{youtube}" is the place of the address of the first
// of its accounts on that network, "{metro-video}" of the post on that account.
//
// The words are fitted with a sample in each place, which is as long as the address
// can be, and then the names are put back: what is approved shows the place, and the
// address that is known later fits.
type writer struct {
	d        *Desk
	on       []bot.Account // the accounts of the appeal
	fit      render
	fallback bot.Fallback
	answer   bool // it answers the public
}

// write fits c to an account.
func (w writer) write(acc bot.Account, c bot.Copy) (bot.Rendering, error) {
	r := bot.Rendering{Account: acc.ID, Language: c.Language}
	places, err := w.places(&c, acc)
	if err != nil {
		return r, err
	}
	if len(places) == 0 {
		r.Parts, err = w.fit(acc.ID, c)
		return r, err
	}
	plain := c
	for _, pl := range places {
		plain.Text = bot.Unplaced(plain.Text, pl.Name)
	}
	without, refused := w.fit(acc.ID, plain)
	if refusal := (*bot.Refusal)(nil); refused != nil && !errors.As(refused, &refusal) {
		return r, refused
	}
	if errors.Is(refused, bot.ErrIncomplete) {
		return r, refused
	}
	if refused != nil && w.fallback == bot.FallWithout {
		return r, bot.Refuse(bot.ErrInvalid, "Without %s nothing can go out on %s: %s", placeNames(places), acc.Name, refused.Error())
	}
	untitled := c.Title == ""
	if untitled {
		// A title that the network takes from the text must not hold a sample.
		c.Title = titleOf(without)
	}
	if r.Parts, err = w.filled(acc, c, places); err != nil {
		return r, err
	}
	if untitled && refused != nil && titleOf(r.Parts) != "" {
		return r, bot.Refuse(bot.ErrInvalid, "The video has no title on %s but an address that is not known yet. Give it a title.", acc.Name)
	}
	r.Fallback = w.fallback
	if r.Fallback != bot.FallStop {
		r.Without = without
	}
	return r, nil
}

// filled fits c with samples in its places, and puts the names back.
func (w writer) filled(acc bot.Account, c bot.Copy, places []bot.Place) ([]bot.Part, error) {
	text := c.Text
	for _, pl := range places {
		c.Text = strings.ReplaceAll(c.Text, pl.Name, pl.Sample)
	}
	parts, err := w.fit(acc.ID, c)
	if err != nil {
		return nil, err
	}
	parts = slices.Clone(parts)
	for _, pl := range places {
		n := 0
		for i := range parts {
			in := strings.Count(parts[i].Text, pl.Sample)
			if in == 0 {
				continue
			}
			n += in
			parts[i].Text = strings.ReplaceAll(parts[i].Text, pl.Sample, pl.Name)
			parts[i].Places = append(parts[i].Places, pl)
		}
		if n != strings.Count(text, pl.Name) {
			return nil, bot.Refuse(bot.ErrInvalid, "The address in the place of %s does not fit into one post on %s. Shorten the words around it, or take it out.", pl.Name, acc.Name)
		}
	}
	return parts, nil
}

// places finds the places of c on an account. Its own is taken out of the text: a
// post cannot hold its own address.
func (w writer) places(c *bot.Copy, acc bot.Account) ([]bot.Place, error) {
	var out []bot.Place
	for _, name := range bot.PlaceNames(c.Text) {
		to, err := w.to(name)
		if err != nil {
			return nil, err
		}
		switch {
		case to.ID == "": // words in braces, about which there is a finding
			continue
		case to.ID == acc.ID:
			c.Text = bot.Unplaced(c.Text, name)
			continue
		case !apart(c.Text, name):
			return nil, bot.Refuse(bot.ErrInvalid, "Put a space before and after %s: an address cannot begin or end in the middle of a word.", name)
		}
		pl := bot.Place{Name: name, Account: to.ID}
		address := w.d.o.Accounts.Address(to.ID)
		if address == "" {
			return nil, bot.Refuse(bot.ErrInvalid, "Posts on %s have no address that could stand in a text. Take %s out.", to.Name, name)
		}
		var ok bool
		if pl.Sample, ok = sample(address, c.Text, out); !ok {
			return nil, bot.Refuse(bot.ErrInvalid, "The text has an address of %s in it that cannot be told from the one in the place of %s. Leave one of them out.", to.Name, name)
		}
		out = append(out, pl)
	}
	return out, nil
}

// to returns the account whose address goes in a place; none where the name is that
// of no account and no network of the department.
func (w writer) to(name string) (bot.Account, error) {
	if acc, ok := named(w.on, name); ok && !w.answer {
		return acc, nil
	}
	acc, known := named(w.d.o.Accounts.All(), name)
	if known && w.answer {
		return acc, bot.Refuse(bot.ErrInvalid, "An answer goes out at once and cannot wait for another post. Put the address itself in the place of %s.", name)
	}
	if known {
		return acc, bot.Refuse(bot.ErrInvalid, "%s is the place of the address of the post on %s, and the appeal does not go there. Add the account, or put the address itself there.", name, acc.Name)
	}
	return bot.Account{}, nil
}

// named returns the account that a place names, or the first one on the network
// that it names.
func named(as []bot.Account, name string) (bot.Account, bool) {
	name = strings.Trim(name, "{}")
	i := slices.IndexFunc(as, func(a bot.Account) bool { return string(a.ID) == name })
	if i < 0 {
		i = slices.IndexFunc(as, func(a bot.Account) bool { return a.Network == name })
	}
	if i < 0 {
		return bot.Account{}, false
	}
	return as[i], true
}

// ends refuses posts that would wait for each other for ever.
func (w writer) ends(rs []bot.Rendering) error {
	ws := waits{}
	for _, r := range rs {
		ws[r.Account] = append(ws[r.Account], r.Awaits()...)
	}
	for _, acc := range w.on {
		if !ws.reach(acc.ID, acc.ID) {
			continue
		}
		var round []string
		for _, other := range w.on {
			if ws.reach(acc.ID, other.ID) && ws.reach(other.ID, acc.ID) {
				round = append(round, other.Name)
			}
		}
		return bot.Refuse(bot.ErrInvalid, "The posts on %s would wait for each other, because each has the address of the other one in it. Leave the place of one of them out of the text.", bot.Names(round))
	}
	return nil
}

// waits says which account's posts wait for which others.
type waits map[bot.AccountID][]bot.AccountID

// reach reports whether from waits for to, directly or through others.
func (ws waits) reach(from, to bot.AccountID) bool {
	seen := map[bot.AccountID]bool{}
	next := slices.Clone(ws[from])
	for len(next) > 0 {
		id := next[0]
		if next = next[1:]; id == to {
			return true
		}
		if !seen[id] {
			seen[id] = true
			next = append(next, ws[id]...)
		}
	}
	return false
}

// lastOf are what the last character of an address may become in a sample.
const lastOf = "0123456789abcdefghijklmnopqrstuvwxyz"

// sample makes an address that stands nowhere in the text and cannot be mistaken
// for those in the other places: the names could not be put back otherwise. It is
// as long as the one that is given.
func sample(address, text string, others []bot.Place) (string, bool) {
	_, size := utf8.DecodeLastRuneInString(address)
	stem := address[:len(address)-size]
	for i := -1; i < len(lastOf); i++ {
		s := address
		if i >= 0 {
			s = stem + lastOf[i:i+1]
		}
		if !strings.Contains(text, s) && !slices.ContainsFunc(others, func(o bot.Place) bool {
			return strings.Contains(o.Sample, s) || strings.Contains(s, o.Sample)
		}) {
			return s, true
		}
	}
	return "", false
}

// apart reports whether a name stands by itself wherever it stands in a text, but
// for marks that are no part of an address.
func apart(text, name string) bool {
	for i := 0; ; {
		n := strings.Index(text[i:], name)
		if n < 0 {
			return true
		}
		before, after := text[:i+n], text[i+n+len(name):]
		if r, _ := utf8.DecodeLastRuneInString(before); before != "" && joins(r) {
			return false
		}
		rest := strings.TrimLeftFunc(after, func(r rune) bool { return strings.ContainsRune(".,;:!?…", r) })
		if r, _ := utf8.DecodeRuneInString(rest); rest != "" && joins(r) {
			return false
		}
		i += n + len(name)
	}
}

// joins reports whether a character would become part of an address beside it.
func joins(r rune) bool {
	return !unicode.IsSpace(r) && !strings.ContainsRune(`()[]<>"'«»“”‘’„—–`, r)
}

func placeNames(ps []bot.Place) string {
	names := make([]string, len(ps))
	for i, p := range ps {
		names[i] = p.Name
	}
	return bot.Names(names)
}

// titleOf returns the title that a network publishes with a video, if it has one.
func titleOf(ps []bot.Part) string {
	for _, p := range ps {
		if p.Title != "" {
			return p.Title
		}
	}
	return ""
}

// placeRule is the rule of findings about names in braces that would be public as
// they stand.
const placeRule = "place"

// idle finds the names in braces in whose place nothing is put: mistyped ones, and
// those where no address can stand.
func (d *Desk) idle(c bot.Content) []bot.Finding {
	var out []bot.Finding
	find := func(field, text string, anywhere bool) {
		for _, name := range bot.PlaceNames(text) {
			_, known := named(d.o.Accounts.All(), name)
			why := fmt.Sprintf("There is no account and no network %q, so %s would be public as it stands.", strings.Trim(name, "{}"), name)
			if known {
				why = fmt.Sprintf("An address is put into texts only, so %s would be public as it stands.", name)
			}
			if known && anywhere {
				continue
			}
			start := utf8.RuneCountInString(text[:strings.Index(text, name)])
			out = append(out, bot.Finding{
				Rule: placeRule, Severity: bot.NeedsOverride, Field: field, Span: name, Why: why,
				Start: start, End: start + len(name), Fix: "Name an account or a network of the appeal, or take it out.",
			})
		}
	}
	for _, lang := range c.Languages() {
		find("text."+lang, c.Texts[lang], true)
		find("title."+lang, c.Titles[lang], false)
	}
	for i, m := range c.Media {
		find(fmt.Sprintf("alt.%d", i+1), m.Alt, false)
	}
	return out
}
