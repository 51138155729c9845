package outbox

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"appealbot/bot"
)

// awaitPause is how long a post waits at most before it is looked whether the one
// whose address stands in it is public. Where that becomes public it is woken.
const awaitPause = 30 * time.Second

// await reports whether p has to wait, or was put aside, because addresses that
// stand in it are not to be had. Otherwise p has its words: with the addresses, or
// those that were approved for going out without. It asks no network.
func (w *Publisher) await(tx bot.Tx, p *bot.Post) (bool, error) {
	ids := p.Rendering.Awaits()
	if p.Bare || p.Begun() || len(ids) == 0 {
		return false, nil
	}
	p.Links = nil
	links := map[bot.AccountID]string{}
	var pending, vain []string
	look := w.Now().Add(awaitPause)
	for _, id := range ids {
		q, err := awaited(tx, *p, id)
		switch {
		case errors.Is(err, bot.ErrNotFound):
			vain = append(vain, w.name(id))
		case err != nil:
			return false, err
		case q.State == bot.PostPosted && q.URL != "":
			links[id] = q.URL
		case !q.Settled():
			pending = append(pending, w.name(id))
			if q.Waited.After(look) {
				look = q.Waited // it is quiet there until then
			}
		default:
			vain = append(vain, w.name(id))
		}
	}
	switch {
	case len(vain) > 0:
		return w.fallBack(tx, p, bot.Names(vain))
	case len(pending) > 0:
		return true, w.putOff(tx, *p, look, "waits for "+bot.Names(pending))
	}
	if id, ok := misfit(p.Parts(), links); ok {
		return true, w.hold(tx, *p, bot.Refuse(bot.ErrStale,
			"The address of the post on %s is not as it was reckoned with, so the words around it may not fit. Nothing was sent. Edit the appeal and put the address itself there, or give the post up.", w.name(id)))
	}
	p.Links = links
	if strings.HasPrefix(p.Note, "waits for ") {
		p.Note = ""
	}
	return false, nil
}

// awaited returns the post on an account whose address stands in p: the one in the
// same language, or else the first.
func awaited(tx bot.Tx, p bot.Post, id bot.AccountID) (bot.Post, error) {
	ps, err := tx.PostsOf(p.Appeal)
	if err != nil {
		return bot.Post{}, err
	}
	ps = slices.DeleteFunc(ps, func(q bot.Post) bool {
		return q.Op != bot.OpCreate || q.Digest != p.Digest || q.Account != id
	})
	if len(ps) == 0 {
		return bot.Post{}, fmt.Errorf("post on %s: %w", id, bot.ErrNotFound)
	}
	if i := slices.IndexFunc(ps, func(q bot.Post) bool { return q.Language == p.Language }); i >= 0 {
		return ps[i], nil
	}
	return ps[0], nil
}

// putOff lets a post wait for another one, and looks again at a time.
func (w *Publisher) putOff(tx bot.Tx, p bot.Post, look time.Time, note string) error {
	changed := p.Note != note
	p.Due, p.Note = look.UTC(), note
	if err := tx.SetPost(p); err != nil || !changed {
		return err
	}
	return w.card(tx, p)
}

// fallBack does with a post what was chosen for the case that what it waits for
// does not become public.
func (w *Publisher) fallBack(tx bot.Tx, p *bot.Post, whose string) (bool, error) {
	why := fmt.Sprintf("The post on %s, whose address stands in it, is not public and will not be", whose)
	f := p.Rendering.Fallback
	switch {
	case f == bot.FallWithout && len(p.Rendering.Without) > 0:
		// What was carried may hold the words with the address.
		bare, err := bot.Abandon(tx, *p, w.Now())
		if err != nil {
			return false, err
		}
		*p = bare
		p.Bare, p.Note = true, ""
		return false, w.log(tx, "post goes out without the link", *p, "as was approved: there is no address of a post on "+whose)
	case f == bot.FallStop:
		return true, w.hold(tx, *p, bot.Refuse(bot.ErrOver, "%s. It was given up, as was chosen for that.", why))
	default:
		return true, w.hold(tx, *p, bot.Refuse(bot.ErrStale, "%s unless somebody sees to it.", why))
	}
}

// misfit returns an account whose address does not fit into its places.
func misfit(parts []bot.Part, links map[bot.AccountID]string) (bot.AccountID, bool) {
	for _, part := range parts {
		for _, pl := range part.Places {
			a := links[pl.Account]
			u, err := url.Parse(a)
			if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsFunc(a, outOfPlace) ||
				len(a) > len(pl.Sample) || utf8.RuneCountInString(a) > utf8.RuneCountInString(pl.Sample) {
				return pl.Account, true
			}
		}
	}
	return "", false
}

// outOfPlace reports whether an address in a text would end before a character, or
// change what stands around it.
func outOfPlace(r rune) bool {
	return unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune("{}<>\"\\`", r)
}

// wake makes due what waits for p, of which it is known now whether it is public.
// What was put aside meanwhile is asked about anew: there is an address now.
func (w *Publisher) wake(tx bot.Tx, p bot.Post) error {
	if p.Op != bot.OpCreate || p.Slot > 0 { // what is published again waits for nothing
		return nil
	}
	ps, err := tx.PostsOf(p.Appeal)
	if err != nil {
		return err
	}
	for _, q := range ps {
		if q.Op != bot.OpCreate || q.Digest != p.Digest || q.Bare || q.Begun() || !slices.Contains(q.Rendering.Awaits(), p.Account) {
			continue
		}
		switch {
		case q.State == bot.PostQueued && len(q.Links) == 0 && q.Attempt == 0 && strings.HasPrefix(q.Note, "waits for "):
			q.Due = w.Now().UTC()
			err = tx.SetPost(q)
		case q.State == bot.PostHeld:
			err = w.askAgain(tx, q)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// askAgain shows a question anew that is being asked.
func (w *Publisher) askAgain(tx bot.Tx, p bot.Post) error {
	for _, platform := range w.Platforms {
		switch _, err := tx.Notice(bot.NoticeID(bot.NoticeAsk, platform, p.ID, "")); {
		case errors.Is(err, bot.ErrNotFound):
		case err != nil:
			return err
		default:
			return w.ask(tx, p)
		}
	}
	return nil
}

// name is what officers call an account.
func (w *Publisher) name(id bot.AccountID) string {
	if w.Name == nil {
		return string(id)
	}
	return w.Name(id)
}
