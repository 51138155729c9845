package mastodon

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"strings"
	"sync"
	"time"

	"appealbot/bot/network"
)

// fresh is how long an uploaded picture may wait for its status. Servers throw
// away what belongs to no status after a day.
const fresh = 50 * time.Minute

// uploads are pictures that the server has and no status uses yet, so that an
// attempt that ended before the status need not send them again.
type uploads struct {
	mu sync.Mutex
	m  map[string]upload
}

type upload struct {
	id    string
	at    time.Time
	ready bool
}

// uploadKey names a picture with its description.
func uploadKey(m network.Media) string { return m.Digest + "\x00" + m.Alt }

func (u *uploads) get(key string, now time.Time) (upload, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	p, ok := u.m[key]
	if ok && now.Sub(p.at) > fresh {
		delete(u.m, key)
		return upload{}, false
	}
	return p, ok
}

func (u *uploads) put(key string, p upload, now time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.m == nil {
		u.m = make(map[string]upload)
	}
	for k, old := range u.m {
		if now.Sub(old.at) > fresh {
			delete(u.m, k)
		}
	}
	u.m[key] = p
}

// drop forgets the pictures of an attempt: once a status may use them, no
// other may.
func (u *uploads) drop(ms []network.Media) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, m := range ms {
		delete(u.m, uploadKey(m))
	}
}

// pictures makes sure that the server has every picture, and returns their
// ids. Whatever goes wrong is without effect: no status was created.
func (a *Account) pictures(ctx context.Context, token string, ms []network.Media) ([]string, network.Result) {
	var ids []string
	for i, m := range ms {
		id, r := a.picture(ctx, token, m)
		if r.Outcome != network.Done {
			if r.Outcome == network.Maybe {
				r.Outcome = network.Never
			}
			r.Note = fmt.Sprintf("Picture %d could not be sent: %s", i+1, r.Note)
			return nil, r
		}
		ids = append(ids, id)
	}
	return ids, network.Result{Outcome: network.Done}
}

func (a *Account) picture(ctx context.Context, token string, m network.Media) (string, network.Result) {
	key, now := uploadKey(m), a.o.Now()
	p, ok := a.uploads.get(key, now)
	if !ok {
		ans := a.upload(ctx, token, m)
		if ans.Outcome != network.Done {
			return "", ans.Result
		}
		var w wireMedia
		if err := ans.JSON(&w); err != nil {
			return "", ans.Garbled(err)
		}
		if !validID(w.ID) {
			return "", ans.Garbled(errors.New("read answer: the picture has no id"))
		}
		p = upload{id: w.ID, at: now, ready: ans.Status != http.StatusAccepted}
		a.uploads.put(key, p, now)
	}
	if p.ready {
		return p.id, network.Result{Outcome: network.Done}
	}
	if r := a.processed(ctx, token, p.id); r.Outcome != network.Done {
		if r.Outcome == network.No {
			a.uploads.drop([]network.Media{m}) // The server lost it.
			r.Outcome, r.Cause = network.Never, network.Later
		}
		return "", r
	}
	p.ready = true
	a.uploads.put(key, p, now)
	return p.id, network.Result{Outcome: network.Done}
}

// upload sends one picture. Its name is made up: the officer's is not for the
// public.
func (a *Account) upload(ctx context.Context, token string, m network.Media) network.Answer {
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	r := a.request(http.MethodPost, token, "/api/v2/media", nil)
	err := func() error {
		if m.Alt != "" {
			if err := w.WriteField("description", m.Alt); err != nil {
				return err
			}
		}
		_, ext, _ := strings.Cut(m.Type, "/")
		f, err := w.CreatePart(textproto.MIMEHeader{
			"Content-Disposition": {fmt.Sprintf(`form-data; name="file"; filename="picture.%s"`, strings.TrimSuffix(ext, "+xml"))},
			"Content-Type":        {m.Type},
		})
		if err != nil {
			return err
		}
		data, err := m.Bytes()
		if err != nil {
			return err
		}
		if _, err := f.Write(data); err != nil {
			return err
		}
		return w.Close()
	}()
	if err != nil { // Only a full disk of memory could.
		return network.Answer{Result: network.Result{Outcome: network.Never, Note: "the picture could not be written down", Raw: err.Error()}}
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	r.Body = body.Bytes()
	return a.http.Do(ctx, r)
}

// Pauses between two questions whether a picture has been processed, and how
// many there are at most.
const (
	firstLook = 100 * time.Millisecond
	lastLook  = 2 * time.Second
	looks     = 12
)

// processed waits until the server has processed a picture: it answers 206
// until then.
func (a *Account) processed(ctx context.Context, token, id string) network.Result {
	pause := firstLook
	for range looks {
		ans := a.http.Do(ctx, a.get(token, "/api/v1/media/"+id, nil))
		if ans.Outcome != network.Done || ans.Status != http.StatusPartialContent {
			return ans.Result
		}
		if err := sleep(ctx, pause); err != nil {
			break
		}
		pause = min(2*pause, lastLook)
	}
	return network.Result{
		Outcome: network.Never, Cause: network.Later, Retry: processing,
		Note: a.o.Account.Name + " is still working on it.",
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
