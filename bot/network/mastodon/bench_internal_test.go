package mastodon

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// BenchmarkPlain reads the HTML of one long status.
func BenchmarkPlain(b *testing.B) {
	s := strings.Repeat(`<p>I saw a dark Lexus &amp; a bike<br />near <a href="https://example.org/a/long/path"><span class="invisible">https://</span><span>example.org/a/long/path</span></a>.</p>`, 20)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		plain(s)
	}
}

// BenchmarkThread finds out what is new in the longest thread that a server
// gives.
func BenchmarkThread(b *testing.B) {
	all := make([]told, 4096)
	for i := range all {
		all[i].ID = fmt.Sprint(115_000_000_000_000_000 + i)
		all[i].CreatedAt = wireTime{time.UnixMilli(int64(1_790_000_000_000 + i))}
	}
	from := marked(all, sums(all), 4090)
	b.ReportAllocs()
	for b.Loop() {
		if n := from.read(all, sums(all)); n != 4090 {
			b.Fatal(n)
		}
	}
}
