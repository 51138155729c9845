package mastodon

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"appealbot/bot/network"
)

// Bounds of a look-up.
const (
	// skew is how far a server's clock may be from ours.
	skew = 10 * time.Minute
	// pageSize and maxPages bound how many of the account's own statuses are
	// read.
	pageSize = 40
	maxPages = 25
	// maxUnlike bounds how many that look different are asked for as they
	// were written: a server may format what it shows.
	maxUnlike = 20
)

// Find implements network.Publisher. It reads the account's statuses back to
// before the first attempt, and compares what was written with what was
// approved.
func (a *Account) Find(ctx context.Context, at network.Attempt) network.Result {
	st, err := a.find(ctx, at)
	switch {
	case err != nil:
		res := unsent(err)
		res.Outcome = network.Maybe // A look-up that failed says nothing.
		return res
	case st == nil:
		return network.Result{Outcome: network.Never, Note: a.o.Account.Name + " does not show this post."}
	default:
		return done(*st)
	}
}

// find returns the status that the attempt published, or nil if there is
// certainly none now.
func (a *Account) find(ctx context.Context, at network.Attempt) (*wireStatus, error) {
	token, me, err := a.login(ctx)
	if err != nil {
		return nil, err
	}
	since := at.Post.Began
	if since.IsZero() {
		since = at.Post.Created
	}
	if !since.IsZero() {
		since = since.Add(-skew)
	}
	var found *wireStatus
	unlike, doubt := maxUnlike, false
	err = a.statuses(ctx, token, me, since, func(st wireStatus) error {
		if st.InReplyTo != at.ReplyTo || len(st.Media) > len(at.Part.Media) || a.anothers(st.ID, at.Key) {
			return nil
		}
		alike := looksLike(st, at.Part.Text)
		if !alike && a.instance().Software == SoftwareMastodon {
			return nil // Its HTML leaves nothing out.
		}
		if !alike {
			unlike--
		}
		if unlike < 0 {
			return errors.New("look for the post: there are too many that could be it")
		}
		same, err := a.wroteIt(ctx, token, st, at.Part.Text)
		switch {
		case err != nil:
			return err
		case same && len(st.Media) == len(at.Part.Media):
			found = &st // The oldest one is the last to be seen.
		case same || alike:
			doubt = true
		}
		return nil
	})
	if err == nil && found == nil && doubt {
		// The server may have changed it, or lost one of its pictures.
		return nil, errors.New("look for the post: there is one that is very much like it. Look at the account")
	}
	return found, err
}

// statuses calls each for the account's own statuses since a time, the newest
// first. An error means that not all of them were seen.
func (a *Account) statuses(ctx context.Context, token, me string, since time.Time, each func(wireStatus) error) error {
	q := url.Values{"limit": {fmt.Sprint(pageSize)}, "exclude_reblogs": {"true"}}
	for range maxPages {
		list, ans, err := a.statusPage(ctx, token, me, q)
		if err != nil {
			return fmt.Errorf("look for the post: %w", err)
		}
		from := since.Add(-network.Behind(ans.Header, a.o.Now()))
		for _, st := range list {
			if st.CreatedAt.Before(from) {
				return nil
			}
			if err := each(st); err != nil {
				return err
			}
		}
		if len(list) == 0 {
			return nil
		}
		q.Set("max_id", list[len(list)-1].ID)
	}
	return errors.New("look for the post: there are too many newer ones")
}

// wroteIt reports whether a status was written as text, byte for byte. Where
// the server does not tell how it was written, what people read decides.
func (a *Account) wroteIt(ctx context.Context, token string, st wireStatus, text string) (bool, error) {
	r := a.get(token, "/api/v1/statuses/"+st.ID+"/source", nil)
	ans := a.http.Do(ctx, r)
	if ans.Status == http.StatusNotFound {
		return looksLike(st, text), nil
	}
	if err := ans.Err(); err != nil {
		return false, fmt.Errorf("look for the post: %w", err)
	}
	var w wireSource
	if err := ans.JSON(&w); err != nil {
		return false, fmt.Errorf("look for the post: %w", err)
	}
	if w.ID != st.ID || w.Text == nil {
		return false, errors.New("look for the post: the answer is not what was asked for")
	}
	return *w.Text == text, nil
}

// looksLike reports whether people who see a status read a text. Of a mention
// they see the name, spelled as its owner does, and not the host
// (app/lib/text_formatter.rb, 4.x, read 2026-11).
func looksLike(st wireStatus, text string) bool {
	seen := func(s string) string { return letters(handles.ReplaceAllStringFunc(s, bareName)) }
	return strings.EqualFold(seen(plain(st.Content)), seen(text))
}

// bareName is a handle without its host.
func bareName(handle string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(handle, "@"), "@")
	return "@" + name
}

// letters is what is left of a text when everything is taken out that
// formatting may change.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}
