package blueskytest

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// blob is an uploaded file.
type blob struct {
	mime string
	size int
}

var (
	base32lower = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
	tidForm     = regexp.MustCompile(`^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$`)
)

// plc makes the end of a did:plc of anything.
func plc(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base32lower.EncodeToString(sum[:15])
}

// cid names bytes: of records with codec 0x71, of files with 0x55. A real
// record is named by its DAG-CBOR; this one by its JSON.
func cid(codec byte, data []byte) string {
	return cidOf(codec, sha256.Sum256(data))
}

func cidOf(codec byte, sum [sha256.Size]byte) string {
	return "b" + base32lower.EncodeToString(append([]byte{1, codec, 0x12, 0x20}, sum[:]...))
}

type putInput struct {
	Repo       string          `json:"repo"`
	Collection string          `json:"collection"`
	Key        string          `json:"rkey"`
	Record     map[string]any  `json:"record"`
	Swap       json.RawMessage `json:"swapRecord"`
}

func (s *Server) putRecord(r *request) (any, error) {
	var in putInput
	if err := r.read(&in); err != nil {
		return nil, err
	}
	switch {
	case in.Repo != r.me.did:
		return nil, problem{http.StatusUnauthorized, "AuthenticationRequired", "Authentication Required"}
	case r.me.status != "":
		return nil, problem{http.StatusUnauthorized, "AccountDeactivated", "Account is deactivated"}
	case !tidForm.MatchString(in.Key):
		return nil, invalid("Invalid %s record key: Invalid TID (got %q)", in.Collection, in.Key)
	case len(in.Swap) == 0:
		return nil, invalid("these tests want every putRecord to say what it takes the place of")
	}
	if err := s.validate(r.me, in.Collection, in.Record); err != nil {
		return nil, err
	}
	rec := r.me.make(in.Collection, in.Key, in.Record)
	old := r.me.records[rec.uri]
	out := map[string]any{"uri": rec.uri, "cid": rec.cid, "validationStatus": "valid"}
	if old != nil && old.cid == rec.cid {
		return out, nil // nothing to do, whatever the swap says
	}
	var swap *string
	if err := json.Unmarshal(in.Swap, &swap); err != nil {
		return nil, invalid("Invalid CID string at $.swapRecord")
	}
	switch {
	case old == nil && swap != nil:
		return nil, problem{http.StatusBadRequest, "InvalidSwap", "Record was at null"}
	case old != nil && (swap == nil || *swap != old.cid):
		return nil, problem{http.StatusBadRequest, "InvalidSwap", "Record was at " + old.cid}
	}
	s.store(rec)
	out["commit"] = map[string]string{"cid": rec.cid, "rev": in.Key}
	return out, nil
}

// make makes a record of an account's.
func (a *account) make(collection, key string, value map[string]any) *record {
	b, _ := json.Marshal(value) // It came as JSON.
	return &record{uri: "at://" + a.did + "/" + collection + "/" + key, cid: cid(0x71, b), collection: collection, owner: a, value: value}
}

// store keeps a version of a record and tells the AppView.
func (s *Server) store(rec *record) {
	rec.at = s.moment()
	if old := rec.owner.records[rec.uri]; old != nil {
		rec.at = old.at
	}
	rec.owner.records[rec.uri] = rec
	if rec.collection == "app.bsky.feed.repost" {
		s.reposted[text(object(rec.value["subject"])["uri"])]++
	}
	if !s.Lags {
		s.learn(rec)
	}
}

type deleteInput struct {
	Repo       string `json:"repo"`
	Collection string `json:"collection"`
	Key        string `json:"rkey"`
}

func (s *Server) deleteRecord(r *request) (any, error) {
	var in deleteInput
	if err := r.read(&in); err != nil {
		return nil, err
	}
	if in.Repo != r.me.did {
		return nil, problem{http.StatusUnauthorized, "AuthenticationRequired", "Authentication Required"}
	}
	uri := "at://" + in.Repo + "/" + in.Collection + "/" + in.Key
	if r.me.records[uri] == nil {
		return struct{}{}, nil
	}
	s.remove(r.me, uri)
	return map[string]any{"commit": map[string]string{"rev": in.Key}}, nil
}

func (s *Server) remove(a *account, uri string) {
	delete(a.records, uri)
	if !s.Lags {
		s.unlearn(uri)
	}
}

func (s *Server) getRecord(r *request) (any, error) {
	a := s.account(r.query.Get("repo"))
	if a == nil {
		return nil, invalid("Could not find repo: %s", r.query.Get("repo"))
	}
	uri := "at://" + a.did + "/" + r.query.Get("collection") + "/" + r.query.Get("rkey")
	rec := a.records[uri]
	if rec == nil {
		return nil, problem{http.StatusBadRequest, "RecordNotFound", "Could not locate record: " + uri}
	}
	return map[string]any{"uri": rec.uri, "cid": rec.cid, "value": rec.value}, nil
}

// listRecords lists the records of a collection, the highest key first.
func (s *Server) listRecords(r *request) (any, error) {
	a := s.account(r.query.Get("repo"))
	if a == nil {
		return nil, invalid("Could not find repo: %s", r.query.Get("repo"))
	}
	n := 50
	if l := r.query.Get("limit"); l != "" {
		var err error
		if n, err = strconv.Atoi(l); err != nil || n < 1 || n > 100 {
			return nil, invalid("Invalid integer (got %q) at $.limit", l)
		}
	}
	out := []any{}
	for _, uri := range slices.Backward(slices.Sorted(maps.Keys(a.records))) {
		if rec := a.records[uri]; rec.collection == r.query.Get("collection") && len(out) < n {
			out = append(out, map[string]any{"uri": rec.uri, "cid": rec.cid, "value": rec.value})
		}
	}
	return map[string]any{"records": out}, nil
}

func (s *Server) uploadBlob(r *request) (any, error) {
	mime := r.Header.Get("Content-Type")
	switch {
	case !strings.HasPrefix(mime, "image/") && mime != "video/mp4" && mime != "text/vtt":
		return nil, invalid("Wrong type of file. It is %s but it must match image/*.", mime)
	case r.up.size == 0:
		return nil, invalid("Request encoding (Content-Type) required but not provided")
	case s.BlobLimit > 0 && r.up.size > s.BlobLimit:
		return nil, problem{http.StatusRequestEntityTooLarge, "PayloadTooLarge", "request entity too large"}
	}
	name := cidOf(0x55, r.up.sum)
	r.me.blobs[name] = blob{mime, r.up.size}
	return map[string]any{"blob": map[string]any{
		"$type": "blob", "ref": map[string]string{"$link": name}, "mimeType": mime, "size": r.up.size,
	}}, nil
}

// An upload is a file that came, of which only this is kept: a video is large.
type upload struct {
	sum  [sha256.Size]byte
	size int
}

func receive(r io.Reader) (up upload, err error) {
	h := sha256.New()
	n, err := io.Copy(h, r)
	copy(up.sum[:], h.Sum(nil))
	up.size = int(n)
	return up, err
}

// DropBlobs makes the server forget the files that no record uses yet.
func (s *Server) DropBlobs(who string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.account(who).blobs)
}
