package media

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"
)

// Sort is what a file is, as far as an appeal is concerned.
type Sort string

// Sorts of file.
const (
	SortUnknown  Sort = ""
	SortPicture  Sort = "picture"
	SortVideo    Sort = "video"
	SortCaptions Sort = "captions"
)

// SniffBytes is how many of the first bytes of a file Sniff needs at most.
const SniffBytes = 1024

var (
	srtTime = regexp.MustCompile(`(?m)^\s*(\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}`)
	// still are the brands of ISO files with pictures (ISO/IEC 23008-12, AV1 Image
	// File Format 1.1).
	still = []string{"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"}
	// boxes begin an MP4 or QuickTime file.
	boxes = []string{"ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"}
)

// Sniff tells what a file is by its first bytes. The name counts only for captions,
// which are text like any other when they begin with something else than times.
func Sniff(head []byte, name string) Sort {
	has := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	at := func(i int, s string) bool { return len(head) >= i+len(s) && string(head[i:i+len(s)]) == s }
	switch {
	case has("\xff\xd8\xff"), has("\x89PNG\r\n\x1a\n"), has("GIF87a"), has("GIF89a"), has("RIFF") && at(8, "WEBP"),
		has("II*\x00"), has("MM\x00*"), has("BM") && len(head) > 30 && head[14] == 40:
		return SortPicture
	case len(head) >= 12 && at(4, "ftyp") && slices.Contains(still, string(head[8:12])):
		return SortPicture
	case len(head) >= 8 && head[0] == 0 && slices.Contains(boxes, string(head[4:8])): // no box here is longer than 16 MB, or it says 1
		return SortVideo
	case has("\x1a\x45\xdf\xa3"), has("RIFF") && at(8, "AVI "), has("\x00\x00\x01\xba"), transport(head), has("\x30\x26\xb2\x75\x8e\x66\xcf\x11"), has("FLV\x01"):
		return SortVideo
	case captions(head, name):
		return SortCaptions
	}
	return SortUnknown
}

// transport reports whether a file begins with packets of an MPEG transport stream.
func transport(head []byte) bool {
	const packet = 188
	return len(head) > 3*packet && head[0] == 0x47 && head[packet] == 0x47 && head[2*packet] == 0x47 && head[3*packet] == 0x47
}

func captions(head []byte, name string) bool {
	text, ok := decodeText(head[:len(head)&^1])
	if !ok {
		text = string(bytes.ToValidUTF8(head, nil)) // the head may end in the middle of a character
	}
	if strings.ContainsRune(text, 0) {
		return false
	}
	ext := strings.ToLower(path.Ext(name))
	return strings.HasPrefix(text, "WEBVTT") || srtTime.MatchString(text) || ext == ".srt" || ext == ".vtt"
}
