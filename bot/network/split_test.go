package network_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"appealbot/bot"
	"appealbot/bot/network"
)

func TestSplitCutsWhereAPersonWould(t *testing.T) {
	for _, tt := range []struct {
		name  string
		limit int
		want  []string // the text is these, joined by one space
	}{
		{"fits", 80, []string{"Witnesses wanted. Call 416-808-2222."}},
		{"sentences", 40, []string{"Witnesses wanted on Lakeshore Blvd. W.", "A dark Lexus left eastbound.", "Did you see it?"}},
		{"as many sentences as fit", 32, []string{"Seen him? Call us. Be careful.", "Do not approach him."}},
		{"title and name", 34, []string{"A man was hurt. Please call", "Const. Singh of 14 Division today."}},
		{"saints and streets", 31, []string{"Look out for her. She was near", "St. George and Bloor St. West."}},
		{"time of day", 30, []string{"He was last seen there at", "1:30 a.m. Monday by a friend."}},
		{"phone number", 32, []string{"If you know more, please dial", "416 808 2222 or Crime Stoppers."}},
		{"phone number with area code", 32, []string{"If you know more, please dial", "(416) 808-2222 at any hour, ok?"}},
		{"plate", 30, []string{"The car is a grey Civic with", "ABCD 123 on its plate, dented"}},
		{"decimal", 29, []string{"The collision was about", "2.5 km north of there at 3.30"}},
		{"address", 40, []string{"Send your dash-cam video to us at", "https://metro.example/tips/2026.Lakeshore"}},
		{"number sign", 34, []string{"Come to the station, Division", "No. 5 on Bay St. It opens at 8."}},
		{"initials", 31, []string{"The suspect was known as", "J. R. Smith and is 1.80 m tall."}},
		{"quoted", 30, []string{"He shouted “Get out!”", "Then he ran to a van."}},
		{"list", 22, []string{"We want to know:", "1. Who was there then?", "2. What did they do?"}},
		{"French", 44, []string{"Avez-vous vu quelque chose ? Appelez-nous.", "Le 1er nov. vers 2 h 30, une Lexus a fui."}},
		{"French titles", 28, []string{"Prière de bien demander", "Mme. Tremblay ou M. Roy ici."}},
		{"French marks", 22, []string{"Avez-vous vu", "« Alain » ? Oui !"}},
		{"no sentence in reach", 20, []string{"one two three four", "five six seven eight", "nine"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := strings.Join(tt.want, " ")
			if tt.name == "list" {
				text = strings.Join(tt.want, "\n")
			}
			limit := tt.limit
			if tt.name == "address" {
				limit = 41
			}
			got, ok := network.Split(text, limit, utf8.RuneCountInString, false)
			if !ok || !slices.Equal(got, tt.want) {
				t.Errorf("Split(%q, %d)\n got %q\nwant %q", text, limit, got, tt.want)
			}
		})
	}
}

func TestSplitFillsUpBeforeASentenceThatMustBeCutAnyway(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("word ", 30)) + "."
	got, ok := network.Split("Hear us. "+long, 40, utf8.RuneCountInString, false)
	if !ok || got[0] != "Hear us. word word word word word word" {
		t.Errorf("first part %q of %d", got[0], len(got))
	}
}

func TestSplitMakesNoPartOfWhiteSpace(t *testing.T) {
	got, ok := network.Split("Witnesses \u00a0 \u202f \n\n", 6, utf8.RuneCountInString, false)
	if !ok || !slices.Equal(got, []string{"Witnes", "ses"}) {
		t.Errorf("%q, %v", got, ok)
	}
}

func TestSplitNumbersTheParts(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("A sentence of 24 letters. ", 12))
	for _, limit := range []int{33, 60, 120} {
		got, ok := network.Split(text, limit, utf8.RuneCountInString, true)
		if !ok || len(got) < 2 {
			t.Fatalf("limit %d: %q, %v", limit, got, ok)
		}
		for i, p := range got {
			if !strings.HasSuffix(p, fmt.Sprintf(" (%d/%d)", i+1, len(got))) || utf8.RuneCountInString(p) > limit {
				t.Errorf("limit %d: part %q", limit, p)
			}
		}
	}
}

func TestSplitWhereNothingFits(t *testing.T) {
	family := "👨‍👩‍👧‍👦" // one character, seven code points
	if got, ok := network.Split(family+family, 6, utf8.RuneCountInString, false); ok {
		t.Errorf("a character was cut: %q", got)
	}
	if got, ok := network.Split(family+family, 1, network.Graphemes, false); !ok || !slices.Equal(got, []string{family, family}) {
		t.Errorf("between two characters: %q, %v", got, ok)
	}
	if got, ok := network.Split(strings.Repeat("long ", 100), 6, utf8.RuneCountInString, true); ok {
		t.Errorf("there is no room for numbers, but: %q", got)
	}
	if got, ok := network.Split("word", 0, utf8.RuneCountInString, false); ok {
		t.Errorf("limit 0: %q", got)
	}
}

// weighted counts links as 23, as some networks do: a part of a text can be
// longer than the whole.
func weighted(s string) int {
	n := 0
	for i, w := range strings.Fields(s) {
		if i > 0 {
			n++
		}
		if strings.HasPrefix(w, "https://") {
			n += 23
		} else {
			n += network.Graphemes(w)
		}
	}
	return n
}

var counts = map[string]func(string) int{
	"bytes":     func(s string) int { return len(s) },
	"runes":     utf8.RuneCountInString,
	"graphemes": network.Graphemes,
	"weighted":  weighted,
}

// checkSplit holds what must be true of every text.
func checkSplit(t interface{ Errorf(string, ...any) }, text string, limit int, name string, number bool) {
	count := counts[name]
	parts, ok := network.Split(text, limit, count, number)
	if !ok {
		if limit >= 60 && name != "bytes" && name != "runes" && len(text) < 20*limit {
			t.Errorf("Split(%q, %d, %s) says that it cannot be done", text, limit, name)
		}
		return
	}
	var joined strings.Builder
	for i, p := range parts {
		if n := count(p); n > limit {
			t.Errorf("Split(%q, %d, %s): part %d has %d", text, limit, name, i+1, n)
		}
		if utf8.ValidString(text) && !utf8.ValidString(p) {
			t.Errorf("Split(%q, %d, %s): part %q is not text", text, limit, name, p)
		}
		if number && len(parts) > 1 {
			p = strings.TrimSuffix(p, fmt.Sprintf(" (%d/%d)", i+1, len(parts)))
			if strings.TrimSpace(p) == "" {
				t.Errorf("Split(%q, %d, %s): part %d is empty", text, limit, name, i+1)
			}
		}
		joined.WriteString(p)
	}
	if a, b := solid(text), solid(joined.String()); utf8.ValidString(text) && a != b {
		t.Errorf("Split(%q, %d, %s) lost something: %q", text, limit, name, b)
	}
}

func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestSplitLosesNothing(t *testing.T) {
	word := rapid.OneOf(
		rapid.SampledFrom([]string{
			"Witnesses", "wanted.", "Const.", "Singh", "1:30", "a.m.", "416", "808", "2222", "ABCD", "123", "St.", "No.", "5",
			"https://metro.example/tips?case=2026-1234567", "«", "»", "?", "!", "👨‍👩‍👧‍👦", "🇨🇦", "é́", "क्षि", "\n\n", "\n", "-", "…",
			strings.Repeat("x", 90), "\u00a0", "\u200d", "\u0301", "(1/3)",
		}),
		rapid.StringN(0, 12, -1),
	)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(word, 0, 120).Draw(t, "words"), rapid.SampledFrom([]string{" ", "  ", "\n", ""}).Draw(t, "gap"))
		limit := rapid.IntRange(1, 300).Draw(t, "limit")
		name := rapid.SampledFrom([]string{"bytes", "runes", "graphemes", "weighted"}).Draw(t, "count")
		checkSplit(t, text, limit, name, rapid.Bool().Draw(t, "number"))
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("Witnesses wanted. Call Const. Singh at 416 808 2222, 1:30 a.m. to 2 p.m.", 30, true)
	f.Add("Avez-vous vu quelque chose ? « Oui. » \n\n1. Non", 12, false)
	f.Add("👨‍👩‍👧‍👦🇨🇦é́ \xff\xfe x\u0301", 5, true)
	f.Fuzz(func(t *testing.T, text string, limit int, number bool) {
		if len(text) > 2000 {
			return
		}
		for name := range counts {
			checkSplit(t, text, limit%400, name, number)
		}
	})
}

func TestFitPutsPicturesOnTheFirstParts(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("Nineteen characters. ", 6))
	media := []bot.MediaUse{{Digest: "a", Type: "image/png"}, {Digest: "b", Type: "image/png"}, {Digest: "c", Type: "image/png"}}
	f := network.Fitting{
		Limits: network.Limits{Text: 50, Media: 2, Alt: 10}, Count: utf8.RuneCountInString, Name: "Chirp", Types: []string{"image/png"},
	}
	parts, err := network.Fit(text, media, f)
	if err != nil || len(parts) != 3 || len(parts[0].Media) != 2 || len(parts[1].Media) != 1 || len(parts[2].Media) != 0 {
		t.Fatalf("%+v, %v", parts, err)
	}
	if p := parts[0]; p.Limit != 50 || p.Count != utf8.RuneCountInString(p.Text) {
		t.Errorf("counted %d of %d", p.Count, p.Limit)
	}
	for name, try := range map[string]func() ([]bot.Part, error){
		"nothing to say":    func() ([]bot.Part, error) { return network.Fit(" \n", media, f) },
		"too long a thread": func() ([]bot.Part, error) { return network.Fit(strings.Repeat(text, 20), nil, f) },
		"too many pictures": func() ([]bot.Part, error) { return network.Fit("One.", media, f) },
		"alt text too long": func() ([]bot.Part, error) {
			return network.Fit("One.", []bot.MediaUse{{Type: "image/png", Alt: "eleven char"}}, f)
		},
		"type not taken": func() ([]bot.Part, error) { return network.Fit("One.", []bot.MediaUse{{Type: "image/heic"}}, f) },
		"no room for a word": func() ([]bot.Part, error) {
			return network.Fit("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", nil, network.Fitting{Limits: network.Limits{Text: 3}, Count: f.Count, Name: "Chirp"})
		},
	} {
		parts, err := try()
		var r *bot.Refusal
		if !asRefusal(err, &r) || parts != nil || !strings.Contains(r.Text, "Chirp") {
			t.Errorf("%s: %v, %v", name, parts, err)
		}
	}
}

func asRefusal(err error, r **bot.Refusal) bool {
	got, ok := err.(*bot.Refusal) //nolint:errorlint // The refusal itself is promised.
	*r = got
	return ok
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("Investigators would like to hear from anybody who drove on Lakeshore Blvd. W. between 1 and 2 a.m. with a dash-cam. ", 170)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := network.Split(text, 280, network.Graphemes, true); !ok {
			b.Fatal("not split")
		}
	}
}

// Every part but the first leaves the room that is asked for.
func TestFitLeavesRoomInLaterParts(t *testing.T) {
	text := strings.Repeat("Call 416 808 2222. ", 30)
	parts, err := network.Fit(text, nil, network.Fitting{
		Limits: network.Limits{Text: 100, Media: 4}, Count: utf8.RuneCountInString, Name: "Test", Later: 24,
	})
	if err != nil || len(parts) < 3 {
		t.Fatalf("%d parts, %v", len(parts), err)
	}
	for i, p := range parts {
		if p.Limit != 100 || p.Count != utf8.RuneCountInString(p.Text) || p.Count > 100 || i > 0 && p.Count > 76 {
			t.Errorf("part %d counts %d of %d", i+1, p.Count, p.Limit)
		}
	}
	if parts[0].Count <= 76 {
		t.Errorf("the first part counts %d: it left room, too", parts[0].Count)
	}
}
