package guard

import (
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
)

func TestMedia(t *testing.T) {
	g := newGuard(t)
	for name, tc := range map[string]struct {
		media []Medium
		want  string // rules and fields
	}{
		"none":           {nil, ""},
		"described":      {[]Medium{{Field: "media.1", Alt: "A grey sedan."}}, "media_bystander media.1"},
		"still located":  {[]Medium{{Field: "media.1", Alt: "A grey sedan.", Located: true}}, "media_exif_gps media.1, media_bystander media.1"},
		"not described":  {[]Medium{{Field: "media.1"}}, "alt_text_missing media.1, media_bystander media.1"},
		"a file's name":  {[]Medium{{Field: "media.1", Alt: "IMG_2041.jpg"}}, "alt_text_missing media.1, media_bystander media.1"},
		"says nothing":   {[]Medium{{Field: "media.1", Alt: "Une photo"}}, "alt_text_missing media.1, media_bystander media.1"},
		"invisible":      {[]Medium{{Field: "media.1", Alt: "\u200b \u00ad"}}, "alt_text_missing media.1, media_bystander media.1"},
		"each by itself": {[]Medium{{Field: "media.1", Alt: "A car."}, {Field: "media.2", Alt: "A bag.", Video: true}}, "media_bystander media.1, media_bystander media.2"},
		"only the one at fault": {
			[]Medium{{Field: "media.1", Alt: "A car."}, {Field: "media.2", Video: true}},
			"alt_text_missing media.2, media_bystander media.1, media_bystander media.2",
		},
	} {
		fs, err := g.Check(Input{Kind: bot.Located, Media: tc.media})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range fs {
			got = append(got, f.Rule+" "+f.Field)
			if f.Tick != (f.Rule == "media_bystander") {
				t.Errorf("%s: %s must be confirmed by itself: %v", name, f.Rule, f.Tick)
			}
		}
		want := strings.FieldsFunc(tc.want, func(r rune) bool { return r == ',' })
		for i := range want {
			want[i] = strings.TrimSpace(want[i])
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}
