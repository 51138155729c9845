package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"time"
	"unicode/utf8"

	"appealbot/bot"
)

// Tables. Beside each stands what its keys are made of and what they lead to.
// A table that leads to a record's key is an index.
const (
	tableMeta = "meta" // metaKey -> meta

	tableCase       = "case"        // id -> bot.Case
	tableCaseNumber = "case_number" // number -> key
	tableCaseRoom   = "case_room"   // platform, channel -> key
	tableCaseOpened = "case_opened" // opened, id -> key

	tableAppeal     = "appeal"          // id -> bot.Appeal
	tableAppealCase = "appeal_case"     // case, number, created, id -> key
	tableAppealOpen = "appeal_open"     // created, id -> key
	tableRevision   = "appeal_revision" // appeal, revision -> bot.Content

	tablePost       = "post"        // id -> bot.Post
	tablePostDue    = "post_due"    // account, lane, due, id -> key
	tablePostAppeal = "post_appeal" // appeal, created, id -> key
	tablePostRemote = "post_remote" // account, remote, id -> key
	tablePostState  = "post_state"  // state, created, id -> key
	tablePostPublic = "post_public" // account, since when backwards, id -> key
	tablePostLeft   = "post_left"   // case, created, id -> key
	tablePostLook   = "post_look"   // account, 0, when to look, id -> key

	tableNotice    = "notice"     // id -> bot.Notice
	tableNoticeDue = "notice_due" // platform, lane, due, id -> key
	tableNoticeAt  = "notice_at"  // platform, channel, message, id -> key

	tableReply   = "reply"     // case, number, id -> bot.Reply
	tableReplyID = "reply_id"  // id -> key
	tableRaw     = "reply_raw" // reply, hash -> the network's own words
	tableTally   = "tally"     // case -> bot.Tally
	tableCursor  = "cursor"    // source -> bot.Cursor

	tableMedia = "media" // digest -> the bytes, up to schema 3
	tableFile  = "file"  // digest -> bot.Kept

	tablePrep       = "prep"        // id -> bot.Prep
	tablePrepDue    = "prep_due"    // allPreps, 0, due, id -> key
	tablePrepAppeal = "prep_appeal" // appeal, created, id -> key

	tableJob    = "job"     // id -> bot.Job
	tableJobDue = "job_due" // allJobs, 0, due, id -> key

	tableFigure    = "figure"     // scope, date -> bot.Day
	tableFigureDay = "figure_day" // date, scope -> key
	tableProgress  = "progress"   // appeal -> bot.Progress
	tableCounting  = "counting"   // countingKey -> since when anything is counted

	tableFreeze = "freeze" // id -> bot.Freeze

	tableStray        = "stray"         // id -> bot.Stray
	tableStrayAccount = "stray_account" // account, found backwards, id -> key
	tableStrayOpen    = "stray_open"    // account, found, id -> key

	tableStanding = "standing" // account -> bot.Standing
	tableSpending = "spending" // account, month -> bot.Spending

	tableSecret = "secret" // account, name -> sealed; see Vault

	tableInbox   = "inbox"    // key -> at
	tableInboxAt = "inbox_at" // at, key -> nothing

	tableEvent     = "event"           // seq -> the event as it was hashed
	tableEventHash = "event_hash"      // tlog's index of a stored hash -> hash
	tableLatest    = "checkpoint"      // latestKey -> signed checkpoint
	tableKept      = "checkpoint_kept" // size -> signed checkpoint
)

// The only keys of tables with one record.
const (
	metaKey   = "store"
	latestKey = "latest"
)

// maxName is the longest name that stands in a key as it is. Five of them fit
// into the longest key that a driver takes.
const maxName = 255

// name is an id or another text as the last or only component of a key. Texts
// that come from outside have any length; one that is too long is represented
// by its hash, which has no order but finds it again.
func name[S ~string](s S) []byte {
	if !utf8.ValidString(string(s)) {
		// This is what JSON will make of it, and the key has to be the same when
		// it is computed from the record that was read back.
		s = S([]rune(s))
	}
	if len(s) <= maxName {
		return []byte(s)
	}
	sum := sha256.Sum256([]byte(s))
	return append([]byte{0xff}, sum[:]...) // 0xff is in no text
}

// A key under construction.
type key []byte

// under begins a key with a name that others follow. The name ends with two NULs,
// and a NUL in it is marked, so that "ab", "c" and "a", "bc" differ and the
// order of names is the order of keys.
func under[S ~string](s S) key { return key(nil).name(string(s)) }

func (k key) name(s string) key {
	k = append(k, bytes.ReplaceAll(name(s), []byte{0}, []byte{0, 0xff})...)
	return append(k, 0, 0)
}

// id ends a key.
func (k key) id(id bot.ID) key { return append(k, name(id)...) }

// int adds a number so that negative ones sort before the others.
func (k key) int(n int64) key {
	return binary.BigEndian.AppendUint64(k, uint64(n)^(1<<63)) //nolint:gosec // The bits matter, not the sign.
}

// timeSize is the length of a time in a key.
const timeSize = 12

// time adds a time. Seconds and nanoseconds stand apart because nanoseconds
// alone would not reach beyond the year 2262.
func (k key) time(t time.Time) key {
	return binary.BigEndian.AppendUint32(k.int(t.Unix()), uint32(t.Nanosecond())) //nolint:gosec // Below a billion.
}

// back adds a time so that the latest sorts first.
func (k key) back(t time.Time) key {
	n := len(k)
	k = k.time(t)
	for i := range k[n:] {
		k[n+i] ^= 0xff
	}
	return k
}

// keyTime reads a time that begins at b.
func keyTime(b []byte) (time.Time, error) {
	if len(b) < timeSize {
		return time.Time{}, fmt.Errorf("a key holds %d bytes where a time should be", len(b))
	}
	s := int64(binary.BigEndian.Uint64(b) ^ 1<<63) //nolint:gosec // The bits matter, not the sign.
	return time.Unix(s, int64(binary.BigEndian.Uint32(b[8:]))).UTC(), nil
}

// seqKey is the key of a thing that is counted from 0 or 1 on.
func seqKey(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// seqOf is the reverse of seqKey. It reports whether k is such a key at all.
func seqOf(k []byte) (uint64, bool) {
	if len(k) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(k), true
}

// end returns the least key that is greater than every key with prefix p, or
// nil if there is none.
func end(p []byte) []byte {
	e := bytes.Clone(p)
	for i := len(e) - 1; i >= 0; i-- {
		if e[i]++; e[i] != 0 {
			return e[:i+1]
		}
	}
	return nil
}
