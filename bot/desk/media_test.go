package desk_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
)

// put keeps bytes as a file.
func (w *world) put(data string) string {
	w.t.Helper()
	digest, _, err := w.files.Put(strings.NewReader(data))
	w.must(err)
	return digest
}

// picture is one that may be published, with its bytes.
func picture(data string) (bot.MediaUse, []byte) {
	sum := sha256.Sum256([]byte(data))
	return bot.MediaUse{Digest: hex.EncodeToString(sum[:]), Type: "image/png", Name: "car.png", Size: int64(len(data)), Width: 4, Height: 3}, []byte(data)
}

func (w *world) kept(digest string) (k bot.Kept) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		k, err = tx.Kept(digest)
		return err
	}))
	return k
}

func (w *world) read(b bot.Blob) string {
	w.t.Helper()
	data, err := io.ReadAll(io.NewSectionReader(b, 0, b.Size()))
	w.must(err)
	w.must(b.Close())
	return string(data)
}

func TestThePictureIsPublicAndItsOriginalSealed(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	m, public := picture("public")
	a, err := w.Attach(t.Context(), w.by(ann), a.ID, m, public, []byte("original with a position"))
	w.must(err)
	m = a.Content.Media[0]
	if k := w.kept(m.Digest); k.Original || k.Type != "image/png" || k.Size != 6 || k.Case != a.Case {
		t.Errorf("the picture is kept as %+v", k)
	}
	if k := w.kept(m.Original); !k.Original || k.Size != 24 {
		t.Errorf("the original is kept as %+v", k)
	}
	b, err := w.Published(t.Context(), a.ID, m.Digest)
	w.must(err)
	if got := w.read(b); got != "public" {
		t.Errorf("what is published is %q", got)
	}
	_, err = w.Published(t.Context(), a.ID, m.Original)
	w.refused(err, bot.ErrStale, "no such picture")
	_, b, err = w.Original(t.Context(), w.by(bob), a.ID, m.Digest)
	w.must(err)
	if got := w.read(b); got != "original with a position" {
		t.Errorf("the original is %q", got)
	}
	_, _, err = w.Original(t.Context(), w.by(eve), a.ID, m.Digest)
	w.refused(err, bot.ErrDenied)
	_, err = w.Attach(t.Context(), w.by(bob), a.ID, m, public, nil)
	w.refused(err, bot.ErrStale, "already")
	m.Digest = "0000"
	if _, err = w.Attach(t.Context(), w.by(ann), a.ID, m, public, nil); err == nil {
		t.Error("bytes of another digest were taken")
	}
}

// A picture saved from the web and handed in again stays public where it is, and an
// original that turns out to be clean may be published.
func TestAFileThatIsPublicAndAnOriginal(t *testing.T) {
	w := newWorld(t)
	a, b := w.draft(bot.Witness, "x"), w.draft(bot.Witness, "y")
	m, public := picture("the same bytes")
	_, err := w.Attach(t.Context(), w.by(ann), a.ID, m, public, nil)
	w.must(err)
	other, otherBytes := picture("made anew")
	_, err = w.Attach(t.Context(), w.by(ann), b.ID, other, otherBytes, public)
	w.must(err)
	if w.kept(m.Digest).Original {
		t.Error("a public picture was sealed, because somebody handed it in")
	}
	third, thirdBytes := picture("third")
	_, err = w.Attach(t.Context(), w.by(ann), b.ID, third, thirdBytes, []byte("fourth"))
	w.must(err)
	fourth, fourthBytes := picture("fourth")
	_, err = w.Attach(t.Context(), w.by(ann), a.ID, fourth, fourthBytes, nil)
	w.must(err)
	if w.kept(fourth.Digest).Original {
		t.Error("what is published is recorded as sealed")
	}
}

func TestCoverAPicture(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	m, public := picture("plain")
	a, err := w.Attach(t.Context(), w.by(ann), a.ID, m, public, []byte("original"))
	w.must(err)
	a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Media[0].Alt = "A car" })
	w.must(err)
	covered, coveredBytes := picture("covered")
	covered.Original, covered.Edits, covered.Name = a.Content.Media[0].Original, []bot.Cover{{Right: 500, Bottom: 500}}, "other name"
	before := a.Digest
	a, err = w.Cover(t.Context(), w.by(bob), a.ID, m.Digest, covered, coveredBytes)
	w.must(err)
	got := a.Content.Media
	if len(got) != 1 || got[0].Digest != covered.Digest || got[0].Alt != "A car" || got[0].Name != "car.png" || len(got[0].Edits) != 1 {
		t.Errorf("the media are %+v", got)
	}
	if a.Digest == before || !slices.Contains(a.Editors, "bob") {
		t.Error("a cover is an edit like any other")
	}
	_, err = w.Cover(t.Context(), w.by(bob), a.ID, m.Digest, covered, coveredBytes)
	w.refused(err, bot.ErrStale, "no such picture")
	foreign, foreignBytes := picture("foreign")
	foreign.Original = w.put("another original")
	_, err = w.Cover(t.Context(), w.by(bob), a.ID, covered.Digest, foreign, foreignBytes)
	w.refused(err, bot.ErrStale, "changed meanwhile")
}

func TestNothingIsSubmittedThatLacksADescription(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	m, public := picture("plain")
	a, err := w.Attach(t.Context(), w.by(ann), a.ID, m, public, nil)
	w.must(err)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.refused(err, bot.ErrInvalid, "Picture 1 (car.png) has no description. Press Edit")
	_, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Media[0].Alt = "A car" })
	w.must(err)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
}

func TestMoreMediaThanFit(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	for i := range bot.MaxMedia - 1 {
		m, public := picture(strings.Repeat("x", i+1))
		_, err := w.Attach(t.Context(), w.by(ann), a.ID, m, public, nil)
		w.must(err)
	}
	w.film(a, "the tenth")
	m, public := picture("the eleventh")
	_, err := w.Attach(t.Context(), w.by(ann), a.ID, m, public, nil)
	w.refused(err, bot.ErrInvalid, "at most 10")
	_, err = w.Film(t.Context(), w.by(ann), a.ID, w.clip("the twelfth"))
	w.refused(err, bot.ErrInvalid, "at most 10")
}

func TestCaptionsOfAVideo(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	_, err := w.Caption(t.Context(), w.by(ann), a.ID, "", bot.Caption{}, []byte("WEBVTT"))
	w.refused(err, bot.ErrInvalid, "no video")
	p := w.film(a, "original")
	_, err = w.Caption(t.Context(), w.by(ann), a.ID, "", bot.Caption{}, []byte("WEBVTT"))
	w.refused(err, bot.ErrStale, "clip.mp4 is still being prepared")
	a = w.ready(p, "public", "aac")
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.refused(err, bot.ErrInvalid, "Video 1 (clip.mp4) has no description", "has sound and no captions")
	a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Media[0].Alt, c.Media[0].Video.NoSpeech = "A car", true })
	w.must(err)
	none := a.Digest
	a, err = w.Caption(t.Context(), w.by(ann), a.ID, "", bot.Caption{Text: "Who is that?", Digest: "not asked", Size: 99}, []byte("WEBVTT en"))
	w.must(err)
	v := a.Content.Media[0].Video
	if len(v.Captions) != 1 || v.NoSpeech {
		t.Fatalf("the video is %+v", v)
	}
	if c := v.Captions[0]; c.Language != "en" || c.Size != 9 || c.Digest != w.put("WEBVTT en") || c.Text != "Who is that?" {
		t.Errorf("the captions are %+v", c)
	}
	one := a.Digest
	a, err = w.Caption(t.Context(), w.by(ann), a.ID, a.Content.Media[0].Digest, bot.Caption{Language: "fr", Text: "Qui est-ce ?"}, []byte("WEBVTT fr"))
	w.must(err)
	a, err = w.Caption(t.Context(), w.by(ann), a.ID, "", bot.Caption{Language: "en", Text: "Who is this?"}, []byte("WEBVTT en 2"))
	w.must(err)
	if v = a.Content.Media[0].Video; len(v.Captions) != 2 || v.Captions[0].Text != "Who is this?" || v.Captions[1].Language != "fr" {
		t.Errorf("the captions are %+v", v.Captions)
	}
	if none == one || one == a.Digest {
		t.Error("captions do not change the digest")
	}
	for _, r := range a.Plan.Renderings {
		if c := r.Parts[0].Media[0].Video.Captions; len(c) != 2 || c[0].Text != "" || c[0].Digest == "" {
			t.Errorf("%s: captions are planned as %+v", r.Account, c)
		}
	}
	_, err = w.Caption(t.Context(), w.by(ann), a.ID, "", bot.Caption{Language: "<b>"}, []byte("WEBVTT"))
	w.refused(err, bot.ErrInvalid, "not a language")
	_, err = w.Uncaption(t.Context(), w.by(ann), a.ID, "", "pa")
	w.refused(err, bot.ErrInvalid, `no captions in "pa"`)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	a, err = w.Uncaption(t.Context(), w.by(ann), a.ID, "", "en")
	w.must(err)
	if v = a.Content.Media[0].Video; a.State != bot.Editing || len(v.Captions) != 1 || v.Captions[0].Language != "fr" {
		t.Errorf("%s, and the captions are %+v", a.State, v.Captions)
	}
}

func TestCaptionsOfOneOfTwoVideos(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	w.ready(w.film(a, "one"), "public one", "aac")
	a = w.ready(w.film(a, "two"), "public two", "aac")
	_, err := w.Caption(t.Context(), w.by(ann), a.ID, "", bot.Caption{}, []byte("WEBVTT"))
	w.refused(err, bot.ErrInvalid, "2 videos")
	for i, words := range []string{"first", "second"} {
		a, err = w.Caption(t.Context(), w.by(ann), a.ID, a.Content.Media[i].Digest, bot.Caption{Language: "en", Text: words}, []byte("WEBVTT "+words))
		w.must(err)
	}
	m, public := picture("a picture")
	a, err = w.Attach(t.Context(), w.by(ann), a.ID, m, public, nil)
	w.must(err)
	_, err = w.Caption(t.Context(), w.by(ann), a.ID, m.Digest, bot.Caption{}, []byte("WEBVTT"))
	w.refused(err, bot.ErrInvalid, "is no video")
	_, err = w.Caption(t.Context(), w.by(ann), a.ID, "gone", bot.Caption{}, []byte("WEBVTT"))
	w.refused(err, bot.ErrStale, "no such")

	// What is said is as public as what is written.
	w.guard.block("second", nil)
	a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Order(m.Digest) })
	w.must(err)
	if a.Content.Media[0].Digest != m.Digest || a.Content.Media[1].Name != "clip.mp4" {
		t.Errorf("the order is %+v", a.Content.Media)
	}
	if len(a.Findings) != 1 || a.Findings[0].Field != "captions.en" || a.Findings[0].Suggest != "" || !strings.Contains(a.Findings[0].Fix, "caption file") {
		t.Errorf("found %+v", a.Findings)
	}
}

func TestTheGuardReadsTitles(t *testing.T) {
	w := newWorld(t)
	w.guard.block("Smith", nil)
	a, err := w.Edit(t.Context(), w.by(ann), w.draft(bot.Witness, "x").ID, "", func(c *bot.Content) {
		c.Titles = map[string]string{"en": "Is it Smith?", "fr": "Smith"}
		c.Accounts = []bot.AccountID{"tube"}
	})
	w.must(err)
	if len(a.Findings) != 1 || a.Findings[0].Field != "title.en" {
		t.Fatalf("found %+v", a.Findings)
	}
	before := a.Digest
	a, err = w.Rewrite(t.Context(), w.by(ann), a.ID, a.Findings[0].Key(), a.Digest)
	w.must(err)
	if a.Content.Titles["en"] != "Is it something else?" || len(a.Findings) != 0 || a.Digest == before {
		t.Errorf("the title is %q, findings %+v", a.Content.Titles["en"], a.Findings)
	}
	if got := on(t, a, "tube").Parts[0].Title; got != "Is it something else?" {
		t.Errorf("planned is %q", got)
	}
}

// An edit that is refused leaves the stored appeal alone, videos included.
func TestAnEditDoesNotReachIntoWhatWasStored(t *testing.T) {
	w := newWorld(t)
	a := w.ready(w.film(w.draft(bot.Witness, "x"), "one"), "public", "aac")
	_, err := w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
		c.Media[0].Video.NoSpeech, c.Texts["en"] = true, ""
	})
	w.refused(err, bot.ErrInvalid, "is empty")
	if got := w.appeal(a.ID); got.Content.Media[0].Video.NoSpeech || got.Digest != a.Digest {
		t.Error("a refused edit was kept")
	}
	if !bytes.Equal([]byte(w.put("one")), []byte(a.Content.Media[0].Original)) {
		t.Error("the original is not the file that was handed in")
	}
}
