package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
)

// A spot is where a post stands: on an account, in a language.
type spot struct {
	account bot.AccountID
	lang    string
}

// planCorrection renders a correction for each post that it corrects. Once it is
// submitted, what it corrects is what the approver saw.
func (d *Desk) planCorrection(tx bot.Tx, a bot.Appeal, p bot.Plan) (bot.Plan, error) {
	on, err := d.accountsOf(a)
	if err != nil {
		return p, err
	}
	about, err := d.corrects(tx, a)
	if err != nil {
		return p, err
	}
	media := published(a.Content.Media)
	for _, acc := range on {
		known, lacks := false, ""
		n := len(p.Renderings)
		for _, lang := range a.Content.Languages() {
			at, ok := about[spot{acc.ID, lang}]
			known = known || ok
			if !ok || lacks != "" {
				continue
			}
			r, err := d.writeCorrection(a, on, acc, at, bot.Copy{Title: a.Content.Titles[lang], Text: a.Content.Texts[lang], Language: lang, Media: media})
			if refusal := (*bot.Refusal)(nil); errors.Is(err, bot.ErrIncomplete) && errors.As(err, &refusal) {
				lacks = refusal.Text
			} else if err != nil {
				return p, err
			}
			if lacks == "" && r.Corrects != nil {
				p.Renderings = append(p.Renderings, r)
			}
		}
		if lacks != "" {
			p.Renderings, p.Lacks = p.Renderings[:n], append(p.Lacks, lacks)
		}
		if !known {
			return p, bot.Refuse(bot.ErrInvalid, "Nothing of appeal %d is public on %s, so there is nothing to correct there. Take the account off.", a.Remedy.Number, acc.Name)
		}
	}
	if len(p.Renderings) == 0 && len(p.Lacks) == 0 {
		return p, bot.Refuse(bot.ErrInvalid, "These are the words that are public already. Write the whole text as it should be.")
	}
	if err := d.stale(p, about); err != nil {
		return p, err
	}
	return p, writer{d: d, on: on}.ends(p.Renderings)
}

// corrected is one post that a correction is about.
type corrected struct {
	post   bot.Post
	pinned *bot.Correcting // as it was approved, or is to be
}

// corrects returns the posts that a correction is about: of a draft what is public
// now, and later what stands in its plan.
func (d *Desk) corrects(tx bot.Tx, a bot.Appeal) (map[spot]corrected, error) {
	out := map[spot]corrected{}
	if a.State == bot.Waiting || a.State == bot.Approved {
		for _, r := range a.Plan.Renderings {
			if r.Corrects == nil {
				continue
			}
			p, err := tx.Post(r.Corrects.Post)
			if err != nil {
				return nil, err
			}
			out[spot{r.Account, r.Language}] = corrected{p, r.Corrects}
		}
		// An account that was left out because its words stay is still one where
		// something is public.
		for _, acc := range a.Content.Accounts {
			for _, lang := range a.Content.Languages() {
				at := spot{acc, lang}
				if _, ok := out[at]; !ok {
					out[at] = corrected{pinned: &bot.Correcting{}}
				}
			}
		}
		return out, nil
	}
	s, err := tx.Appeal(a.Parent)
	if err != nil {
		return nil, err
	}
	ps, err := visible(tx, s)
	if err != nil {
		return nil, err
	}
	for _, p := range ps {
		out[spot{p.Account, p.Language}] = corrected{post: p}
	}
	return out, nil
}

// writeCorrection fits a correction to the post that it is about. Its Corrects is
// nil where nothing would change.
func (d *Desk) writeCorrection(a bot.Appeal, on []bot.Account, acc bot.Account, at corrected, c bot.Copy) (bot.Rendering, error) {
	if at.pinned != nil && at.pinned.Post == "" {
		return bot.Rendering{}, nil // its words stay
	}
	fit := render(d.o.Accounts.Render)
	if a.Remedy.How == bot.WayFollow || at.post.ReplyTo != "" {
		fit = d.o.Accounts.Follow
	}
	w := writer{d: d, on: on, fit: fit, fallback: a.Content.Fallback}
	r, err := w.write(acc, c)
	if err != nil {
		return r, err
	}
	if at.pinned != nil {
		r.Corrects = at.pinned
		return r, nil
	}
	by := bot.Correcting{Post: at.post.ID, Way: a.Remedy.How, Was: bot.Said(at.post)}
	if by.Way.Whole() && same(at.post, r.Parts) {
		return r, nil
	}
	if by.Way == bot.WayEdit {
		if by.Why = d.uneditable(acc, at.post, r); by.Why != "" {
			by.Way = bot.WayReplace
		}
	}
	r.Corrects = &by
	return r, nil
}

// uneditable says why a post cannot be made to read as r by changing its words;
// empty when it can.
func (d *Desk) uneditable(acc bot.Account, p bot.Post, r bot.Rendering) string {
	e, ok := d.o.Accounts.(Editing)
	switch {
	case !ok || !e.Edits(acc.ID):
		return "posts on " + acc.Name + " cannot be changed"
	case len(r.Parts) != len(p.Parts()) || len(p.Remotes) != len(p.Parts()):
		return fmt.Sprintf("there are %d parts now, and it would be %d", len(p.Remotes), len(r.Parts))
	case len(r.Awaits()) > 0:
		return "it has a place in it for the address of another post"
	}
	for i, part := range r.Parts {
		if !slices.EqualFunc(part.Media, p.Parts()[i].Media, sameMedium) {
			return "only words can be changed, and the pictures or videos are others"
		}
	}
	return ""
}

// Editing is implemented by Accounts that know where a public post can be changed
// in place.
type Editing interface {
	Edits(account bot.AccountID) bool
}

// same reports whether a post says and shows already what some parts would.
func same(p bot.Post, parts []bot.Part) bool {
	said := bot.Said(p)
	if len(said) != len(parts) {
		return false
	}
	for i, part := range parts {
		if part.Text != said[i].Text || part.Title != said[i].Title || !slices.EqualFunc(part.Media, p.Parts()[i].Media, sameMedium) {
			return false
		}
	}
	return true
}

// sameMedium reports whether two media are the same to the public.
func sameMedium(a, b bot.MediaUse) bool { return a.Digest == b.Digest && a.Alt == b.Alt }

// stale refuses words with the address of a post that goes.
func (d *Desk) stale(p bot.Plan, about map[spot]corrected) error {
	for _, r := range p.Renderings {
		if r.Corrects == nil || r.Corrects.Way != bot.WayReplace {
			continue
		}
		at := about[spot{r.Account, r.Language}].post.URL
		for _, o := range p.Renderings {
			if at != "" && slices.ContainsFunc(o.Parts, func(part bot.Part) bool { return strings.Contains(part.Text, at) }) {
				return bot.Refuse(bot.ErrInvalid, "The text has the address of the post on %s in it (%s), and that post is replaced. Put {%s} in its place, and choose --how replace.", d.name(r.Account), at, r.Account)
			}
		}
	}
	return nil
}
