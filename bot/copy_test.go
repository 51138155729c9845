package bot_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"appealbot/bot"
)

func TestPlaceNames(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                  nil,
		"See {youtube} and {metro-video-2}": {"{youtube}", "{metro-video-2}"},
		"{a}{b}{a}":                         {"{a}", "{b}"},
		"{} {-a} {A} {a b} {a_b} {ä} {a":    nil,
		"{{x}}":                             {"{x}"},
		"{" + strings.Repeat("a", 64) + "}": {"{" + strings.Repeat("a", 64) + "}"},
		"{" + strings.Repeat("a", 65) + "}": nil,
	} {
		if got := bot.PlaceNames(text); !slices.Equal(got, want) {
			t.Errorf("%q has %q, want %q", text, got, want)
		}
	}
}

func TestUnplaced(t *testing.T) {
	for text, want := range map[string]string{
		"Watch {tube} now.":              "Watch now.",
		"Were you there?\n{tube}\nCall.": "Were you there?\nCall.",
		"{tube}":                         "",
		"One\n\n{tube}\n\nTwo":           "One\n\nTwo",
		"  keeps   other  lines\n{tube}": "keeps   other  lines",
		"{tube} {tube}":                  "",
		"{other} stays":                  "{other} stays",
		"Do you know him? Watch {tube}. Call 416-808-2222.":            "Do you know him? Call 416-808-2222.",
		"Do you know him? Watch the video: {tube}":                     "Do you know him?",
		"Do you know this man? {tube} Call 416-808-2222.":              "Do you know this man? Call 416-808-2222.",
		"Video: {tube} Call 416-808-2222.":                             "Call 416-808-2222.",
		"Call 416-808-2222: {tube}":                                    "Call 416-808-2222:",
		"He is armed. Do not approach {tube}. Call us.":                "He is armed. Do not approach. Call us.",
		"Tips: ask@police.example {tube}":                              "Tips: ask@police.example",
		"Fire.\n{metro} {tube}":                                        "Fire.\n{metro}",
		"See https://police.example/a {tube}":                          "See https://police.example/a",
		"Fire.\nPolice.example: {tube}":                                "Fire.\nPolice.example:",
		"{tube} shows the car.":                                        "shows the car.",
		"Watch {tube} first":                                           "Watch first",
		"The film at {tube}, from a dash-cam, shows a grey car. Call.": "The film at, from a dash-cam, shows a grey car. Call.",
	} {
		if got := bot.Unplaced(text, "{tube}"); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestFilled(t *testing.T) {
	p := bot.Part{Text: "{a} and {b} and {a}", Places: []bot.Place{{Name: "{a}", Account: "A", Sample: "12345"}, {Name: "{b}", Account: "B", Sample: "1"}}}
	if got := p.Sampled(); got != "12345 and 1 and 12345" {
		t.Errorf("with samples it is %q", got)
	}
	half, all := p.Filled(func(id bot.AccountID) string { return map[bot.AccountID]string{"A": "x"}[id] })
	if all || half.Text != "x and {b} and x" {
		t.Errorf("half filled it is %q (%v)", half.Text, all)
	}
	full, all := p.Filled(func(id bot.AccountID) string { return "https://" + string(id) })
	if !all || full.Text != "https://A and https://B and https://A" {
		t.Errorf("filled it is %q (%v)", full.Text, all)
	}
	if p.Text != "{a} and {b} and {a}" {
		t.Errorf("filling changed what was approved: %q", p.Text)
	}
}

func TestFallbacksSayWhatHappens(t *testing.T) {
	said := map[string]bot.Fallback{}
	for _, f := range []bot.Fallback{bot.FallWait, bot.FallWithout, bot.FallStop} {
		if other, again := said[f.Title()]; again || f.Title() == "" {
			t.Errorf("%q says %q, as %q does", f, f.Title(), other)
		}
		said[f.Title()] = f
	}
}

// Names are found where they stand, and nowhere after they were taken out or
// filled; nothing else of the text is lost.
func FuzzPlaces(f *testing.F) {
	f.Add("Watch {youtube} now.\n{a-b}", "https://youtu.be/x")
	f.Add("{{a}}{a}", "{a}")
	f.Add("\x00{a\n}{a}\r\n\xff", "")
	f.Add("{a} {aa} {a}a}", "x y\nz")
	f.Fuzz(func(t *testing.T, text, address string) {
		names := bot.PlaceNames(text)
		part := bot.Part{Text: text}
		rest := text
		for i, name := range names {
			if !strings.Contains(text, name) || slices.Index(names, name) != i {
				t.Fatalf("%q is not in %q, or twice in %q", name, text, names)
			}
			part.Places = append(part.Places, bot.Place{Name: name, Account: bot.AccountID(name), Sample: address})
			rest = bot.Unplaced(rest, name)
			if strings.Contains(rest, name) {
				t.Fatalf("%q is still in %q", name, rest)
			}
			if again := bot.Unplaced(rest, name); again != rest {
				t.Fatalf("%q becomes %q the second time", rest, again)
			}
		}
		if len(names) == 0 && strings.TrimSpace(rest) != strings.TrimSpace(text) {
			t.Fatalf("without a place %q becomes %q", text, rest)
		}
		if utf8.ValidString(text) && !utf8.ValidString(rest) {
			t.Fatalf("%q becomes %q", text, rest)
		}
		if words := strings.Fields(rest); len(words) > len(strings.Fields(text))+2*strings.Count(text, "{") {
			t.Fatalf("%q has more words than %q", rest, text)
		}
		filled, all := part.Filled(func(bot.AccountID) string { return address })
		if all != (address != "" || len(names) == 0) {
			t.Fatalf("filled with %q: %v", address, all)
		}
		if all && filled.Text != part.Sampled() {
			t.Fatalf("filled it is %q, with samples %q", filled.Text, part.Sampled())
		}
		if part.Text != text {
			t.Fatal("filling changed what was approved")
		}
	})
}
