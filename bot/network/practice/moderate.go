package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"appealbot/bot"
)

// maxReason bounds why something is reported.
const maxReason = 500

// acts are what an account can do about what the public wrote.
var acts = map[string]eventKind{"hide": hidden, "show": shown, "report": reported}

func (w *Wall) moderate(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	kind, ok := acts[r.PathValue("act")]
	if !ok {
		fail(rw, refuse(http.StatusNotFound, "no_act", "nothing of that kind can be done about an answer"))
		return
	}
	var in wireReason
	d := json.NewDecoder(http.MaxBytesReader(rw, r.Body, maxRequest))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil && !errors.Is(err, io.EOF) || tooLong(in.Reason, maxReason) {
		fail(rw, refuse(http.StatusBadRequest, "bad_request", "this is not a reason"))
		return
	}
	if err := w.treat(id, r.PathValue("id"), kind, in.Reason); err != nil {
		fail(rw, err)
		return
	}
	rw.WriteHeader(http.StatusNoContent)
}

// treat hides, shows or reports an answer to an account. What is so already
// stays as it is.
func (w *Wall) treat(id bot.AccountID, answer string, kind eventKind, reason string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	a, ok := w.answers[answer]
	if !ok || a.Account != id {
		return refuse(http.StatusNotFound, "not_found", "there is no such answer to this account")
	}
	switch {
	case !a.Gone.IsZero(),
		kind == hidden && !a.Hidden.IsZero(),
		kind == shown && a.Hidden.IsZero(),
		kind == reported && !a.Reported.IsZero():
		return nil
	}
	if err := w.full(); err != nil {
		return refuse(507, "full", "the wall is full")
	}
	e := &event{Kind: kind, ID: answer}
	if kind == reported {
		e.Text = reason
	}
	return w.commit(e)
}

func (w *Wall) applyModeration(e *event) error {
	a, ok := w.answers[e.ID]
	if !ok {
		return fmt.Errorf("event %d is about %q, which is not there", e.Seq, e.ID)
	}
	switch e.Kind {
	case hidden:
		a.Hidden = e.At
	case shown:
		a.Hidden = time.Time{}
	default:
		a.Reported, a.Reason = e.At, e.Text
	}
	return nil
}

// maxCounts bounds how many posts are asked for at once.
const maxCounts = 100

func (w *Wall) counts(rw http.ResponseWriter, r *http.Request, id bot.AccountID) {
	ids := r.URL.Query()["id"]
	if len(ids) > maxCounts {
		fail(rw, refuse(http.StatusBadRequest, "too_many", "at most %d posts at once", maxCounts))
		return
	}
	out := wireCounts{Counts: make(map[string]wireCount)}
	w.mu.Lock()
	for _, p := range ids {
		if q, ok := w.posts[p]; ok && q.Account == id && q.Removed.IsZero() {
			s := w.shown(q)
			out.Counts[p] = wireCount{Replies: s.Answers, Quotes: s.Quotes, Likes: s.Likes}
		}
	}
	w.mu.Unlock()
	answer(rw, http.StatusOK, out)
}

// publicPost shows a post to somebody who is not logged in.
func (w *Wall) publicPost(rw http.ResponseWriter, r *http.Request) {
	p, ok := w.Post(r.PathValue("id"))
	if k := w.Fault(p.Account).Kind; !ok || k == FaultSuspended || k == FaultHidden {
		fail(rw, refuse(http.StatusNotFound, "not_found", "there is no such post"))
		return
	}
	w.misbehave(w.take(p.Account, false), rw, r, func(rw http.ResponseWriter, _ *http.Request) {
		answer(rw, http.StatusOK, wirePublic{p.Text})
	})
}
