package practice

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"

	"appealbot/bot"
)

// Bounds of uploads.
const (
	maxPiece      = 8 << 20 // bytes in one request
	maxUploads    = 1000    // of one account, in no post
	defaultFilms  = 16 << 30
	defaultMemory = 64 << 20 // in the place of defaultFilms where everything is in memory
)

// begin makes room for a video, or finds what was begun under the same key.
func (w *Wall) begin(in Upload) (ShownUpload, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	a, open := w.accounts[in.Account], 0
	for _, u := range w.uploads {
		if u.Account != in.Account || !u.Gone.IsZero() {
			continue
		}
		if u.Key == in.Key && u.Digest == in.Digest && u.Size == in.Size && u.Spoilt == "" {
			return ShownUpload{u.Upload, w.state(u)}, nil
		}
		if !w.used[u.ID] {
			open++
		}
	}
	f := a.Limits.Film
	switch {
	case f == nil:
		return ShownUpload{}, refuse(422, "no_videos", "this account takes no videos")
	case !isDigest(in.Digest) || in.Key == "" || len(in.Key) > 200 || in.Size <= 0:
		return ShownUpload{}, refuse(400, "bad_request", "this announces no video")
	case !slices.Contains(f.Types, in.Type):
		return ShownUpload{}, refuse(415, "wrong_video", "this kind of video is not taken")
	case f.Size > 0 && in.Size > f.Size:
		return ShownUpload{}, refuse(413, "video_too_big", "%d bytes; %d are allowed", in.Size, f.Size)
	case open >= maxUploads, w.films+in.Size > w.o.MaxFilms:
		return ShownUpload{}, refuse(507, "full", "the wall holds no more videos")
	}
	if err := w.full(); err != nil {
		return ShownUpload{}, refuse(507, "full", "the wall is full")
	}
	e := &event{Kind: begun, Upload: &Upload{Account: in.Account, Key: in.Key, Digest: in.Digest, Type: in.Type, Size: in.Size}}
	if err := w.commit(e); err != nil {
		return ShownUpload{}, err
	}
	return ShownUpload{*e.Upload, Receiving}, nil
}

func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == sha256.Size && strings.ToLower(s) == s
}

// look returns an upload of an account.
func (w *Wall) look(id bot.AccountID, up string) (ShownUpload, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	u, err := w.own(id, up)
	if err != nil {
		return ShownUpload{}, err
	}
	return ShownUpload{u.Upload, w.state(u)}, nil
}

// own finds an upload of an account. The caller holds mu.
func (w *Wall) own(id bot.AccountID, up string) (*upload, error) {
	u, ok := w.uploads[up]
	if !ok || u.Account != id || !u.Gone.IsZero() {
		return nil, refuse(404, "no_upload", "there is no such upload")
	}
	return u, nil
}

// receive takes the next piece of a video. What arrived stays when the rest of the
// piece does not come.
func (w *Wall) receive(id bot.AccountID, up string, offset int64, body io.Reader) (ShownUpload, error) {
	u, pieces, sum, err := w.reserve(id, up, offset)
	if err != nil {
		return ShownUpload{}, err
	}
	fresh, got, broken, err := w.pull(u, pieces, sum, body)
	w.mu.Lock()
	defer w.mu.Unlock()
	u.busy = false
	switch {
	case err != nil:
		return ShownUpload{}, fmt.Errorf("keep a piece of a video: %w", err)
	case !u.Gone.IsZero():
		return ShownUpload{}, refuse(404, "no_upload", "the upload was taken back meanwhile")
	case got.size > 0:
		if err := w.commit(w.arrival(u, got, fresh)...); err != nil {
			return ShownUpload{}, err
		}
		u.sum = fresh
	}
	if broken != nil {
		return ShownUpload{}, refuse(400, "broken", "the piece did not arrive whole")
	}
	return ShownUpload{u.Upload, w.state(u)}, nil
}

// reserve makes sure that a piece belongs at an offset, and that nobody else brings
// one.
func (w *Wall) reserve(id bot.AccountID, up string, offset int64) (*upload, []piece, hash.Hash, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	u, err := w.own(id, up)
	switch {
	case err != nil:
		return nil, nil, nil, err
	case u.busy || u.Spoilt != "" || !u.Whole.IsZero() || offset != u.Sent:
		return nil, nil, nil, refuse(409, "wrong_offset", "%d bytes are there, or more are on their way", u.Sent)
	case w.full() != nil:
		return nil, nil, nil, refuse(507, "full", "the wall is full")
	}
	u.busy = true
	return u, slices.Clone(u.pieces), u.sum, nil
}

// pull keeps a piece and returns the sum over everything with it.
func (w *Wall) pull(u *upload, pieces []piece, sum hash.Hash, body io.Reader) (fresh hash.Hash, got piece, broken, err error) {
	if sum == nil {
		if sum, err = w.rehash(pieces); err != nil {
			return nil, piece{}, nil, err
		}
	}
	c, ok := sum.(hash.Cloner)
	if !ok {
		return nil, piece{}, nil, errors.New("a sum cannot be copied")
	}
	if fresh, err = c.Clone(); err != nil {
		return nil, piece{}, nil, fmt.Errorf("copy a sum: %w", err)
	}
	for _, p := range pieces {
		got.from = p.from + p.size
	}
	r := &patient{r: io.TeeReader(io.LimitReader(body, min(maxPiece, u.Size-got.from)), fresh)}
	got.digest, got.size, err = w.o.Blobs.Put(r)
	return fresh, got, r.err, err
}

// patient takes a connection that breaks for one that ends.
type patient struct {
	r   io.Reader
	err error
}

// Read implements io.Reader.
func (p *patient) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		p.err, err = err, io.EOF
	}
	return n, err
}

// arrival is what happens when a piece has come. The caller holds mu.
func (w *Wall) arrival(u *upload, got piece, sum hash.Hash) []*event {
	es := []*event{{Kind: arrived, ID: u.ID, Text: got.digest, Size: got.size}}
	if got.from+got.size < u.Size {
		return es
	}
	why := ""
	switch {
	case hex.EncodeToString(sum.Sum(nil)) != u.Digest:
		why = "the bytes are not those that were announced"
	case w.accounts[u.Account].forbids(FaultProcessing):
		why = "the video could not be converted, for an exercise"
	}
	if why != "" {
		es = append(es, &event{Kind: spoilt, ID: u.ID, Text: why})
	}
	return es
}

// takeBack throws away an upload that is in no post.
func (w *Wall) takeBack(id bot.AccountID, up string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	u, err := w.own(id, up)
	if err != nil {
		return err
	}
	if w.used[u.ID] {
		return refuse(409, "in_use", "a post shows this video")
	}
	return w.commit(&event{Kind: taken, ID: up})
}

// forget is FaultSession: the account's uploads that are not whole are lost.
func (w *Wall) forget(id bot.AccountID) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	a := w.accounts[id]
	if !a.forbids(FaultSession) {
		return nil
	}
	var es []*event
	for _, u := range w.uploads {
		if u.Account == id && u.Gone.IsZero() && u.Whole.IsZero() {
			es = append(es, &event{Kind: taken, ID: u.ID})
		}
	}
	if len(es) == 0 {
		return nil
	}
	return w.commit(es...)
}

// applyUpload lets an event of an upload happen.
func (w *Wall) applyUpload(e *event) error {
	if e.Kind == begun {
		if e.Upload == nil || w.accounts[e.Upload.Account] == nil {
			return errors.New("a video is of no account of this wall")
		}
		w.uploads[e.Upload.ID] = &upload{Upload: *e.Upload}
		w.films += e.Upload.Size
		return nil
	}
	u, ok := w.uploads[e.ID]
	if !ok {
		return fmt.Errorf("event %d is about %q, which is not there", e.Seq, e.ID)
	}
	switch e.Kind {
	case arrived:
		u.pieces = append(u.pieces, piece{e.Text, u.Sent, e.Size})
		if u.Sent += e.Size; u.Sent >= u.Size {
			u.Whole, u.sum = e.At, nil
		}
	case spoilt:
		u.Spoilt = e.Text
	default:
		u.Gone = e.At
		w.films -= u.Size
	}
	return nil
}
