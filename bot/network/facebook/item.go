package facebook

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Bounds of what is kept of a comment. Facebook's own are below them.
const (
	maxWords = 100_000 // bytes
	maxName  = 400
	maxRaw   = 64 << 10
)

// clip bounds a name or a sentence of somebody else's.
func clip(s string) string {
	if len(s) > maxName {
		s = s[:maxName]
	}
	return strings.TrimSpace(strings.ToValidUTF8(s, ""))
}

// media are the addresses of what is attached to a comment.
func (c wireComment) media() []string {
	if c.Attachment == nil {
		return nil
	}
	for _, s := range []string{c.Attachment.Media.Source, c.Attachment.Media.Image.Src, c.Attachment.URL} {
		if s = webAddress(s); s != "" {
			return []string{s}
		}
	}
	return nil
}

// compact is the network's own words, unless there are too many of them.
func compact(raw []byte) []byte {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil || b.Len() > maxRaw {
		return nil
	}
	return b.Bytes()
}
