package x

import (
	"fmt"
	"regexp"
	"strings"

	tags "golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// X takes subtitles as SubRip (docs.x.com/x-api/media, 2026-08-22); captions are kept
// as WebVTT.

var (
	cueTimes = regexp.MustCompile(`^((?:\d+:)?\d\d:\d\d)\.(\d{3})[ \t]+-->[ \t]+((?:\d+:)?\d\d:\d\d)\.(\d{3})`)
	cueTag   = regexp.MustCompile(`<[^<>]*>`)
)

// subRip is a WebVTT file as SubRip: the same words at the same times, without what
// WebVTT says about where and how they are shown. Empty when it has no words.
func subRip(vtt string) string {
	vtt = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(vtt, "\ufeff"))
	var b strings.Builder
	n := 0
	for block := range strings.SplitSeq(vtt, "\n\n") {
		lines := strings.Split(strings.Trim(block, "\n"), "\n")
		for i, l := range lines[:min(2, len(lines))] { // a cue may have a name before its times
			m := cueTimes.FindStringSubmatch(l)
			if m == nil {
				continue
			}
			if words := plainWords(lines[i+1:]); words != "" {
				n++
				fmt.Fprintf(&b, "%d\n%s,%s --> %s,%s\n%s\n\n", n, hours(m[1]), m[2], hours(m[3]), m[4], words)
			}
			break
		}
	}
	return b.String()
}

// hours gives a time its hours where WebVTT may leave them out.
func hours(t string) string {
	if strings.Count(t, ":") == 1 {
		return "00:" + t
	}
	if strings.IndexByte(t, ':') == 1 {
		return "0" + t
	}
	return t
}

// plainWords are the lines of a cue without markup.
func plainWords(lines []string) string {
	var out []string
	for _, l := range lines {
		l = cueTag.ReplaceAllString(l, "")
		l = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&nbsp;", " ", "&lrm;", "", "&rlm;", "", "&amp;", "&").Replace(l)
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}

// languageCode is a language as X writes it, "EN"; empty for what has no code of two
// letters.
func languageCode(tag string) string {
	t, err := tags.Parse(tag)
	if err != nil {
		return ""
	}
	base, _ := t.Base()
	if s := base.String(); len(s) == 2 {
		return strings.ToUpper(s)
	}
	return ""
}

// languageName is its name in itself: "Français".
func languageName(code string) string {
	t, err := tags.Parse(code)
	if err != nil {
		return code
	}
	return display.Self.Name(t)
}
