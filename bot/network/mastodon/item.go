package mastodon

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
)

// Bounds of what is read.
const (
	// maxList bounds an answer with many statuses. A context has up to 4,096
	// of them.
	maxList = 32 << 20
	maxRaw  = 64 << 10
	maxText = 64 << 10
	maxName = 500
)

// A told is a status that the public wrote, with the server's own words.
type told struct {
	wireStatus
	raw []byte
}

// read reads a status that came in an answer.
func read(raw json.RawMessage) (told, error) {
	var t told
	if err := json.Unmarshal(raw, &t.wireStatus); err != nil {
		return told{}, errors.New("an answer is not a status")
	}
	if !validID(t.ID) || !validID(t.Account.ID) || t.InReplyTo != "" && !validID(t.InReplyTo) {
		return told{}, errors.New("an answer has no id, or nobody wrote it")
	}
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		return told{}, errors.New("an answer is not JSON")
	}
	t.raw = b.Bytes()
	if len(t.raw) > maxRaw { // Its author's profile is what is long.
		short, err := json.Marshal(t.wireStatus)
		if err != nil || len(short) > maxRaw {
			short = nil
		}
		t.raw = short
	}
	return t, nil
}

// item is what is stored of a status.
func (a *Account) item(t told, kind network.ItemKind, p place) network.Item {
	it := network.Item{
		Kind: kind, Remote: t.ID, Under: p.under, Parent: p.parent, Reply: p.kind,
		Author: cut(t.Account.DisplayName, maxName), Handle: "@" + cut(t.Account.Acct, maxName),
		AuthorID: t.Account.ID, AuthorURL: webAddress(t.Account.URL), URL: webAddress(t.URL),
		Language: cut(t.Language, 35), Text: cut(t.said(), maxText), At: t.CreatedAt.UTC(), Raw: t.raw,
	}
	if it.Author == "" {
		it.Author = cut(t.Account.Username, maxName)
	}
	if it.URL == "" {
		it.URL = webAddress(t.URI)
	}
	if kind == network.ItemEdited && t.EditedAt != nil {
		it.At = t.EditedAt.UTC()
	}
	if y := it.At.Year(); y < 2000 || y > 9999 { // Other servers' clocks can say anything.
		it.At = a.o.Now().UTC()
	}
	for _, m := range t.Media {
		u := webAddress(m.URL)
		if u == "" {
			u = webAddress(m.RemoteURL)
		}
		if u != "" && len(it.Media) < 16 {
			it.Media = append(it.Media, u)
		}
	}
	return it
}

// cut is s as text of at most n bytes.
func cut(s string, n int) string {
	if len(s) > n {
		s = s[:n]
	}
	return strings.ToValidUTF8(s, "")
}

// A place is where a status of the public stands: under which of the
// department's posts, and what it answers directly.
type place struct {
	under, parent string
	kind          bot.ReplyKind
}

// places remembers where statuses stand, because a server does not say it of
// an answer to an answer. What is forgotten is asked for again.
type places struct {
	mu sync.Mutex
	m  map[string]place
}

// maxPlaces bounds what is remembered.
const maxPlaces = 50_000

func (p *places) get(id string) (place, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	at, ok := p.m[id]
	return at, ok
}

func (p *places) put(id string, at place) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.m == nil || len(p.m) >= maxPlaces {
		p.m = make(map[string]place)
	}
	p.m[id] = at
}

// list reads the statuses of a part of an answer.
func list(raws []json.RawMessage) ([]told, error) {
	out := make([]told, 0, len(raws))
	for _, raw := range raws {
		t, err := read(raw)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// late is how a cursor writes a time.
func late(t time.Time) int64 { return t.UnixMilli() }

// errPage wraps what is wrong with a page of answers.
func errPage(err error) error { return fmt.Errorf("read answers: %w", err) }
