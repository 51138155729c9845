package practice_test

import (
	"fmt"
	"testing"

	"appealbot/bot/network"
	"appealbot/bot/network/practice"
)

// BenchmarkReplies reads 10,000 answers over HTTP in pages of 100.
func BenchmarkReplies(b *testing.B) {
	w := newWall(b, practice.Options{})
	c := open(b, w, "metro")
	post := c.Publish(b.Context(), attempt(b, c, "k", "Witnesses wanted."))
	for i := range 10 {
		texts := make([]string, 1000)
		for j := range texts {
			texts[j] = fmt.Sprintf("Answer %d/%d: I saw a dark Lexus on Lakeshore.", i, j)
		}
		_, err := w.Flood(eve, post.Remote, texts)
		must(b, err)
	}
	b.ReportAllocs()
	for b.Loop() {
		n, cursor := 0, ""
		for more := true; more; {
			p, err := c.Replies(b.Context(), network.Query{Cursor: cursor})
			must(b, err)
			n, cursor, more = n+len(p.Items), p.Next, p.More
		}
		b.ReportMetric(float64(n), "answers/op")
	}
}
