package adapter

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"
)

// What a Book holds, by the beginning of its key.
const (
	KeepKey     = "key/"     // what a Post was asked for with a key: Sent
	KeepPost    = "post/"    // a message of the bot, by Wire.Name: Posted
	KeepRoomKey = "roomkey/" // what a room was asked for with a key: Sent
	KeepRoom    = "room/"    // a channel that the bot is in, by its id: Place
	KeepSince   = "since"    // up to when everything was handled: milliseconds
)

// Skew is how far the clock of a platform may be from ours.
const Skew = 10 * time.Minute

// Sent is what became of something that was asked for with a key.
type Sent struct {
	Since int64    `json:"s"`           // when it was first tried, in the platform's milliseconds
	ID    string   `json:"i,omitempty"` // of what was made; empty while that is not known
	In    string   `json:"c,omitempty"` // the channel; of a room, its name
	Root  string   `json:"r,omitempty"` // the thread; while ID is empty, the one that was asked for
	Files []string `json:"f,omitempty"` // digests of the files that the message itself holds
	Show  string   `json:"h,omitempty"` // names what was to be shown; empty once all of it is
}

// Posted is a message of the bot.
type Posted struct {
	Key     string         `json:"k"`
	Channel string         `json:"c"`
	Root    string         `json:"r,omitempty"` // the message in whose thread it is
	At      int64          `json:"t"`           // when it was made, in the platform's milliseconds
	Changed int64          `json:"u,omitempty"` // when what it shows was last changed; 0: never
	Hash    string         `json:"h,omitempty"` // of what it shows; empty while that is not known
	More    []string       `json:"m,omitempty"` // messages in its channel and thread that go on with it
	Files   []string       `json:"f,omitempty"` // digests of files that were shown with it
	Signs   map[string]int `json:"x,omitempty"` // person and emoji -> how often it was put there or taken off
	Drops   []string       `json:"d,omitempty"` // messages in its thread whose files were handled, the last of them
	Try     *Try           `json:"n,omitempty"` // what is about to be made in its thread
}

// A Try is a message in the thread of another that may have been made.
type Try struct {
	Key   string   `json:"k"`
	Since int64    `json:"s"`
	Part  int      `json:"p,omitempty"` // which of those that go on with it
	For   string   `json:"o,omitempty"` // the one in whose place it comes, which somebody deleted
	Files []string `json:"f,omitempty"` // digests of the files that it shows; none when it goes on with it
	Trace []string `json:"t,omitempty"` // what the platform calls those files, if it told before they were shown
}

// took notes that what was about to be made has the id.
func (rec *Posted) took(id string) {
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

// Place is a channel that the bot is or was in.
type Place struct {
	Name  string `json:"n"`
	Title string `json:"d,omitempty"`
	Out   bool   `json:"o,omitempty"` // the bot was removed
	Blind int64  `json:"b,omitempty"` // since when what was said there was not seen: milliseconds; 0: all was seen
	Gone  bool   `json:"g,omitempty"` // archived, but not by the bot
	Turn  int    `json:"t,omitempty"` // counts what became of it
}

// A Book remembers what was asked for and what was seen on one platform. The
// Locks are for whoever does something about a key; a Book is not to be copied.
type Book struct {
	Locks
	Keeper   Keeper
	Platform string // its name, as in chat.Ref
	Now      func() time.Time
	Log      *slog.Logger
}

// now is the time as a Book has it, in milliseconds.
func (b *Book) now() int64 { return b.Now().UnixMilli() }

// Get reads what is kept under a key into v and reports whether there is
// anything.
func (b *Book) Get(key string, v any) (bool, error) {
	value, err := b.Keeper.Get(key)
	if err != nil || len(value) == 0 {
		return false, err
	}
	return true, b.read(key, value, v)
}

func (b *Book) read(key string, value []byte, v any) error {
	if err := json.Unmarshal(value, v); err != nil {
		return fmt.Errorf("read %s of %s: %w", key, b.Platform, err)
	}
	return nil
}

// Save keeps v under a key.
func (b *Book) Save(key string, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("keep %s of %s: %w", key, b.Platform, err)
	}
	return b.Keeper.Save(key, value)
}

// Forget removes a key.
func (b *Book) Forget(key string) error { return b.Keeper.Save(key, nil) }

// Posted returns what is kept of a message and reports whether there is
// anything.
func (b *Book) Posted(message string) (rec Posted, ok bool, err error) {
	ok, err = b.Get(KeepPost+message, &rec)
	return rec, ok, err
}

// EachPosted calls each for what is kept of every message whose name begins so.
func (b *Book) EachPosted(begin string, each func(name string, rec Posted)) error {
	return b.Keeper.Load(KeepPost+begin, func(key string, value []byte) error {
		var rec Posted
		if err := b.read(key, value, &rec); err != nil {
			return err
		}
		each(key[len(KeepPost):], rec)
		return nil
	})
}

// Note changes what is kept of a message and returns it. Nothing else changes
// it meanwhile.
func (b *Book) Note(message string, change func(*Posted)) (Posted, error) {
	defer b.Hold("note/" + message)()
	rec, ok, err := b.Posted(message)
	if err != nil {
		return rec, err
	} else if !ok {
		return rec, fmt.Errorf("keep message %s: it was forgotten meanwhile", message)
	}
	change(&rec)
	return rec, b.Save(KeepPost+message, rec)
}

// KeepNew keeps a message that was made or found, unless it is kept already,
// and returns what is kept of it.
func (b *Book) KeepNew(message string, rec Posted) (Posted, error) {
	defer b.Hold("note/" + message)()
	if was, ok, err := b.Posted(message); err != nil || ok {
		return was, err
	}
	return rec, b.Save(KeepPost+message, rec)
}

// Places are the channels that are kept, by their ids.
func (b *Book) Places() (map[string]Place, error) {
	out := map[string]Place{}
	err := b.Keeper.Load(KeepRoom, func(key string, value []byte) error {
		var pl Place
		err := b.read(key, value, &pl)
		out[key[len(KeepRoom):]] = pl
		return err
	})
	return out, err
}

// A KeptRoom is a private channel that an adapter remembers to have been in.
type KeptRoom struct {
	ID, Name string
	Gone     bool // archived
}

// KeptRooms returns the private channels that the adapter of a platform
// remembers, in the order of their ids.
func KeptRooms(k Keeper, platform string) ([]KeptRoom, error) {
	places, err := (&Book{Keeper: k, Platform: platform}).Places()
	var out []KeptRoom
	for _, id := range slices.Sorted(maps.Keys(places)) {
		out = append(out, KeptRoom{ID: id, Name: places[id].Name, Gone: places[id].Gone})
	}
	return out, err
}
