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
func (p *precinct) public(text string) []string {
	p.t.Helper()
	_, page := fetch(p.t, p.wall)
	var out []string
	for _, m := range piece.FindAllStringSubmatch(page, -1) {
		if strings.Contains(flat(html.UnescapeString(m[2])), text) {
			out = append(out, m[1])
		}
	}
	return out
}

// published waits until exactly n public posts say this.
func (p *precinct) published(n int, text string) []string {
	p.t.Helper()
	p.until(fmt.Sprintf("%d posts say %q", n, text), func() bool { return len(p.public(text)) >= n })
	ids := p.public(text)
	if len(ids) != n {
		p.t.Fatalf("%d posts say %q, want %d", len(ids), text, n)
	}
	return ids
}

// visit lets the public do something on the wall's page.
func (p *precinct) visit(what string, values url.Values) {
	p.t.Helper()
	req, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.wall+"/wall/"+what, strings.NewReader(values.Encode()))
	p.must(err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultClient.Do(req)
	p.must(err)
	defer resp.Body.Close()
	if body, _ := io.ReadAll(resp.Body); resp.StatusCode != http.StatusOK {
		p.t.Fatalf("%s: %s %s", what, resp.Status, body)
	}
}

// answer lets the public answer a post.
func (p *precinct) answer(post, text string) {
	p.t.Helper()
	p.visit("answer", url.Values{"id": {post}, "visitor": {"Pat"}, "text": {text}})
}
