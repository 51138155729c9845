package bluesky

import (
	"encoding/base32"
	"encoding/hex"
	"regexp"
	"strings"
	"time"
)

// Forms of the AT Protocol's names (atproto.com/specs, 2026). What does not
// have one of them comes from nobody who speaks the protocol.
var (
	handleForm = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)
	didForm    = regexp.MustCompile(`^did:(plc:[a-z2-7]{24}|web:[a-zA-Z0-9.%-]{1,250})$`)
	cidForm    = regexp.MustCompile(`^b[a-z2-7]{50,120}$`)
	uriForm    = regexp.MustCompile(`^at://(did:[a-z]+:[a-zA-Z0-9._%-]{1,250})/([a-zA-Z0-9.]{5,100})/([a-zA-Z0-9._~:-]{1,512})$`)
	tidForm    = regexp.MustCompile(`^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$`)
)

func validHandle(s string) bool { return len(s) <= 253 && handleForm.MatchString(s) }
func validDID(s string) bool    { return didForm.MatchString(s) }
func validCID(s string) bool    { return cidForm.MatchString(s) }

// atURI names a record.
func atURI(did, collection, key string) string { return "at://" + did + "/" + collection + "/" + key }

// splitURI is the reverse of atURI.
func splitURI(s string) (did, collection, key string, ok bool) {
	m := uriForm.FindStringSubmatch(s)
	if m == nil || len(s) > 1000 {
		return "", "", "", false
	}
	return m[1], m[2], m[3], true
}

// postURI reports whether s names a post, and whose.
func postURI(s string) (did, key string, ok bool) {
	did, collection, key, ok := splitURI(s)
	return did, key, ok && collection == collPost
}

const tidAlphabet = "234567abcdefghijklmnopqrstuvwxyz"

// tid is a key of 64 bits: a zero, 53 bits of microseconds since 1970, and 10
// bits that tell clocks apart (atproto.com/specs/tid).
func tid(micros int64, clock uint16) string {
	n := uint64(micros)<<10 | uint64(clock&0x3ff) //nolint:gosec // No time before 1970 gets here.
	n &^= 1 << 63
	var b [13]byte
	for i := range b {
		b[12-i] = tidAlphabet[n&31]
		n >>= 5
	}
	return string(b[:])
}

// tidTime is when a key says that its record was made. Its author chose it.
func tidTime(key string) (time.Time, bool) {
	if !tidForm.MatchString(key) {
		return time.Time{}, false
	}
	var n uint64
	for _, c := range key {
		n = n<<5 | uint64(strings.IndexRune(tidAlphabet, c)) //nolint:gosec // The form makes sure that it is there.
	}
	return time.UnixMicro(int64(n >> 10)).UTC(), true
}

// blobCID is the name that a file with this SHA-256 has on every server: version
// 1, raw bytes, SHA-256 (multiformats/cid). Empty for what is no digest.
func blobCID(digest string) string {
	sum, err := hex.DecodeString(digest)
	if err != nil || len(sum) != 32 {
		return ""
	}
	b := append([]byte{0x01, 0x55, 0x12, 0x20}, sum...)
	return "b" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b))
}
