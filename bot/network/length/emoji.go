package length

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed emoji.txt
var emojiList string

// emoji are the sequences that count as one.
type emoji struct {
	// known tells of each sequence whether it is a picture even before
	// asText.
	known map[string]bool
	max   int // length of the longest, in characters
}

const (
	asText    = '\ufe0e' // asks for the character and not for its picture
	lightSkin = '\U0001f3fb'
	darkSkin  = '\U0001f3ff'
)

var emojis = sync.OnceValue(func() emoji {
	e := emoji{known: make(map[string]bool)}
	for f := range fields(emojiList) {
		s, text := strings.CutPrefix(f, "?")
		e.max = max(e.max, utf8.RuneCountInString(s))
		if !strings.ContainsRune(s, lightSkin) {
			e.known[s] = !text
			continue
		}
		for skin := lightSkin; skin <= darkSkin; skin++ {
			e.known[strings.ReplaceAll(s, string(lightSkin), string(skin))] = !text
		}
	}
	return e
})

// emojiAt returns how many bytes the longest emoji has that s begins with; zero
// for none.
func emojiAt(s string) int {
	if s[0] < utf8.RuneSelf && s[0] != '#' && s[0] != '*' && (s[0] < '0' || s[0] > '9') {
		return 0
	}
	e := emojis()
	var ends [16]int
	n, end := 0, 0
	for n < e.max && end < len(s) {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
		ends[n] = end
		n++
		if n == 1 && s[0] < utf8.RuneSelf && (end == len(s) || s[end] < utf8.RuneSelf) {
			return 0 // The usual digit.
		}
	}
	for ; n > 0; n-- {
		end := ends[n-1]
		picture, ok := e.known[s[:end]]
		if !ok || !picture && strings.HasPrefix(s[end:], string(asText)) {
			continue
		}
		return end
	}
	return 0
}
