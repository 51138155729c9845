package adapter_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
	"appealbot/bot/chat/chattest"
)

// moody gives a film as its faults allow: each call takes one.
type moody struct {
	size  int64
	cuts  []int64 // after how many bytes the connections break; -1: nothing comes for ever
	asked []int64 // from where
}

// Infos implements adapter.Fetcher.
func (m *moody) Infos(context.Context, adapter.Drop) ([]adapter.FileInfo, error) { return nil, nil }

// Fetch implements adapter.Fetcher.
func (m *moody) Fetch(ctx context.Context, _ adapter.FileInfo, from int64, to io.Writer) error {
	m.asked = append(m.asked, from)
	film := chattest.Film(m.size)
	if len(m.cuts) == 0 {
		_, err := io.Copy(to, io.NewSectionReader(film, from, m.size-from))
		return err
	}
	n := m.cuts[0]
	m.cuts = m.cuts[1:]
	if n < 0 {
		<-ctx.Done()
		return ctx.Err()
	}
	if _, err := io.Copy(to, io.NewSectionReader(film, from, n)); err != nil {
		return err
	}
	return errors.New("connection reset")
}

// A video that breaks off on its way goes on from there, and is whole when it is
// told of.
func TestVideoThatBreaksOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const size = 3_000_000
		want, _, err := new(chattest.Vault).Put(chattest.Film(size))
		if err != nil {
			t.Fatal(err)
		}
		for name, cuts := range map[string][]int64{
			"never": nil, "once": {1_000_000}, "often": {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, "silent": {5, -1}, "silent and deaf": {5, 0, 0, -1},
		} {
			m, v := &moody{size: size, cuts: cuts}, &chattest.Vault{}
			b := adapter.Bounds{File: 1 << 20, Held: adapter.MaxHeld, Keep: v}
			files, err := b.Take(t.Context(), m, []adapter.FileInfo{{ID: "f", Name: "a/clip.mp4", Type: "video/mp4", Size: size}})
			if err != nil || len(files) != 1 || files[0].Held != want || files[0].Size != size || files[0].Data != nil || v.Kept.Load() != 1 {
				t.Errorf("%s: %+v, %v; asked from %v", name, files, err, m.asked)
			}
		}
	})
}

// A video that does not come whole is not told of, and leaves nothing behind.
func TestVideoThatDoesNotCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const said = 1000
		for name, m := range map[string]*moody{
			"nothing": {size: said, cuts: []int64{0}},
			"no more": {size: said, cuts: []int64{5, 0, 0, 0, 0, 0}},
			"more":    {size: said + 1},
			"less":    {size: said - 1},
		} {
			v := &chattest.Vault{}
			files, err := adapter.Bounds{File: 10, Held: 2000, Keep: v}.Take(t.Context(), m, []adapter.FileInfo{{Name: "clip.mp4", Type: "video/mp4", Size: said}})
			if err == nil || len(files) != 0 || v.Kept.Load() != 0 {
				t.Errorf("%s: %+v, %v", name, files, err)
			}
			_, never := errors.AsType[*adapter.Unfetchable](err)
			if never != (name == "more") {
				t.Errorf("%s: %v", name, err)
			}
		}
		m := &moody{size: said}
		full := errors.New("the disk is full")
		if _, err := (adapter.Bounds{File: 10, Held: 2000, Keep: deaf{full}}).Take(t.Context(), m, []adapter.FileInfo{{Name: "clip.mp4", Size: said}}); !errors.Is(err, full) || len(m.asked) != 1 {
			t.Errorf("a full disk: %v, asked from %v", err, m.asked)
		}
	})
}

// deaf keeps nothing.
type deaf struct{ err error }

// Put implements chat.Keeper.
func (d deaf) Put(interface{ Read(p []byte) (int, error) }) (string, int64, error) {
	return "", 0, d.err
}

// What goes to the keeper and what is refused is seen before anything is fetched.
func TestBounds(t *testing.T) {
	info := func(name, kind string, size int64) adapter.FileInfo {
		return adapter.FileInfo{Name: name, Type: kind, Size: size}
	}
	for _, tt := range []struct {
		file    adapter.FileInfo
		refused string // with a keeper
		without string // without one
		held    bool
	}{
		{info("a.png", "image/png", 10), "", "", false},
		{info("a.PNG", "", 10), "", "", false},
		{info("a.png", "image/png", 101), "", "too large", true},
		{info("a.mp4", "video/mp4", 10), "", "", true},
		{info("a.mp4", "", 1000), "", "too large", true},
		{info("a.mp4", "video/mp4", 1001), "Cut it", "too large", true},
		{info("a.vtt", "text/vtt", 10), "", "", false},
		{info("a.srt", "text/plain", 10), "", "", false},
		{info("a.srt", "application/x-subrip", 10), "", "", false},
		{info("a.txt", "text/plain", 10), "neither", "neither", false},
		{info("a.exe", "application/octet-stream", 10), "", "", true},
	} {
		with := adapter.Bounds{File: 100, Held: 1000, Keep: &chattest.Vault{}}
		without := with
		without.Keep = nil
		for b, want := range map[*adapter.Bounds]string{&with: tt.refused, &without: tt.without} {
			if got := b.Unfit([]adapter.FileInfo{tt.file}); (got == "") != (want == "") || !strings.Contains(got, want) {
				t.Errorf("%+v: %q, want %q", tt.file, got, want)
			}
		}
		if tt.refused != "" {
			continue
		}
		files, err := with.Take(t.Context(), &moody{size: tt.file.Size}, []adapter.FileInfo{tt.file})
		if err != nil || len(files) != 1 || (files[0].Held != "") != tt.held || (files[0].Data == nil) != tt.held {
			t.Errorf("%+v: %+v, %v", tt.file, files, err)
		}
	}
}

var _ chat.Keeper = deaf{}
