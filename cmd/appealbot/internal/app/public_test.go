package app

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// piece is a part of a public post on the wall's page, unless it was taken down.
var piece = regexp.MustCompile(`(?s)id="piece-([^"]+)"[^>]*>\s*<div class="text"[^>]*>(.*?)</div>`)

// public are the ids of what is public and says this.
func (d *department) public(text string) []string {
	d.t.Helper()
	_, page := fetch(d.t, d.wall)
	var out []string
	for _, m := range piece.FindAllStringSubmatch(page, -1) {
		if strings.Contains(flat(html.UnescapeString(m[2])), text) {
			out = append(out, m[1])
		}
	}
	return out
}

// published waits until exactly n public posts say this.
func (d *department) published(n int, text string) []string {
	d.t.Helper()
	d.until(fmt.Sprintf("%d posts say %q", n, text), func() bool { return len(d.public(text)) >= n })
	ids := d.public(text)
	if len(ids) != n {
		d.t.Fatalf("%d posts say %q, want %d", len(ids), text, n)
	}
	return ids
}

// visit lets the public do something on the wall's page.
func (d *department) visit(what string, values url.Values) {
	d.t.Helper()
	req, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.wall+"/wall/"+what, strings.NewReader(values.Encode()))
	d.must(err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(req)
	d.must(err)
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		d.t.Fatalf("%s: %s %s", what, resp.Status, body)
	}
}

// answer lets the public answer a post.
func (d *department) answer(post, text string) {
	d.t.Helper()
	d.visit("answer", url.Values{"id": {post}, "visitor": {"Pat"}, "text": {text}})
}
