package length_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"appealbot/bot/network/length"
)

// vectors reads one of the files that twitter-text publishes for whoever counts
// as X does (3.1.0, conformance/).
func vectors[T any](t *testing.T, name string) T {
	t.Helper()
	root, err := filepath.Abs("../../../..")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(root, "shared", "contracts", name))
	if err != nil {
		t.Skip("the published vectors are not beside the project: ", err)
	}
	var v struct{ Tests T }
	if err := yaml.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	return v.Tests
}

type vector[T any] struct {
	Description, Text string
	Expected          T
}

func TestPublishedWeights(t *testing.T) {
	type weighed = []vector[struct {
		WeightedLength int `yaml:"weightedLength"`
	}]
	v := vectors[struct {
		Tests      weighed `yaml:"WeightedTweetsWithDiscountedEmojiCounterTest"`
		Directions weighed `yaml:"UnicodeDirectionalMarkerCounterTest"`
	}](t, "twitter-text-validate.yml")
	all := slices.Concat(v.Tests, v.Directions)
	if len(all) < 20 {
		t.Fatalf("only %d vectors", len(all))
	}
	for _, c := range all {
		if got := length.Weighted(c.Text); got != c.Expected.WeightedLength {
			t.Errorf("%s: %d, want %d", c.Description, got, c.Expected.WeightedLength)
		}
	}
}

func TestPublishedLinks(t *testing.T) {
	type indexed = []vector[[]struct {
		URL     string
		Indices [2]int
	}]
	v := vectors[struct {
		URLs       []vector[[]string] `yaml:"urls"`
		TCo        []vector[[]string] `yaml:"tco_urls_with_params"`
		Indexed    indexed            `yaml:"urls_with_indices"`
		Directions indexed            `yaml:"urls_with_directional_markers"`
	}](t, "twitter-text-extract.yml")
	plain, placed := slices.Concat(v.URLs, v.TCo), slices.Concat(v.Indexed, v.Directions)
	if len(plain) < 90 || len(placed) < 12 {
		t.Fatalf("only %d and %d vectors", len(plain), len(placed))
	}
	for _, c := range plain {
		if got := texts(c.Text); !slices.Equal(got, c.Expected) {
			t.Errorf("%s: %q, want %q", c.Description, got, c.Expected)
		}
	}
	for _, c := range placed {
		links := length.Links(c.Text)
		if len(links) != len(c.Expected) {
			t.Errorf("%s: %v, want %v", c.Description, links, c.Expected)
			continue
		}
		for i, want := range c.Expected {
			l := links[i]
			at := [2]int{utf8.RuneCountInString(c.Text[:l.From]), utf8.RuneCountInString(c.Text[:l.To])}
			if c.Text[l.From:l.To] != want.URL || at != want.Indices {
				t.Errorf("%s: %q at %v, want %q at %v", c.Description, c.Text[l.From:l.To], at, want.URL, want.Indices)
			}
		}
	}
}

func TestPublishedEndings(t *testing.T) {
	v := vectors[map[string][]vector[[]string]](t, "twitter-text-tlds.yml")
	n := 0
	for _, c := range slices.Concat(v["country"], v["generic"]) {
		n++
		if got := texts(c.Text); !slices.Equal(got, c.Expected) {
			t.Errorf("%s: %q, want %q", c.Description, got, c.Expected)
		}
	}
	if n < 1500 {
		t.Fatalf("only %d vectors", n)
	}
}

// texts are the links of a text as they stand there.
func texts(s string) []string {
	out := []string{}
	for _, l := range length.Links(s) {
		out = append(out, s[l.From:l.To])
	}
	return out
}
