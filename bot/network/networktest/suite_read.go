package networktest

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/network"
)

// query asks for what comes after a cursor.
func (r *rig) query(cursor string) network.Query {
	return network.Query{Cursor: cursor, Posts: r.posts}
}

// all reads everything after a cursor: what is new to the rig, and whatever it
// was when forget is called first.
func (r *rig) all(cursor string) ([]network.Item, string, int) {
	r.Helper()
	var items []network.Item
	for pages := 1; ; pages++ {
		p, err := r.net.Replies(r.Context(), r.query(cursor))
		if err != nil {
			r.Fatalf("replies after %q: %v", cursor, err)
		}
		items = append(items, r.news(p.Items)...)
		if p.More && p.Next == cursor {
			r.Fatalf("replies after %q: there is more, but the cursor stays", cursor)
		}
		cursor = p.Next
		if !p.More {
			return append(items, r.check()...), cursor, pages
		}
		if pages > 1000 {
			r.Fatal("the pages do not end")
		}
	}
}

// news drops what was read before: pages and sources may overlap.
func (r *rig) news(items []network.Item) []network.Item {
	var out []network.Item
	for _, it := range items {
		k := string(it.Kind) + " " + it.Remote + " " + it.Text
		if it.Kind == network.ItemEdited && r.known["new "+it.Remote+" "+it.Text] && !r.changed[it.Remote] {
			continue // it is as it was when it was new
		}
		if !r.known[k] {
			r.known[k] = true
			out = append(out, it)
		}
		r.changed[it.Remote] = r.changed[it.Remote] || it.Kind == network.ItemEdited
		if it.Kind == network.ItemNew && !slices.Contains(r.read, it.Remote) {
			r.read = append(r.read, it.Remote)
		}
	}
	return out
}

// check asks for changes where the pages do not tell of them.
func (r *rig) check() []network.Item {
	c, ok := r.net.(network.Checker)
	if !ok {
		return nil
	}
	var out []network.Item
	for ids := range slices.Chunk(r.read, 100) {
		p, err := c.Check(r.Context(), ids)
		if err != nil {
			r.Fatalf("check: %v", err)
		}
		out = append(out, r.news(p.Items)...)
	}
	return out
}

// forget makes everything new again.
func (r *rig) forget() {
	r.known, r.changed, r.read = map[string]bool{}, map[string]bool{}, nil
}

func testReplies(r *rig) {
	post := r.publish("asked", "Who saw it?")
	items, start, _ := r.all("")
	if len(items) != 0 {
		r.Fatalf("an empty account has %d replies", len(items))
	}
	const text = "@channel <script>alert(1)</script> I saw it\u202e \"there\" & 🙂"
	a := r.Reply(post.Remote, text)
	b := r.Reply(a, "Me, too.")
	items, end, _ := r.all(start)
	if len(items) != 2 {
		r.Fatalf("%d items, want 2: %+v", len(items), items)
	}
	first, second := items[0], items[1]
	if first.Kind != network.ItemNew || first.Remote != a || first.Under != post.Remote || first.Parent != post.Remote ||
		first.Reply != bot.ReplyAnswer || first.Text != text || first.Author == "" || first.At.IsZero() {
		r.Errorf("the reply is %+v", first)
	}
	if second.Remote != b || second.Under != post.Remote || second.Parent != a {
		r.Errorf("the reply to the reply is %+v", second)
	}
	if items, _, _ := r.all(end); len(items) != 0 {
		r.Errorf("read to the end, and yet: %+v", items)
	}
	r.forget()
	again, _, _ := r.all("")
	if !sameIDs(again, []network.Item{first, second}) {
		r.Errorf("from the beginning: %v", ids(again))
	}
}

func ids(items []network.Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, string(it.Kind)+" "+it.Remote)
	}
	return out
}

// sameIDs reports whether the same items were read, in any order: sources are
// read one after the other.
func sameIDs(a, b []network.Item) bool {
	x, y := ids(a), ids(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}

func testPages(r *rig) {
	post := r.publish("asked", "Who saw it?")
	n := max(r.Pages, 3)
	var want []string
	for i := range n {
		want = append(want, "new "+r.Reply(post.Remote, fmt.Sprintf("Answer %d.", i)))
	}
	items, end, pages := r.all("")
	if got := ids(items); !reflect.DeepEqual(got, want) {
		r.Errorf("read %d items, want %d in their order", len(got), n)
	}
	if r.Pages > 0 && pages < 2 {
		r.Errorf("%d replies came in one page", n)
	}
	// A cursor stays what it is, whatever comes later.
	half, err := r.net.Replies(r.Context(), r.query(""))
	if err != nil {
		r.Fatal(err)
	}
	r.forget()
	before, _, _ := r.all(half.Next)
	last := "new " + r.Reply(post.Remote, "One more.")
	r.forget()
	after, _, _ := r.all(half.Next)
	if !reflect.DeepEqual(ids(after), append(ids(before), last)) {
		r.Errorf("after the first page's cursor: %d items, later %d", len(before), len(after))
	}
	r.forget()
	r.news(append(slices.Clone(items), before...))
	if items, _, _ := r.all(end); len(items) != 1 || "new "+items[0].Remote != last {
		r.Errorf("after the end's cursor: %v, want the last one", ids(items))
	}
}

func testEdits(r *rig) {
	post := r.publish("asked", "Who saw it?")
	if r.Edit == nil || r.Delete == nil {
		r.Skip("the public cannot change its replies there")
	}
	id := r.Reply(post.Remote, "A blue car.")
	_, cursor, _ := r.all("")
	r.Edit(id, "A green car.")
	items, cursor, _ := r.all(cursor)
	if len(items) != 1 || items[0].Kind != network.ItemEdited || items[0].Remote != id || items[0].Text != "A green car." || items[0].Under != post.Remote {
		r.Fatalf("after the edit: %+v", items)
	}
	r.Delete(id)
	items, _, _ = r.all(cursor)
	// Who is asked about a reply that is gone may not know any more what it
	// was about.
	_, checked := r.net.(network.Checker)
	if len(items) != 1 || items[0].Kind != network.ItemGone || items[0].Remote != id ||
		items[0].Under != post.Remote && (!checked || items[0].Under != "") {
		r.Fatalf("after the deletion: %+v", items)
	}
	// Whoever reads all of it from the beginning knows how it ended.
	if checked {
		return // whoever reads from the beginning never saw it
	}
	r.forget()
	items, _, _ = r.all("")
	if n := len(items); n == 0 || items[n-1].Kind != network.ItemGone {
		r.Errorf("from the beginning: %v", ids(items))
	}
}

func testRepliesFaults(r *rig) {
	post := r.publish("asked", "Who saw it?")
	r.Reply(post.Remote, "I did.")
	for _, fault := range []Fault{Cut, Lost, Half, Empty, Rubbish, Huge, Busy, Down, Broken, Gateway, Moved} {
		r.faults.Next(9, fault, r.Reads)
		p, err := r.net.Replies(r.Context(), r.query(""))
		if err == nil {
			r.Errorf("%v: read %+v", fault, p)
			continue
		}
		r.quiet(err.Error())
		r.faults.Next(0, Works, r.Reads)
		r.patient(fault)
		r.forget()
		if items, _, _ := r.all(""); len(items) != 1 {
			r.Errorf("%v: %d items afterwards, want 1", fault, len(items))
		}
	}
}

func testRender(r *rig) {
	for _, text := range []string{
		"One sentence.",
		strings.Repeat("Witnesses are asked to call Const. Singh at 416 808 2222, or https://metro.example/tips?case=2026-1234567. ", 10),
		strings.TrimSpace(strings.Repeat("é́🇨🇦👨‍👩‍👧‍👦 ", 60)),
		strings.Repeat("x", 2*r.net.Limits().Text),
	} {
		if r.Whole && len(text) > r.net.Limits().Text {
			if _, err := r.net.Render(r.copy(text)); err == nil {
				r.Errorf("Render(%.40q): no refusal, and no threads", text)
			}
			continue
		}
		a, err := r.net.Render(r.copy(text))
		if err != nil {
			r.Errorf("Render(%.40q): %v", text, err)
			continue
		}
		b, _ := r.net.Render(r.copy(text))
		if !reflect.DeepEqual(a, b) {
			r.Errorf("Render(%.40q) is not the same twice", text)
		}
		for i, p := range a {
			if p.Text == "" || p.Count > p.Limit || p.Count <= 0 || p.Limit != r.net.Limits().Text {
				r.Errorf("Render(%.40q): part %d counts %d of %d", text, i, p.Count, p.Limit)
			}
		}
		// The network has the same opinion.
		att := r.attempt("whole", "x")
		for i, p := range a {
			att.Key, att.Part = fmt.Sprintf("render-%.20s-%d", text, i), p
			att.Carried = ""
			if res := r.carry(&att); res.Outcome != network.Done {
				r.Errorf("carrying part %d of %.40q: %+v", i, text, res)
			}
			if res := r.net.Publish(r.Context(), att); res.Outcome != network.Done {
				r.Errorf("publishing part %d of %.40q: %+v", i, text, res)
			}
			att.ReplyTo = ""
		}
	}
}

func testRenderRefuses(r *rig) {
	many := make([]bot.MediaUse, 1000)
	for i := range many {
		many[i] = r.Picture.MediaUse
	}
	for name, try := range map[string]func() ([]bot.Part, error){
		"nothing":     func() ([]bot.Part, error) { return r.net.Render(r.copy("")) },
		"white space": func() ([]bot.Part, error) { return r.net.Render(r.copy(" \n ")) },
		"a book": func() ([]bot.Part, error) {
			return r.net.Render(r.copy(strings.Repeat("word ", 1_000_000)))
		},
		"too many pictures": func() ([]bot.Part, error) { return r.net.Render(bot.Copy{Text: "Look.", Language: "en", Media: many}) },
	} {
		parts, err := try()
		var refusal *bot.Refusal
		if !errors.As(err, &refusal) || len(refusal.Text) < 20 {
			r.Errorf("%s: %d parts, %v; want a refusal with a sentence", name, len(parts), err)
		}
	}
}
