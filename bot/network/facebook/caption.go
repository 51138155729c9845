package facebook

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// locales are those that Facebook has captions in, for languages that come without
// a region.
var locales = map[string]string{
	"ar": "ar_AR", "de": "de_DE", "en": "en_US", "es": "es_LA", "fa": "fa_IR", "fr": "fr_CA", "hi": "hi_IN", "it": "it_IT", "ja": "ja_JP",
	"ko": "ko_KR", "nl": "nl_NL", "pl": "pl_PL", "pt": "pt_BR", "ru": "ru_RU", "tl": "tl_PH", "tr": "tr_TR", "uk": "uk_UA", "ur": "ur_PK",
	"vi": "vi_VN", "zh": "zh_CN",
}

// locale is a language as Facebook names it: "en_US".
func locale(language string) string {
	lang, region, _ := strings.Cut(strings.ReplaceAll(language, "_", "-"), "-")
	lang = strings.ToLower(lang)
	if len(region) == 2 {
		return lang + "_" + strings.ToUpper(region)
	}
	if l, ok := locales[lang]; ok {
		return l
	}
	return lang + "_" + strings.ToUpper(lang)
}

var (
	cueTimes = regexp.MustCompile(`^((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})`)
	cueTag   = regexp.MustCompile(`<[^>]*>`)
)

// subRip makes the SRT file that Facebook takes of a WebVTT file: cues with
// numbers, times with a comma, and words without marks.
func subRip(vtt []byte) ([]byte, error) {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(vtt), "\ufeff"))
	if !strings.HasPrefix(text, "WEBVTT") {
		return nil, errors.New("read captions: it is no WebVTT file")
	}
	plain := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&nbsp;", " ", "&lrm;", "", "&rlm;", "", "&amp;", "&")
	var b strings.Builder
	n := 0
	for block := range strings.SplitSeq(text, "\n\n") {
		lines := strings.Split(strings.Trim(block, "\n"), "\n")
		if len(lines) > 1 && !strings.Contains(lines[0], "-->") {
			lines = lines[1:] // the cue's name
		}
		t := cueTimes.FindStringSubmatch(lines[0])
		if t == nil || len(lines) < 2 {
			continue // the head, a note, a style
		}
		n++
		words := plain.Replace(cueTag.ReplaceAllString(strings.Join(lines[1:], "\n"), ""))
		fmt.Fprintf(&b, "%d\n%s --> %s\n%s\n\n", n, cueTime(t[1]), cueTime(t[2]), words)
	}
	if n == 0 {
		return nil, errors.New("read captions: there are none in the file")
	}
	return []byte(b.String()), nil
}

// cueTime is a time as SRT writes it: "00:01:02,345".
func cueTime(s string) string {
	if strings.Count(s, ":") == 1 {
		s = "00:" + s
	}
	return strings.Replace(s, ".", ",", 1)
}
