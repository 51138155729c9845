package x

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"

	"appealbot/bot/network"
)

// uploads are the pictures that X has and no post uses yet.
type uploads struct {
	mu sync.Mutex
	m  map[string]upload
}

type upload struct {
	id    string
	until time.Time
}

// key names a picture with its description.
func key(m network.Media) string { return m.Digest + "\x00" + m.Alt }

func (u *uploads) get(m network.Media, now time.Time) (string, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	up, ok := u.m[key(m)]
	return up.id, ok && m.Digest != "" && now.Before(up.until)
}

// maxUploads bounds the memory; what does not fit is sent again.
const maxUploads = 200

func (u *uploads) put(m network.Media, up upload) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.m == nil || len(u.m) >= maxUploads {
		u.m = make(map[string]upload)
	}
	u.m[key(m)] = up
}

func (u *uploads) forget(media []network.Media) {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, m := range media {
		delete(u.m, key(m))
	}
}

// segment is how much of a picture goes in one request.
const segment = 1 << 20

// shortest is how long X must keep a picture for it to be used later.
const shortest = 5 * time.Minute

// send makes sure that X has the pictures, and returns their ids. Without a post
// they are not public, so whatever is unclear may be tried again.
func (a *Account) send(ctx context.Context, cred Credentials, media []network.Media) ([]string, network.Result) {
	ids := make([]string, len(media))
	for i, m := range media {
		id, ok := a.uploads.get(m, a.o.Now())
		if !ok {
			up, res := a.upload(ctx, cred, m)
			if res.Outcome == network.Maybe {
				res.Outcome = network.Never
			}
			if res.Outcome != network.Done {
				res.Note = fmt.Sprintf("Picture %d could not be sent: %s", i+1, res.Note)
				return nil, res
			}
			a.uploads.put(m, up)
			id = up.id
		}
		ids[i] = id
	}
	return ids, network.Result{Outcome: network.Done}
}

// upload sends one picture with its description.
func (a *Account) upload(ctx context.Context, cred Credentials, m network.Media) (upload, network.Result) {
	data, err := m.Bytes()
	if err != nil {
		return upload{}, network.Result{Note: "The picture could not be read.", Raw: err.Error()}
	}
	category := "tweet_image"
	if m.Type == "image/gif" {
		category = "tweet_gif"
	}
	up, res := a.step(ctx, cred, call{
		method: http.MethodPost, path: "/2/media/upload/initialize",
		body: map[string]any{"media_type": m.Type, "media_category": category, "total_bytes": len(data)},
	})
	if res.Outcome != network.Done {
		return upload{}, res
	}
	path := "/2/media/upload/" + up.ID
	for i := 0; i*segment < len(data); i++ {
		raw, kind, err := piece(i, data[i*segment:min((i+1)*segment, len(data))])
		if err != nil {
			return upload{}, network.Result{Note: "The picture could not be written down.", Raw: err.Error()}
		}
		ans := a.doAs(ctx, cred, call{method: http.MethodPost, path: path + "/append", raw: raw, kind: kind})
		if ans.Outcome != network.Done {
			return upload{}, ans.Result
		}
	}
	up, res = a.step(ctx, cred, call{method: http.MethodPost, path: path + "/finalize"})
	if res.Outcome != network.Done {
		return upload{}, res
	}
	if up, res = a.processed(ctx, cred, up); res.Outcome != network.Done {
		return upload{}, res
	}
	if m.Alt != "" {
		ans := a.doAs(ctx, cred, call{method: http.MethodPost, path: "/2/media/metadata", body: map[string]any{
			"id": up.ID, "metadata": map[string]any{"alt_text": map[string]string{"text": m.Alt}},
		}})
		if ans.Outcome != network.Done {
			return upload{}, ans.Result
		}
	}
	life := min(time.Duration(up.Expires)*time.Second, 24*time.Hour)
	return upload{id: up.ID, until: a.o.Now().Add(max(0, life-shortest))}, network.Result{Outcome: network.Done}
}

// step makes one request of an upload.
func (a *Account) step(ctx context.Context, cred Credentials, c call) (wireUpload, network.Result) {
	ans := a.doAs(ctx, cred, c)
	if ans.Outcome != network.Done {
		return wireUpload{}, ans.Result
	}
	var out struct {
		Data wireUpload `json:"data"`
	}
	if err := ans.JSON(&out); err != nil {
		return wireUpload{}, ans.Garbled(err)
	}
	if !validID(out.Data.ID) {
		return wireUpload{}, ans.Garbled(errors.New("read answer: it has no picture's id"))
	}
	return out.Data, ans.Result
}

// piece is one piece of a picture as a form.
func piece(i int, data []byte) (raw []byte, kind string, err error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	err = w.WriteField("segment_index", strconv.Itoa(i))
	if err == nil {
		part, perr := w.CreateFormFile("media", "picture")
		if perr == nil {
			_, perr = part.Write(data)
		}
		err = errors.Join(perr, w.Close())
	}
	return b.Bytes(), w.FormDataContentType(), err
}

// looks is how often X is asked whether it has finished with a picture.
const looks = 20

// processed waits until X has finished with a picture, if it needs time for it.
func (a *Account) processed(ctx context.Context, cred Credentials, up wireUpload) (wireUpload, network.Result) {
	done := network.Result{Outcome: network.Done}
	for range looks {
		switch {
		case up.Processing == nil || up.Processing.State == "succeeded":
			return up, done
		case up.Processing.State == "failed":
			return up, network.Result{Outcome: network.No, Cause: network.Change, Note: "X cannot read it. Use a JPEG or PNG.", Raw: "processing failed"}
		}
		t := time.NewTimer(time.Duration(min(max(up.Processing.After, 0), 10)) * time.Second)
		select {
		case <-ctx.Done():
			t.Stop()
			return up, network.Result{Outcome: network.Never, Cause: network.Later, Note: "X took too long to look at it.", Raw: ctx.Err().Error()}
		case <-t.C:
		}
		next, res := a.step(ctx, cred, call{
			method: http.MethodGet, path: "/2/media/upload", query: url.Values{"command": {"STATUS"}, "media_id": {up.ID}},
		})
		if res.Outcome != network.Done {
			return up, res
		}
		up = next
	}
	return up, network.Result{Outcome: network.Never, Cause: network.Later, Note: "X took too long to look at it.", Raw: "still being processed"}
}
