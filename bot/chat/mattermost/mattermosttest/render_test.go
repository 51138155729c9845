package mattermosttest

import (
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
)

// TestRender holds the renderer to what the web client was seen to show. A
// letter that became a mark is missing, one that became a picture is replaced.
func TestRender(t *testing.T) {
	const pic = picture
	for _, c := range []struct {
		in, text string
		links    string // with spaces between
		remote   string
	}{
		{in: "plain text, 2 < 3 & more", text: "plain text, 2 < 3 & more"},
		{in: "*em* **strong** ~~gone~~ `code` snake_case_name _em_", text: "em strong gone code snake_case_name em"},
		{in: `\*em\* \_em\_ \~\~gone\~\~ \` + "`" + `code\` + "`", text: "*em* _em_ ~~gone~~ `code`"},
		{in: "# Title\n> quote\n- list\n1. list\n***\nend", text: "Title\nquote\nlist\nlist\nend"},
		{in: "Title\n===\nnext\n---", text: "Title\nnext"},
		{in: "| a | b |\n|---|---|\n| c | d |\n", text: "a\nb\nc\nd"},
		{in: "```go\nx := *p\n```", text: "x := *p"},
		{in: "~~~\ncode\n~~~", text: "code"},
		{in: "    code *x*", text: "code *x*"},
		{in: "https://evil.example/a?b=c.", text: "https://evil.example/a?b=c.", links: "https://evil.example/a?b=c"},
		{in: "www.evil.example and evil.ex/x", text: "www.evil.example and evil.ex/x", links: "www.evil.example"},
		{in: "evil.ex/x first", text: "evil.ex/x first", links: "evil.ex/x"},
		{in: "https\\://evil.example", text: "https\\" + pic + "/evil.example"},
		{in: "mailto:a@evil.example mattermost://x tel:112 javascript:alert(1)", text: "mailto:a@evil.example mattermost://x tel:112 javascript:alert(1)", links: "mailto:a@evil.example mattermost://x tel:112"},
		{in: "write to a@evil.com or (b.c@evil.com)", text: "write to a@evil.com or (b.c@evil.com)", links: "mailto:a@evil.com mailto:b.c@evil.com"},
		{in: "<https://evil.example> <a@evil.example>", text: "https://evil.example a@evil.example", links: "https://evil.example mailto:a@evil.example"},
		{in: "[your bank](https://evil.example) [x](javascript:alert(1))", text: "your bank x", links: "https://evil.example"},
		{in: "[your bank][1] [2]\n\n[1]: https://evil.example\n[2]: /x\n", text: "your bank 2", links: "/x https://evil.example"},
		{in: "![x](https://evil.example/p.png) ![y][1]\n\n[1]: https://evil.example/q.png", text: "", remote: "https://evil.example/p.png https://evil.example/q.png"},
		{in: `\[your bank\](https://evil.example)`, text: "[your bank](https://evil.example)", links: "https://evil.example"},
		{in: "<b>b</b><img src=x>", text: "<b>b</b><img src=x>"},
		{in: "&lt;i&gt; &amp;amp; &#64;ann", text: "<i> &amp; @ann"},
		{in: "`&lt;`", text: "&lt;"},
		{in: ":white_check_mark: :nosuchemoji: :)", text: pic + " :nosuchemoji: " + pic},
		{in: `\:white_check_mark: \:) \:D`, text: `\` + pic + " :) :D"},
		{in: "a <3 b </3", text: "a " + pic + " b " + pic},
		{in: "#newsroom \\#newsroom #a", text: "#newsroom #newsroom #a", links: "#newsroom"},
		{in: "~town-square ~town-square. ~other x~town-square", text: "~town-square ~town-square. ~other x~town-square", links: "~town-square"},
		{in: "$x^2$ $$y$$ 5$", text: pic + " $" + pic + pic},
		{in: "@ann @channel", text: "@ann @channel"},
		{in: "two  \nlines\nthree", text: "two\nlines\nthree"},
	} {
		v := render(&model.Post{Message: c.in}, "town-square")
		if got, want := strings.Join(strings.Fields(v.text.String()), " "), strings.Join(strings.Fields(c.text), " "); got != want {
			t.Errorf("%q is shown as %q, want %q", c.in, got, want)
		}
		slices.Sort(v.links)
		if got := strings.Join(v.links, " "); got != c.links {
			t.Errorf("%q links to %q, want %q", c.in, got, c.links)
		}
		if got := strings.Join(v.remote, " "); got != c.remote {
			t.Errorf("%q loads %q, want %q", c.in, got, c.remote)
		}
	}
}

// TestRenderAttachment: which parts of an attachment are read as what.
func TestRenderAttachment(t *testing.T) {
	const mark = "*x* https://a.example #tagged"
	v := render(&model.Post{Props: model.StringInterface{"attachments": []*model.MessageAttachment{{
		Pretext: "pretext " + mark, AuthorName: "author " + mark, AuthorLink: "https://author.example", AuthorIcon: "https://icon.example",
		Title: "title " + mark, TitleLink: "https://title.example", Text: "text " + mark, Footer: "footer " + mark, FooterIcon: "https://ficon.example",
		ImageURL: "https://image.example", ThumbURL: "https://thumb.example",
		Fields: []*model.MessageAttachmentField{{Title: "label " + mark, Value: "value " + mark}},
	}}}})
	want := strings.Join([]string{
		"pretext x https://a.example #tagged", "author " + mark, "title " + mark, "text x https://a.example #tagged", "label " + mark,
		"value x https://a.example #tagged", "footer " + mark,
	}, "\n") + "\n"
	if got := v.text.String(); got != want {
		t.Errorf("shown:\n%s\nwant:\n%s", got, want)
	}
	if got := strings.Join(v.links, " "); got != "#tagged https://a.example https://author.example https://title.example" {
		t.Errorf("links = %s", got)
	}
	if len(v.remote) != 4 {
		t.Errorf("it loads %v", v.remote)
	}
}
