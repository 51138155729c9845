package bluesky_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	"appealbot/bot/network/bluesky"
	"appealbot/bot/network/networktest"
)

// The same attempt makes the same record wherever and whenever it is made: after
// a restart, and with tokens that are new.
func TestSameRecord(t *testing.T) {
	w := newWorld(t, nil)
	first := w.publish(t, attempt("k", "Text."))
	w.later(time.Hour)
	o := bluesky.Options{
		Account: identity(metro), Service: w.base, AppView: w.base, Secrets: w.vault, Now: w.now,
		HTTP: network.ClientOptions{Proxy: direct},
	}
	restarted, err := bluesky.New(o)
	must(t, err)
	t.Cleanup(restarted.Close)
	again := restarted.Publish(t.Context(), attempt("k", "Text."))
	if again.Outcome != network.Done || again.Remote != first.Remote || again.URL != first.URL {
		t.Errorf("the second time %+v, the first time %+v", again, first)
	}
	rec, err := w.Record(first.Remote)
	must(t, err)
	if rec["createdAt"] != "2026-11-02T18:00:00.000Z" || fmt.Sprint(rec["langs"]) != "[en]" {
		t.Errorf("the record is %v", rec)
	}
	if want := "https://bsky.app/profile/metro.test/post/"; !strings.HasPrefix(first.URL, want) {
		t.Errorf("it can be seen at %s, want %s...", first.URL, want)
	}
}

// The parts of a thread are in order by key and by time, as are posts of
// different times; what is not the same has another key.
func TestKeysInOrder(t *testing.T) {
	w := newWorld(t, nil)
	var before string
	for i := range 5 {
		at := attempt(fmt.Sprint("post-", i), fmt.Sprint("Part ", i))
		at.Post.Remotes = make([]string, i)
		at.ReplyTo = before
		r := w.publish(t, at)
		if r.Remote <= before {
			t.Errorf("part %d is %s, behind %s", i, r.Remote, before)
		}
		before = r.Remote
	}
	seen := map[string]bool{}
	for i := range 200 {
		r := w.publish(t, attempt(fmt.Sprint("other-", i), "Text."))
		if seen[r.Remote] {
			t.Fatalf("key %s comes twice", r.Remote)
		}
		seen[r.Remote] = true
	}
}

// What is under a key is never overwritten, and the same post is known again even
// where its mentions led to somebody else or its parent was changed.
func TestKeyTaken(t *testing.T) {
	w := newWorld(t, nil)
	first := w.publish(t, attempt("k", "Ask @someone.test."))
	w.AddAccount("someone.test", "", "")
	if r := w.publish(t, attempt("k", "Ask @someone.test.")); r.Remote != first.Remote {
		t.Errorf("with a mention that can be found now it is %+v", r)
	}
	res := w.Publish(t.Context(), attempt("k", "Something else."))
	if res.Outcome != network.No || res.Cause != network.Permanent {
		t.Errorf("Publish something else = %+v", res)
	}
	if f := w.Find(t.Context(), attempt("k", "Something else.")); f.Outcome != network.Never {
		t.Errorf("Find something else = %+v", f)
	}
	at := attempt("k", "Ask @someone.test.")
	at.ReplyTo = first.Remote
	if f := w.Find(t.Context(), at); f.Outcome != network.Never {
		t.Errorf("Find it in another place = %+v", f)
	}
	if got := w.Public(metro); len(got) != 1 || got[0] != "Ask @someone.test." {
		t.Errorf("public: %q", got)
	}
}

// A part is published below the one before it, in the thread that its record
// names, whatever the caller takes for the root.
func TestThreadRoot(t *testing.T) {
	w := newWorld(t, nil)
	eve := w.Visit("eve.test")
	strange := eve.Post("I saw something.")
	question := eve.Reply(strange, "Whom do I tell?")
	at := attempt("answer", "Call us.")
	at.ReplyTo, at.Root = question, question
	rec, err := w.Record(w.publish(t, at).Remote)
	must(t, err)
	reply := rec["reply"].(map[string]any)
	if root := reply["root"].(map[string]any)["uri"]; root != strange {
		t.Errorf("the root is %v, want %s", root, strange)
	}
	eve.Delete(question)
	at = attempt("late", "Call us.")
	at.ReplyTo = question
	if res := w.Publish(t.Context(), at); res.Outcome != network.No || res.Cause != network.Permanent {
		t.Errorf("answering what is gone = %+v", res)
	}
	at.ReplyTo = "https://bsky.app/profile/eve.test/post/1"
	if res := w.Publish(t.Context(), at); res.Outcome != network.No {
		t.Errorf("answering what is no post = %+v", res)
	}
}

// A part that is published alone ends in the address of the first one.
func TestAlone(t *testing.T) {
	w := newWorld(t, nil)
	at := attempt("alone", "And at night?")
	at.Alone, at.Link = true, "https://bsky.app/profile/metro.test/post/3l"
	w.publish(t, at)
	if got := w.Public(metro); got[0] != "And at night? https://bsky.app/profile/metro.test/post/3l" {
		t.Errorf("public: %q", got)
	}
	if f := w.Find(t.Context(), at); f.Outcome != network.Done {
		t.Errorf("Find = %+v", f)
	}
}

func TestPictures(t *testing.T) {
	w := newWorld(t, nil)
	at := attempt("p", "A car.")
	for _, data := range []string{"one", "two", "three", "four"} {
		m := png(data)
		at.Media, at.Part.Media = append(at.Media, m), append(at.Part.Media, m.MediaUse)
	}
	at.Carried = w.carry(t, at)
	res := w.publish(t, at)
	rec, err := w.Record(res.Remote)
	must(t, err)
	images := rec["embed"].(map[string]any)["images"].([]any)
	if img := images[0].(map[string]any); len(images) != 4 || img["alt"] != "A grey car." || fmt.Sprint(img["aspectRatio"]) != "map[height:3 width:4]" {
		t.Errorf("the record is %v", rec)
	}
	if f := w.Find(t.Context(), at); f.Outcome != network.Done {
		t.Errorf("Find = %+v", f)
	}
	// What was uploaded is counted on, until the server has lost it.
	at.Key = "q"
	w.publish(t, at)
	if n := w.calls("com.atproto.repo.uploadBlob"); n != 4 {
		t.Errorf("%d uploads, want 4", n)
	}
	w.DropBlobs(metro)
	at.Key = "r"
	if res := w.Publish(t.Context(), at); res.Outcome != network.Never || res.Cause != network.Later || !res.Anew {
		t.Errorf("Publish with pictures that are lost = %+v, want never", res)
	}
	at.Carried = "" // as Anew asks for
	at.Carried = w.carry(t, at)
	w.publish(t, at)
	w.later(time.Hour)
	at.Key = "s"
	if res := w.Publish(t.Context(), at); res.Outcome != network.Never || !res.Anew {
		t.Errorf("Publish with pictures that are too old = %+v, want that they are carried anew", res)
	}
	at.Carried = ""
	w.publish(t, at)
	if n := w.calls("com.atproto.repo.uploadBlob"); n != 12 {
		t.Errorf("%d uploads, want 12", n)
	}
}

// A picture whose fate is unknown leaves no doubt about the post.
func TestPictureFaults(t *testing.T) {
	w, f := newFaulty(t)
	for _, fault := range []networktest.Fault{networktest.Lost, networktest.Half, networktest.Rubbish, networktest.Empty, networktest.Down, networktest.Gateway, networktest.Broken} {
		at := attempt(fault.String(), "A car: "+fault.String())
		m := png(fault.String())
		at.Media, at.Part.Media = []network.Media{m}, []bot.MediaUse{m.MediaUse}
		f.Next(2, fault, calls("com.atproto.repo.uploadBlob"))
		if res := w.Publish(t.Context(), at); res.Outcome != network.Never || !strings.HasPrefix(res.Note, "Picture 1") {
			t.Errorf("%v: %+v, want never", fault, res)
		}
		f.Next(0, networktest.Works, calls("com.atproto.repo.uploadBlob"))
		w.publish(t, at)
	}
}

func TestRender(t *testing.T) {
	w := newWorld(t, nil)
	big, gif := png("big"), png("gif")
	big.Size, gif.Type = 2_000_001, "image/gif"
	for name, try := range map[string]struct {
		text  string
		media []bot.MediaUse
		says  string
	}{
		"a picture that is too big": {"Look.", []bot.MediaUse{big.MediaUse}, "2001 kB"},
		"a picture of another kind": {"Look.", []bot.MediaUse{gif.MediaUse}, "image/gif"},
		"no text":                   {"Look\x00here.", nil, "cannot show"},
		"no letters":                {"Look \xff here.", nil, "cannot show"},
	} {
		_, err := w.Render(bot.Copy{Text: try.text, Language: "en", Media: try.media})
		var r *bot.Refusal
		if !errors.As(err, &r) || !strings.Contains(r.Text, try.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// 3,000 bytes are less than 300 characters when each is a family.
	parts, err := w.Render(bot.Copy{Text: strings.TrimSpace(strings.Repeat("👨‍👩‍👧‍👦 ", 140)), Language: "en"})
	must(t, err)
	if len(parts) < 2 {
		t.Errorf("%d bytes in one part", len(parts[0].Text))
	}
	for i, p := range parts {
		at := attempt(fmt.Sprint("family-", i), p.Text)
		w.publish(t, at)
	}
	if _, err := w.Answer(bot.Reply{Remote: "elsewhere"}, bot.Copy{Text: "Call us.", Language: "en"}); err == nil {
		t.Error("what is no post can be answered")
	}
	if parts, err := w.Answer(bot.Reply{Remote: w.publish(t, attempt("own", "x")).Remote}, bot.Copy{Text: "Call us.", Language: "en"}); err != nil || len(parts) != 1 {
		t.Errorf("Answer = %v, %v", parts, err)
	}
}

// A text is marked in bytes, where its links, mentions and tags are.
func TestFacets(t *testing.T) {
	w := newWorld(t, nil)
	w.AddAccount("eve.test", "", "")
	for text, want := range map[string]string{
		"Été 🚗: see https://metro.example/a?b=(c).":       "link https://metro.example/a?b=(c)",
		"See metro.ca/tips, or call.":                     "link metro.ca/tips",
		"(see metro.ca)":                                  "link metro.ca",
		"Ask @eve.test, not @nobody.test.":                "mention @eve.test",
		"mail@eve.test is no mention":                     "",
		"#LakeShore #1 #42nd-street #é́té! a#b":           "tag #LakeShore, tag #42nd-street, tag #é́té",
		"＃東京 #":                                           "tag ＃東京",
		"No. 5 at 1:30 a.m., e.g. here":                   "",
		"https://metro.example/#frag @Eve.test #x":        "link https://metro.example/#frag, mention @Eve.test, tag #x",
		"Const. Singh, 416 808 2222. Thank you.Everybody": "",
	} {
		rec, err := w.Record(w.publish(t, attempt("facets "+text, text)).Remote)
		must(t, err)
		var got []string
		facets, _ := rec["facets"].([]any)
		for _, f := range facets {
			i := f.(map[string]any)["index"].(map[string]any)
			kind := f.(map[string]any)["features"].([]any)[0].(map[string]any)["$type"].(string)
			got = append(got, kind[strings.IndexByte(kind, '#')+1:]+" "+text[int(i["byteStart"].(float64)):int(i["byteEnd"].(float64))])
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEdit(t *testing.T) {
	w := newWorld(t, nil)
	first := w.publish(t, attempt("k", "Seen at metro.ca?"))
	for range 2 {
		if res := w.Edit(t.Context(), first.Remote, bot.Part{Text: "Found. #Thanks"}); res.Outcome != network.Done || res.Remote != first.Remote {
			t.Fatalf("Edit = %+v", res)
		}
	}
	rec, err := w.Record(first.Remote)
	must(t, err)
	if rec["text"] != "Found. #Thanks" || rec["createdAt"] != "2026-11-02T18:00:00.000Z" || !strings.Contains(fmt.Sprint(rec["facets"]), "Thanks") {
		t.Errorf("the record is %v", rec)
	}
	eve := w.Visit("eve.test")
	for name, id := range map[string]string{"somebody else's": eve.Post("Mine."), "gone": first.Remote} {
		w.Remove(t.Context(), first.Remote)
		if res := w.Edit(t.Context(), id, bot.Part{Text: "x"}); res.Outcome != network.No {
			t.Errorf("Edit what is %s = %+v", name, res)
		}
	}
	if res := w.Remove(t.Context(), eve.Post("Mine, too.")); res.Outcome != network.No {
		t.Errorf("Remove somebody else's = %+v", res)
	}
}
