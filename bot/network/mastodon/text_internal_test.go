package mastodon

import "testing"

func TestPlain(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs and lines", `<p>One<br />two</p><p>three</p>`, "One\ntwo\n\nthree"},
		{"an empty line by hand", `<p>One<br /><br />two</p>`, "One\n\ntwo"},
		{"a line broken in the source", "<p>One\ntwo</p>\n<p>three</p>\n", "One\ntwo\n\nthree"},
		{"a break followed by one in the source", "<p>One<br>\ntwo</p>", "One\ntwo"},
		{"spaces are kept", `<p>two  spaces <b>bold</b> <i>it</i></p>`, "two  spaces bold it"},
		{"entities", `<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &#39;</p>`, "<script>alert(1)</script> &amp; '"},
		{
			"a link with its ends out of sight",
			`<p>See <a href="https://example.org/a/very/long/path/that/is/shortened?q=1" rel="nofollow"><span class="invisible">https://</span><span class="ellipsis">example.org/a/very/long/path/th</span><span class="invisible">at/is/shortened?q=1</span></a>.</p>`,
			"See https://example.org/a/very/long/path/that/is/shortened?q=1.",
		},
		{"a link that is not what it says", `<a href="https://evil.example/">https://bank.example/</a>`, "https://bank.example/ (https://evil.example/)"},
		{"a link cut short", `<a href="https://example.org/long">example.org/lo…</a>`, "https://example.org/long"},
		{"a link without text", `<a href="https://example.org/"><img src="x"></a>`, "https://example.org/"},
		{"a link that goes nowhere", `<a href="javascript:alert(1)">press</a>`, "press"},
		{"a mention", `<p><span class="h-card"><a href="https://m.example/@a" class="u-url mention">@<span>a</span></a></span> yes</p>`, "@a yes"},
		{"a hashtag", `<p><a href="https://m.example/tags/x" class="mention hashtag">#<span>x</span></a></p>`, "#x"},
		{"a list", `<p>Seen:</p><ul><li>a car</li><li>a bike</li></ul><p>Bye</p>`, "Seen:\n\n- a car\n- a bike\n\nBye"},
		{"code", "<pre><code>a\n  b</code></pre>", "a\n  b"},
		{"what nobody reads", `<style>p{}</style><script>x</script><p>text</p>`, "text"},
		{"not HTML", `a < b & c`, "a < b & c"},
		{"nothing", ``, ""},
	} {
		if got := plain(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"", "<p>a<br>b</p>", `<a href="https://x.example/">y</a>`, "<li>", "\xff<p>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a, b := plain(s), plain(s); a != b {
			t.Errorf("plain(%q) = %q and %q", s, a, b)
		}
	})
}
