package mastodon

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxHTML bounds the HTML of one status that is read. Mastodon's own are far
// shorter; what other servers send is whatever they like.
const maxHTML = 256 << 10

// plain is a status as people read it: the lines of its paragraphs, and links
// in full. It is what the author wrote, as far as HTML tells.
func plain(s string) string {
	if len(s) > maxHTML {
		s = strings.ToValidUTF8(s[:maxHTML], "")
	}
	nodes, err := html.ParseFragment(strings.NewReader(s), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil { // A strings.Reader does not fail; nested too deeply, it is not worth more.
		return strings.TrimSpace(s)
	}
	var w writer
	for _, n := range nodes {
		w.node(n)
	}
	return strings.TrimSpace(w.b.String())
}

// writer collects text. Line breaks wait until text follows them, so that the
// ends of nested blocks do not add up.
type writer struct {
	b       strings.Builder
	pending int // line breaks before the next text
}

func (w *writer) text(s string) {
	if w.pending > 0 || w.b.Len() == 0 {
		s = strings.TrimLeft(s, "\n")
	}
	end := strings.TrimRight(s, "\n")
	if end != "" {
		if w.b.Len() > 0 {
			w.b.WriteString(strings.Repeat("\n", w.pending))
		}
		w.pending = 0
		w.b.WriteString(end)
	}
	w.pending += len(s) - len(end)
}

// lines makes what follows begin after at least n line breaks.
func (w *writer) lines(n int) { w.pending = max(w.pending, n) }

func (w *writer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		// Line breaks of the source are kept, as Mastodon's own pages do
		// (white-space: pre-wrap), except between blocks.
		if strings.TrimSpace(n.Data) != "" || w.pending == 0 {
			w.text(strings.ReplaceAll(n.Data, "\r\n", "\n"))
		}
		return
	case html.ElementNode:
	default:
		return
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Head, atom.Title, atom.Iframe, atom.Object:
		return
	case atom.Br:
		w.pending++
	case atom.A:
		w.link(n)
	case atom.Li:
		w.lines(1)
		w.text("- ")
		w.children(n)
		w.lines(1)
	case atom.P, atom.Div, atom.Blockquote, atom.Ul, atom.Ol, atom.Pre, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.lines(2)
		w.children(n)
		w.lines(2)
	default:
		w.children(n)
	}
}

func (w *writer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

// link writes a link so that nobody is misled about where it goes. Mastodon
// shows links shortened, with the rest in invisible spans: their text taken
// together is the whole address.
func (w *writer) link(n *html.Node) {
	var in writer
	in.children(n)
	text := in.b.String()
	href := webAddress(attribute(n, "href"))
	class := " " + attribute(n, "class") + " "
	switch {
	case href == "", strings.Contains(class, " mention "), strings.Contains(class, " hashtag "):
		w.text(text)
	case sameAddress(text, href):
		w.text(text)
	case strings.TrimSpace(text) == "" || strings.HasSuffix(text, "…"):
		w.text(href)
	default:
		w.text(text + " (" + href + ")")
	}
}

// sameAddress reports whether a text is an address as people write it.
func sameAddress(text, href string) bool {
	bare := func(s string) string {
		s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
		return strings.TrimSuffix(s, "/")
	}
	return bare(text) == bare(href)
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// said is everything that a status says: behind its content warning, if it has
// one.
func (s wireStatus) said() string {
	text := plain(s.Content)
	if s.SpoilerText == "" {
		return text
	}
	return strings.TrimSpace(s.SpoilerText + "\n\n" + text)
}
