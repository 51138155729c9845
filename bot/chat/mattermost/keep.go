package mattermost

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"appealbot/bot/chat"
)

// A Keeper remembers across restarts what was seen on the server and what was
// put there.
type Keeper interface {
	// Get returns the value of a key; nothing when it has none.
	Get(key string) ([]byte, error)
	// Save keeps a value durably in place of what the key had. An empty
	// value removes the key.
	Save(key string, value []byte) error
	// Load calls each for every key with a prefix, in the order of the keys.
	// The value is only valid during the call. The function may call Save.
	Load(prefix string, each func(key string, value []byte) error) error
}

// What is kept, by the beginning of its key.
const (
	keepKey     = "key/"     // what a Post was asked for with a key: sent
	keepPost    = "post/"    // a message of the bot: posted
	keepRoomKey = "roomkey/" // what a CreateRoom was asked for with a key: sent
	keepRoom    = "room/"    // a channel that the bot is in: place
	keepSince   = "since"    // up to when everything was handled: milliseconds
)

// sent is what became of something that was asked for with a key.
type sent struct {
	Since int64    `json:"s"`           // when it was first tried, in the server's milliseconds
	ID    string   `json:"i,omitempty"` // of what was made; empty while that is not known
	In    string   `json:"c,omitempty"` // the channel
	Root  string   `json:"r,omitempty"` // the thread
	Files []string `json:"f,omitempty"` // digests of the files that the message itself holds
	Show  string   `json:"h,omitempty"` // names what was to be shown; empty once all of it is
}

// ref is the message that was made.
func (s sent) ref() chat.Ref {
	return chat.Ref{Platform: Name, Channel: s.In, Message: s.ID, Thread: s.Root}
}

// posted is a message of the bot.
type posted struct {
	Key     string         `json:"k"`
	Channel string         `json:"c"`
	Root    string         `json:"r,omitempty"`
	At      int64          `json:"t"`           // when it was made, in the server's milliseconds
	Changed int64          `json:"u,omitempty"` // when what it shows was last changed
	Hash    string         `json:"h,omitempty"` // of what it shows
	More    []string       `json:"m,omitempty"` // messages in its thread that go on with it
	Files   []string       `json:"f,omitempty"` // digests of files that were shown with it
	Signs   map[string]int `json:"x,omitempty"` // person and emoji -> how often it was put there or taken off
	Drops   []string       `json:"d,omitempty"` // messages in its thread whose files were handled, the last of them
	Try     *try           `json:"n,omitempty"` // what is about to be made in its thread
}

// A try is a message in the thread of another that may have been made.
type try struct {
	Key   string   `json:"k"`
	Since int64    `json:"s"`
	Part  int      `json:"p,omitempty"` // which of those that go on with it
	For   string   `json:"o,omitempty"` // the one in whose place it comes, which somebody deleted
	Files []string `json:"f,omitempty"` // digests of the files that it shows; none when it goes on with it
}

// took notes that what was about to be made has the id.
func (rec *posted) took(id string) {
	switch t := rec.Try; {
	case t == nil:
	case len(t.Files) > 0:
		rec.Files = append(rec.Files, t.Files...)
	case t.Part < len(rec.More):
		rec.More[t.Part] = id
	default:
		rec.More = append(rec.More, id)
	}
	rec.Try = nil
}

// maxDrops bounds how many messages with files are remembered of a thread. Only
// those of the last minutes come again (see overlap).
const maxDrops = 100

// place is a channel that the bot is or was in.
type place struct {
	Name  string `json:"n"`
	Title string `json:"d,omitempty"`
	Out   bool   `json:"o,omitempty"` // the bot was removed
	Blind int64  `json:"b,omitempty"` // since when what was said there was not seen: milliseconds; 0: all was seen
	Gone  bool   `json:"g,omitempty"` // archived, but not by the bot
	Turn  int    `json:"t,omitempty"` // counts what became of it
}

// get reads what is kept under a key into v and reports whether there is
// anything.
func (p *Platform) get(key string, v any) (bool, error) {
	b, err := p.o.Keeper.Get(key)
	if err != nil || len(b) == 0 {
		return false, err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return false, fmt.Errorf("read %s of mattermost: %w", key, err)
	}
	return true, nil
}

// save keeps v under a key.
func (p *Platform) save(key string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("keep %s of mattermost: %w", key, err)
	}
	return p.o.Keeper.Save(key, b)
}

// forget removes a key.
func (p *Platform) forget(key string) error { return p.o.Keeper.Save(key, nil) }

// note changes what is kept of a message and returns it. Nothing else changes
// it meanwhile.
func (p *Platform) note(message string, change func(*posted)) (posted, error) {
	defer p.locks.hold("note/" + message)()
	var rec posted
	if ok, err := p.get(keepPost+message, &rec); err != nil {
		return rec, err
	} else if !ok {
		return rec, fmt.Errorf("keep message %s: it was forgotten meanwhile", message)
	}
	change(&rec)
	return rec, p.save(keepPost+message, rec)
}

// keepNew keeps a message that was made or found, unless it is kept already.
func (p *Platform) keepNew(message string, rec posted) (posted, error) {
	defer p.locks.hold("note/" + message)()
	var was posted
	if ok, err := p.get(keepPost+message, &was); err != nil || ok {
		return was, err
	}
	return rec, p.save(keepPost+message, rec)
}

// digest names bytes in a few characters.
func digest(parts ...string) string {
	h := sha256.New()
	for _, s := range parts {
		_, _ = fmt.Fprintf(h, "%d:%s", len(s), s) // never fails (hash.Hash)
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}
