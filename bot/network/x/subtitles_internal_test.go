package x

import "testing"

func TestSubRip(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"a header only", "WEBVTT\n", ""},
		{
			"cues", "\ufeffWEBVTT - Van\r\n\r\nNOTE not for anybody\r\n\r\n00:01.000 --> 00:03.500 line:0 align:start\r\n<v Ann>What was <i>that</i>?\r\nA &lt;shot&gt; &amp; more\r\n\r\nsecond\r\n1:00:04.000 --> 01:00:05.250\r\nRun!\r\n",
			"1\n00:00:01,000 --> 00:00:03,500\nWhat was that?\nA <shot> & more\n\n2\n01:00:04,000 --> 01:00:05,250\nRun!\n\n",
		},
		{"a cue without words", "WEBVTT\n\n00:01.000 --> 00:02.000\n<b></b>\n", ""},
		{"no times", "WEBVTT\n\nhello\nthere\n", ""},
	} {
		if got := subRip(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	for in, want := range map[string]string{"en": "EN", "fr-CA": "FR", "zh-Hant": "ZH", "haw": "", "": "", "!": ""} {
		if got := languageCode(in); got != want {
			t.Errorf("languageCode(%q) = %q, want %q", in, got, want)
		}
	}
	if got := languageName("FR"); got != "français" {
		t.Errorf("languageName = %q", got)
	}
}
