package practice

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Some accounts let a post be changed when it is public, as most networks do, and
// some do not, as X: so both ways of correcting an appeal can be practised.

var _ network.Editor = (*Client)(nil)

// Edit implements network.Editor.
func (c *Client) Edit(ctx context.Context, remote string, p bot.Part) network.Result {
	body, err := json.Marshal(wireEdit{Text: p.Text, Title: p.Title})
	if err != nil {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "The post could not be written down. Tell your administrator.", Raw: err.Error()}
	}
	r := c.request(http.MethodPut, "/v1/posts/{id}", nil, remote)
	r.Header.Set("Content-Type", "application/json")
	r.Body, r.Repeatable = body, true
	r.Refused = func(a network.Answer) (network.Result, bool) {
		no := network.Result{Outcome: network.No, Cause: network.Permanent}
		switch c.code(a) {
		case "no_edits":
			no.Note = c.o.Profile.Name + " does not let a post be changed."
		case "not_found":
			no.Note = c.o.Profile.Name + " does not have the post any more."
		default:
			return c.refused(a)
		}
		return no, true
	}
	ans := c.http.Do(ctx, r)
	if ans.Outcome != network.Done {
		return ans.Result
	}
	var out wirePost
	if err := ans.JSON(&out); err != nil || out.ID != remote || out.Text != p.Text {
		return ans.Garbled(errors.Join(err, errors.New("read answer: it is not the post that was changed")))
	}
	return done(ans, out)
}

func (w *Wall) editPost(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	var in wireEdit
	d := json.NewDecoder(http.MaxBytesReader(rw, r.Body, maxRequest))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		fail(rw, refuse(http.StatusBadRequest, "bad_request", "this is not a post"))
		return
	}
	p, err := w.amend(id, r.PathValue("id"), in)
	if err != nil {
		fail(rw, err)
		return
	}
	answer(rw, http.StatusOK, w.wire(p))
}

// amend changes the words of a post of an account. What says so already stays as
// it is.
func (w *Wall) amend(id bot.AccountID, at string, in wireEdit) (Post, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a, p := w.accounts[id], w.posts[at]
	switch {
	case p == nil || p.Account != id || !p.Removed.IsZero():
		return Post{}, refuse(http.StatusNotFound, "not_found", "there is no such post")
	case !a.Edits:
		return Post{}, refuse(403, "no_edits", "posts of this account cannot be changed")
	case strings.TrimSpace(in.Text) == "":
		return Post{}, refuse(422, "empty", "a post needs a text")
	case w.count(a, in.Text) > a.Limits.Text:
		return Post{}, refuse(422, "too_long", "%d characters; %d are allowed", w.count(a, in.Text), a.Limits.Text)
	case network.Graphemes(in.Title) > a.Title:
		return Post{}, refuse(422, "title_too_long", "the title may have %d characters", a.Title)
	}
	title := in.Title
	if title == "" {
		title = p.Title
	}
	if p.Text == in.Text && p.Title == title {
		return p.Post, nil
	}
	if err := w.full(); err != nil {
		return Post{}, refuse(507, "full", "the wall is full")
	}
	err := w.commit(&event{Kind: amended, ID: at, Text: in.Text, Title: title})
	return p.Post, err
}

func (w *Wall) applyAmendment(e *event) error {
	p, ok := w.posts[e.ID]
	if !ok {
		return fmt.Errorf("event %d is about %q, which is not there", e.Seq, e.ID)
	}
	if p.First == "" {
		p.First = p.Text
	}
	p.Text, p.Title, p.Edited = e.Text, e.Title, e.At
	return nil
}

// first is what a post said when it was published.
func (p *post) first() string {
	if p.First != "" {
		return p.First
	}
	return p.Text
}
