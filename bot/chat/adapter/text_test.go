package adapter_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

func TestReadable(t *testing.T) {
	for in, want := range map[string]string{
		"as it is\n\tä": "as it is\n\tä", "a\r\nb": "a\nb", "a\rb": "a\uFFFDb", "\x00\x1b[1m": "\uFFFD\uFFFD[1m", "\xff\xfe": "\uFFFD",
	} {
		if got := adapter.Readable(in); got != want {
			t.Errorf("Readable(%q) = %q, want %q", in, got, want)
		}
	}
	if got := adapter.OneLine(" two\n\n lines\t"); got != "two lines" {
		t.Errorf("OneLine: %q", got)
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"list.csv": "list.csv", "../../etc/passwd": "passwd", `C:\temp\list.csv`: "list.csv", "": "file", "/": "file", "..": "file", ".": "file", "a\nb": "a b",
	} {
		if got := adapter.FileName(in); got != want {
			t.Errorf("FileName(%q) = %q, want %q", in, got, want)
		}
	}
	if got := adapter.FileName(strings.Repeat("ä", 200)); len(got) > 120 || !utf8.ValidString(got) {
		t.Errorf("FileName of a long one: %q", got)
	}
}

// What is cut is a beginning of the text, no longer than it may be; pieces are
// the text.
func FuzzCut(f *testing.F) {
	for _, s := range []string{"", "word", "two words", "line\nline", strings.Repeat("ä", 50), strings.Repeat("word ", 20), "\xff\xff\xff\xff"} {
		f.Add(s, 7)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		n = 4 + (n%100+100)%100
		long := utf8.RuneCountInString(s) > n
		for name, got := range map[string]string{"Cut": adapter.Cut(s, n), "CutBytes": adapter.CutBytes(s, n)} {
			size := utf8.RuneCountInString(got)
			if name == "CutBytes" {
				long, size = len(s) > n, len(got)
			}
			head, cut := strings.CutSuffix(got, "…")
			switch {
			case size > n && utf8.ValidString(s):
				t.Errorf("%s(%q, %d) = %q is too long", name, s, n, got)
			case name == "Cut" && !long && got != s, name == "CutBytes" && len(s) <= n && got != s:
				t.Errorf("%s(%q, %d) = %q, though it fits", name, s, n, got)
			case got != s && utf8.ValidString(s) && (!cut || !strings.HasPrefix(s, head)):
				t.Errorf("%s(%q, %d) = %q is no beginning", name, s, n, got)
			}
		}
		ps := adapter.Pieces(s, n)
		for _, p := range ps {
			if p == "" || utf8.RuneCountInString(p) > n {
				t.Errorf("Pieces(%q, %d): %q", s, n, p)
			}
		}
		if strings.Join(ps, "") != s {
			t.Errorf("Pieces(%q, %d) = %q are another text", s, n, ps)
		}
	})
}

// A text is cut where a line or a word ends, if that is not too early.
func TestHalves(t *testing.T) {
	for _, c := range []struct{ in, head string }{
		{"short", "short"}, {"one line\nand another", "one line\n"}, {"one two three four", "one two "}, {"a bcdefghijkl", "a bcdefghi"}, {"äöüäöüäöüäöü", "äöüäöüäöüä"},
	} {
		if head, rest := adapter.Halves(c.in, 10); head != c.head || head+rest != c.in {
			t.Errorf("Halves(%q) = %q, %q; want %q", c.in, head, rest, c.head)
		}
	}
}

// An appeal shows the same picture for every account; it counts once.
func TestFiles(t *testing.T) {
	car := chat.File{Name: "car.png", Type: "image/png", Alt: "A car", Data: []byte("1")}
	m := chat.Message{Text: "t", Files: []chat.File{{Name: "a.csv", Data: []byte("2")}}, Sections: []chat.Section{
		{Text: "one", Images: []chat.File{car}}, {Text: "two", Images: []chat.File{car, {Name: "car.png", Data: []byte("another")}}},
	}}
	fs := adapter.Files(m)
	if len(fs) != 3 || len(m.Files) != 1 {
		t.Errorf("files: %v, want each once", fs)
	}
	if ds := adapter.FileDigests(fs); ds[1] == ds[2] || ds[1] != adapter.FileDigest(car) {
		t.Errorf("digests: %q", ds)
	}
	if got := adapter.Caption(car); got != "car.png: A car" {
		t.Errorf("caption: %q", got)
	}
}

// Whatever a message shows has a part in its name, and nothing else has.
func TestShow(t *testing.T) {
	m := func() chat.Message {
		return chat.Message{Text: "t", Sections: []chat.Section{{Images: []chat.File{{Name: "a", Data: []byte("1")}}}}, Files: []chat.File{{Name: "b", Data: []byte("2")}}}
	}
	if a := m(); adapter.Show(a) != adapter.Show(m()) || string(a.Files[0].Data) != "2" || string(a.Sections[0].Images[0].Data) != "1" {
		t.Error("the same has two names, or naming it changes it")
	}
	seen := map[string]bool{adapter.Show(m()): true}
	for i, change := range []func(*chat.Message){
		func(m *chat.Message) { m.Text += "!" },
		func(m *chat.Message) { m.Files[0].Data = []byte("3") },
		func(m *chat.Message) { m.Sections[0].Images[0].Data = []byte("3") },
		func(m *chat.Message) { m.Buttons = []chat.Button{{Label: "OK"}} },
		func(m *chat.Message) { m.Mention = []string{ann} },
	} {
		other := m()
		if change(&other); seen[adapter.Show(other)] {
			t.Errorf("change %d has no other name", i)
		}
		seen[adapter.Show(other)] = true
	}
}

// Parts do not run into each other.
func TestDigest(t *testing.T) {
	seen := map[string]bool{}
	for _, parts := range [][]string{{}, {""}, {"", ""}, {"ab"}, {"a", "b"}, {"a", "b", ""}, {"1:a"}} {
		d := adapter.Digest(parts...)
		if seen[d] || len(d) != 24 {
			t.Errorf("Digest(%q) = %q, as of another or of another length", parts, d)
		}
		seen[d] = true
	}
	a, b := map[string][]string{"x": {"1", "2"}, "y": nil}, map[string][]string{"x": {"1"}, "y": {"2"}}
	if adapter.ValuesDigest(a) == adapter.ValuesDigest(b) || adapter.ValuesDigest(a) != adapter.ValuesDigest(map[string][]string{"y": nil, "x": {"1", "2"}}) {
		t.Error("ValuesDigest takes one form for another, or for none")
	}
}
