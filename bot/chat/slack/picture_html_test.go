package slack

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// This makes pages of blocks, for the pictures in configs/README.md. It reads
// the JSON that Slack gets, and knows the blocks that the adapter makes; another
// one fails the test. It looks about like a phone, with a look of its own.

// node is a part of what Slack gets.
type node map[string]any

func (n node) text(key string) string { s, _ := n[key].(string); return s }
func (n node) flag(key string) bool   { b, _ := n[key].(bool); return b }
func (n node) at(key string) node     { m, _ := n[key].(map[string]any); return m }
func (n node) all(key string) []node  { return nodes(n[key]) }

func nodes(v any) (out []node) {
	list, _ := v.([]any)
	for _, e := range list {
		m, _ := e.(map[string]any)
		out = append(out, m)
	}
	return out
}

// sentAs is something as Slack gets it.
func sentAs(t *testing.T, v any) (out any) {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// messagePage is a page with a message in a case's channel, and a check mark on
// it if somebody put one there.
func messagePage(t *testing.T, m chat.Message, checked bool) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(`<header><b># case-2026-1234567-lakeshore</b></header><main class="message"><i class="bot">A</i>` +
		`<div><p><b>Appeals</b> <span class="app">APP</span> <span class="faint">5:50 PM</span></p>`)
	for _, n := range nodes(sentAs(t, sheets(m)[0].blocks(adapter.Digest("picture")))) {
		b.WriteString(blockHTML(t, n))
	}
	if checked {
		b.WriteString(`<p class="reactions"><span>&#10003; 1</span></p>`)
	}
	b.WriteString(`</div></main>`)
	return pageHTML(b.String())
}

// formPage is a page with a form.
func formPage(t *testing.T, f chat.Form) string {
	t.Helper()
	v, err := view(f, opened{}, "")
	if err != nil {
		t.Fatal(err)
	}
	n, _ := sentAs(t, v).(map[string]any)
	var b strings.Builder
	title := func(key string) string { return html.EscapeString(node(n).at(key).text("text")) }
	fmt.Fprintf(&b, `<header class="form"><span>%s</span><b>%s</b><span class="send">%s</span></header><main>`, title("close"), title("title"), title("submit"))
	for _, n := range node(n).all("blocks") {
		b.WriteString(blockHTML(t, n))
	}
	b.WriteString(`</main>`)
	return pageHTML(b.String())
}

// blockHTML is one block.
func blockHTML(t *testing.T, n node) string {
	t.Helper()
	var b strings.Builder
	switch n.text("type") {
	case string(slack.MBTRichText):
		for _, e := range n.all("elements") {
			tag := map[string]string{"rich_text_section": "p", "rich_text_quote": "blockquote"}[e.text("type")]
			if tag == "" {
				t.Fatalf("an element of type %s", e.text("type"))
			}
			fmt.Fprintf(&b, "<%s>", tag)
			for _, s := range e.all("elements") {
				b.WriteString(spanHTML(t, s))
			}
			fmt.Fprintf(&b, "</%s>", tag)
		}
	case string(slack.MBTAction):
		b.WriteString(`<p class="buttons">`)
		for _, e := range n.all("elements") {
			fmt.Fprintf(&b, `<span class="button %s">%s</span>`, e.text("style"), html.EscapeString(e.at("text").text("text")))
		}
		b.WriteString(`</p>`)
	case string(slack.MBTInput):
		fmt.Fprintf(&b, `<div class="input"><b>%s</b>`, html.EscapeString(n.at("label").text("text")))
		if n.flag("optional") {
			b.WriteString(` <span class="faint">(optional)</span>`)
		}
		b.WriteString(elementHTML(t, n.at("element")))
		if hint := n.at("hint").text("text"); hint != "" {
			fmt.Fprintf(&b, `<p class="faint">%s</p>`, html.EscapeString(hint))
		}
		b.WriteString(`</div>`)
	default:
		t.Fatalf("a block of type %s", n.text("type"))
	}
	return b.String()
}

// spanHTML is a stretch of rich text.
func spanHTML(t *testing.T, n node) string {
	t.Helper()
	text := html.EscapeString(n.text("text"))
	switch n.text("type") {
	case "text":
		if n.at("style").flag("bold") {
			return "<b>" + text + "</b>"
		}
		return text
	case "link":
		return `<span class="link">` + text + "</span>"
	case "user":
		return `<span class="link">@` + html.EscapeString(n.text("user_id")) + "</span>"
	case "emoji":
		return `<i class="circle ` + html.EscapeString(n.text("name")) + `"></i>`
	}
	t.Fatalf("rich text of type %s", n.text("type"))
	return ""
}

// elementHTML is what is filled in.
func elementHTML(t *testing.T, n node) string {
	t.Helper()
	chosen := func(options []node, without string) string {
		var names []string
		for _, o := range options {
			names = append(names, `<span class="chosen">`+html.EscapeString(o.at("text").text("text"))+`</span>`)
		}
		if len(names) == 0 {
			return `<span class="faint">` + html.EscapeString(without) + `</span>`
		}
		return strings.Join(names, " ")
	}
	field := func(class, inside string) string { return `<div class="field ` + class + `">` + inside + `</div>` }
	switch kind := n.text("type"); kind {
	case "plain_text_input":
		class := ""
		if n.flag("multiline") {
			class = "tall"
		}
		return field(class, html.EscapeString(n.text("initial_value"))+"&nbsp;")
	case "static_select":
		return field("list", html.EscapeString(n.at("initial_option").at("text").text("text")))
	case "multi_static_select":
		return field("list", chosen(n.all("initial_options"), n.at("placeholder").text("text")))
	case "multi_users_select":
		return field("list", chosen(nil, n.at("placeholder").text("text")))
	case "datetimepicker":
		return `<div class="two">` + field("list", `<span class="faint">Date</span>`) + field("list", `<span class="faint">Time</span>`) + `</div>`
	case "file_input":
		return `<p class="buttons"><span class="button">Add files</span></p>`
	default:
		t.Fatalf("an input of type %s", kind)
		return ""
	}
}

// pageHTML is a whole page. It loads nothing.
func pageHTML(body string) string {
	return `<!doctype html><html lang="en"><meta charset="utf-8"><title>picture</title><style>
* { box-sizing: border-box; margin: 0 }
body { width: 390px; background: #fff; color: #1b1b1f; font: 15px/1.4 "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere }
header { padding: 14px 16px; background: #1d3557; color: #fff; font-size: 16px }
header.form { display: flex; justify-content: space-between; gap: 8px; font-size: 15px }
main { padding: 14px 16px 18px }
main.message { display: flex; gap: 10px }
main.message > div { flex: 1; min-width: 0 }
p, blockquote { white-space: pre-wrap; margin: 0 0 6px }
blockquote { border-left: 4px solid #c4c6cc; padding-left: 10px }
.bot { flex: none; width: 36px; height: 36px; border-radius: 8px; background: #1d3557; color: #fff; font: bold 20px/36px "Liberation Sans", Arial; text-align: center }
.app { background: #e4e5e9; color: #50525a; font-size: 10px; font-weight: bold; padding: 1px 3px; border-radius: 3px; vertical-align: 1px }
.faint { color: #5e6068; font-size: 13px }
.link { color: #1264a3 }
.circle { display: inline-block; width: 14px; height: 14px; border-radius: 50%; vertical-align: -2px }
.large_blue_circle { background: #2f6fd0 } .large_purple_circle { background: #8547ad } .large_green_circle { background: #2b8a3e }
.large_yellow_circle { background: #e0a800 } .red_circle { background: #c92a2a }
.buttons { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0 }
.button { border: 1px solid #b9bbc2; border-radius: 6px; padding: 5px 12px; font-weight: bold; font-size: 14px }
.button.primary { background: #1f7a5c; border-color: #1f7a5c; color: #fff }
.button.danger { background: #c9184a; border-color: #c9184a; color: #fff }
.reactions span { border: 1px solid #2f6fd0; border-radius: 12px; padding: 2px 9px; font-size: 13px; color: #2b8a3e; font-weight: bold }
.input { margin: 12px 0 }
.input p.faint { margin: 3px 0 0 }
.field { border: 1px solid #8d9099; border-radius: 6px; padding: 7px 10px; margin-top: 4px; min-height: 36px }
.tall { min-height: 66px }
.two { display: flex; gap: 8px } .two .field { flex: 1 }
.chosen { display: inline-block; background: #e7eef8; border-radius: 4px; padding: 0 6px; margin: 1px 0 }
.list { position: relative; padding-right: 28px }
.list::after { content: ""; position: absolute; right: 12px; top: 12px; width: 7px; height: 7px; border: solid #50525a; border-width: 0 2px 2px 0; transform: rotate(45deg) }
</style>` + body + "</html>"
}
