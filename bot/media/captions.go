package media

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"appealbot/bot"
)

// Bounds of a file with captions.
const (
	MaxCaptions = 1 << 20 // bytes
	maxCues     = 10_000
	maxCue      = 1000 // characters of one caption
)

// A cue is one caption: what is said, and when it is shown.
type cue struct {
	from, to time.Duration
	text     string
}

var (
	timing   = regexp.MustCompile(`^\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})(?:\s+.*)?$`)
	markup   = regexp.MustCompile(`</?[A-Za-z0-9][^<>]*>|\{\\[^{}]*\}`)
	tongue   = regexp.MustCompile(`(?i)[._-]([a-z]{2})(?:[-_][a-z]{2})?\.(?:srt|vtt)$`)
	onlyText = "Open it in an editor, save it as text in UTF-8, and send it again."
)

// Captions reads what is spoken in a video from an SRT or WebVTT file (SubRip has no
// standard; WebVTT is W3C's, of 4 April 2019) and returns it as WebVTT with nothing
// but times and words. Markup is dropped. Where length is known, no caption may lie
// behind it. The language is that in the name of the file, as in "clip.fr.vtt", or
// empty. The error is a *bot.Refusal that names the line.
func Captions(name string, data []byte, length time.Duration) (bot.Caption, []byte, error) {
	name = plainName(name)
	if len(data) > MaxCaptions {
		return bot.Caption{}, nil, no("%s is larger than %d MB. Captions are text; send those of this video alone.", name, MaxCaptions>>20)
	}
	text, ok := decodeText(data)
	if !ok {
		return bot.Caption{}, nil, no("%s is not a text. "+onlyText, name)
	}
	cues, err := readCues(name, text)
	if err != nil {
		return bot.Caption{}, nil, err
	}
	if end := slices.MaxFunc(cues, func(a, b cue) int { return cmp.Compare(a.to, b.to) }).to; length > 0 && end > length+time.Second {
		return bot.Caption{}, nil, no("The last caption of %s ends at %s, and the video at %s. Send the captions of this video.", name, clock(end), clock(length))
	}
	out := []byte("WEBVTT\n")
	var words []string
	for _, c := range cues {
		out = fmt.Appendf(out, "\n%s --> %s\n%s\n", stamp(c.from, '.'), stamp(c.to, '.'), html.EscapeString(c.text))
		words = append(words, c.text)
	}
	sum := sha256.Sum256(out)
	lang := ""
	if m := tongue.FindStringSubmatch(name); m != nil {
		lang = strings.ToLower(m[1])
	}
	return bot.Caption{Language: lang, Digest: hex.EncodeToString(sum[:]), Text: strings.Join(words, "\n"), Size: int64(len(out))}, out, nil
}

// readCues reads the captions of a file, which has at least one.
func readCues(name, text string) ([]cue, error) {
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
	var out []cue
	for i := 0; i < len(lines); i++ {
		m := timing.FindStringSubmatch(lines[i])
		if m == nil {
			if strings.Contains(lines[i], "-->") {
				return nil, no("Line %d of %s is not a time as in 00:00:01.000 --> 00:00:03.500. Correct it and send the file again.", i+1, name)
			}
			continue // a number, a heading, a note, or an empty line
		}
		c := cue{from: span(m[1:5]), to: span(m[5:9])}
		switch {
		case c.to <= c.from:
			return nil, no("In line %d of %s a caption ends before it begins. Correct it and send the file again.", i+1, name)
		case len(out) > 0 && c.from < out[len(out)-1].from:
			return nil, no("In line %d of %s a caption begins before the one above it. Put them into the order of their times.", i+1, name)
		case len(out) == maxCues:
			return nil, no("%s has more than %d captions. Send those of this video alone.", name, maxCues)
		}
		first := i + 1
		var heard []string
		for i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" && !strings.Contains(lines[i+1], "-->") {
			i++
			if s := spoken(lines[i]); s != "" {
				heard = append(heard, s)
			}
		}
		// SRT: the number of the next caption, where the empty line is missing.
		if i+1 < len(lines) && strings.Contains(lines[i+1], "-->") && len(heard) > 0 && isNumber(heard[len(heard)-1]) {
			heard = heard[:len(heard)-1]
		}
		c.text = strings.Join(heard, "\n")
		if utf8.RuneCountInString(c.text) > maxCue {
			return nil, no("The caption at line %d of %s has more than %d characters. Split it.", first, name, maxCue)
		}
		if c.text != "" {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return nil, no("There are no captions in %s. It should have lines as in 00:00:01.000 --> 00:00:03.500, each followed by what is said. If nobody speaks, tick that in the edit form instead.", name)
	}
	return out, nil
}

// SRT returns captions that Captions made as SRT, for networks that take no WebVTT.
func SRT(vtt []byte) []byte {
	cues, err := readCues("captions", string(vtt))
	if err != nil {
		return nil
	}
	var out []byte
	for i, c := range cues {
		out = fmt.Appendf(out, "%d\n%s --> %s\n%s\n\n", i+1, stamp(c.from, ','), stamp(c.to, ','), c.text)
	}
	return out
}

// spoken is a line without markup and without what cannot be seen. Reading it again
// changes nothing: what was written so that it becomes markup the second or third
// time is none any more.
func spoken(line string) string {
	const deep = 4 // nobody writes &amp;amp;lt; without a purpose
	for range deep {
		next := said(line)
		if next == line {
			return line
		}
		line = next
	}
	return said(strings.ReplaceAll(line, "&", "＆"))
}

// said takes off one layer of markup.
func said(line string) string {
	line = html.UnescapeString(markup.ReplaceAllString(line, ""))
	line = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return -1
		}
		return r
	}, line)
	// Nothing may look like a time or like markup, in whatever form it is written.
	return strings.TrimSpace(strings.NewReplacer("-->", "→", "<", "‹", ">", "›", "{\\", "{").Replace(line))
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// span reads hours, minutes, seconds and a fraction, all of which are digits.
func span(m []string) time.Duration {
	n := func(s string) time.Duration {
		v, _ := strconv.Atoi("0" + s) // at most three digits
		return time.Duration(v)
	}
	frac := (m[3] + "000")[:3]
	return n(m[0])*time.Hour + n(m[1])*time.Minute + n(m[2])*time.Second + n(frac)*time.Millisecond
}

func stamp(d time.Duration, point byte) string {
	ms := d.Milliseconds()
	return fmt.Sprintf("%02d:%02d:%02d%c%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, point, ms%1000)
}

// clock is a time in a video as officers read it: "2:20".
func clock(d time.Duration) string {
	s := int64(d.Round(time.Second) / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// decodeText reads UTF-8, with or without a byte order mark, or UTF-16 with one.
func decodeText(data []byte) (string, bool) {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		return string(data), utf8.Valid(data) && !bytes.ContainsRune(data, 0)
	}
	data = data[2:]
	if len(data)%2 != 0 {
		return "", false
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	s := string(utf16.Decode(units))
	return s, !strings.ContainsRune(s, 0) && !strings.ContainsRune(s, utf8.RuneError)
}

// no refuses a file.
func no(format string, args ...any) *bot.Refusal { return bot.Refuse(bot.ErrInvalid, format, args...) }
