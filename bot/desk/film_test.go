package desk_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

const lease = time.Minute

// clip is a file that the chat has kept.
func (w *world) clip(data string) desk.Clip {
	return desk.Clip{Name: "clip.mp4", Digest: w.put(data)}
}

// film hands a video in.
func (w *world) film(a bot.Appeal, data string) bot.Prep {
	w.t.Helper()
	p, err := w.Film(w.t.Context(), w.by(ann), a.ID, w.clip(data))
	w.must(err)
	return p
}

// claim begins the preparation that is due.
func (w *world) claim() bot.Prep {
	w.t.Helper()
	p, err := w.ClaimPrep(w.t.Context(), "worker", lease)
	w.must(err)
	if p == nil {
		w.t.Fatal("nothing is to be prepared")
	}
	return *p
}

// made is what comes of a preparation.
func (w *world) made(data, sound string) bot.MediaUse {
	return bot.MediaUse{
		Digest: w.put(data), Type: "video/mp4", Size: int64(len(data)), Width: 1280, Height: 720,
		Video: &bot.Video{
			Length: 42 * time.Second, Codec: "h264", Sound: sound, Poster: w.put("poster of " + data), At: time.Second,
			Versions: []bot.Version{{Digest: w.put("small " + data), Type: "video/mp4", Size: 5, Width: 640, Height: 360}},
		},
	}
}

// ready prepares the video that is due and returns its appeal.
func (w *world) ready(p bot.Prep, data, sound string) bot.Appeal {
	w.t.Helper()
	c := w.claim()
	if c.ID != p.ID {
		w.t.Fatalf("%s is due before %s", c.ID, p.ID)
	}
	w.must(w.Prepared(w.t.Context(), c, w.made(data, sound)))
	return w.appeal(p.Appeal)
}

func (w *world) prep(id bot.ID) (p bot.Prep) {
	w.t.Helper()
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		p, err = tx.Prep(id)
		return err
	}))
	return p
}

// saidOf returns what was said in the thread about a preparation.
func (w *world) saidOf(p bot.Prep) string {
	var n bot.Notice
	err := w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		n, err = tx.Notice(bot.NoticeID(bot.NoticeTell, "test", p.Case, "prep/"+string(p.ID)))
		return err
	})
	if errors.Is(err, bot.ErrNotFound) {
		return ""
	}
	w.must(err)
	return n.Text
}

// asksForCard counts how often the card of an appeal was to be shown.
func (w *world) asksForCard(a bot.Appeal) int {
	var n bot.Notice
	w.must(w.store.View(w.t.Context(), func(tx bot.Tx) (err error) {
		n, err = tx.Notice(bot.NoticeID(bot.NoticeCard, "test", a.ID, ""))
		return err
	}))
	return n.Version
}

func TestAVideoIsPreparedAndBecomesMedia(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	by := w.by(bob)
	clip := desk.Clip{Name: "../clip\u202e.mp4\n", Alt: "A car", Digest: w.put("original")}
	p, err := w.Film(t.Context(), by, a.ID, clip)
	w.must(err)
	if again, err := w.Film(t.Context(), by, a.ID, clip); err != nil || again.ID != p.ID {
		t.Errorf("delivered twice: %+v, %v", again, err)
	}
	if p.State != bot.PrepWaiting || p.Name != "clip.mp4" || p.Size != 8 || p.Poster >= 0 || p.By.Person != "bob" {
		t.Errorf("waiting is %+v", p)
	}
	if k := w.kept(p.Original); !k.Original || k.Case != a.Case {
		t.Errorf("the original is kept as %+v", k)
	}
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.refused(err, bot.ErrStale, "clip.mp4 is still being prepared (0 %). Submit it when the card says that it is ready.")

	c := w.claim()
	if c.State != bot.PrepWorking || c.Attempt != 1 || !c.Lease.Equal(w.clock().Add(lease)) {
		t.Errorf("claimed is %+v", c)
	}
	if other, err := w.ClaimPrep(t.Context(), "other", lease); err != nil || other != nil {
		t.Errorf("claimed twice: %+v, %v", other, err)
	}
	cards := w.asksForCard(a)
	w.must(w.PrepProgress(t.Context(), c, "converting", 63, lease))
	w.must(w.PrepProgress(t.Context(), c, "converting", 63, lease))
	if n := w.asksForCard(a) - cards; n != 1 {
		t.Errorf("the card was shown %d times for one step", n)
	}
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.refused(err, bot.ErrStale, "(63 %)")

	use := w.made("public", "aac")
	w.must(w.Prepared(t.Context(), c, use))
	a = w.appeal(a.ID)
	m := a.Content.Media[0]
	if len(a.Content.Media) != 1 || m.Digest != use.Digest || m.Original != p.Original || m.Name != "clip.mp4" || m.Alt != "A car" {
		t.Errorf("the media are %+v", a.Content.Media)
	}
	if a.Revision != 2 || a.Changed.Person != "bob" || a.Editors[1] != "bob" {
		t.Errorf("revision %d by %s, editors %v", a.Revision, a.Changed.Person, a.Editors)
	}
	for _, f := range m.Files() {
		if k := w.kept(f); k.Original != (f == p.Original) || k.Type == "" && !k.Original || k.Size == 0 {
			t.Errorf("a file is kept as %+v", k)
		}
	}
	if got := w.prep(p.ID); got.State != bot.PrepDone || !got.Due.IsZero() {
		t.Errorf("the preparation is %+v", got)
	}
	if got := w.saidOf(p); !strings.HasPrefix(got, "clip.mp4 is ready: it is on the card of 2026-0002/1. It has sound and no captions.") {
		t.Errorf("it says %q", got)
	}
	if err := w.Prepared(t.Context(), c, use); !errors.Is(err, bot.ErrStale) {
		t.Errorf("prepared twice: %v", err)
	}
	a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Media[0].Video.NoSpeech = true })
	w.must(err)
	a, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	_, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
	w.refused(err, bot.ErrDenied, "wrote or changed")
	a, err = w.Approve(t.Context(), w.by(carla), a.ID, a.Digest)
	w.must(err)
	if a.State != bot.Approved {
		t.Errorf("it is %s", a.State)
	}
}

func TestVideosThatAreNotTaken(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	_, err := w.Film(t.Context(), w.by(ann), a.ID, w.clip(""))
	w.refused(err, bot.ErrInvalid, "clip.mp4 is empty")
	_, err = w.Film(t.Context(), w.by(eve), a.ID, w.clip("original"))
	w.refused(err, bot.ErrDenied)
	p := w.film(a, "original")
	_, err = w.Film(t.Context(), w.by(bob), a.ID, w.clip("original"))
	w.refused(err, bot.ErrStale, "being prepared already: clip.mp4, 0 %")
	w.ready(p, "public", "")
	_, err = w.Film(t.Context(), w.by(bob), a.ID, w.clip("original"))
	w.refused(err, bot.ErrStale, "this video already: Video 1 (clip.mp4)")
	_, err = w.Film(t.Context(), w.by(bob), a.ID, w.clip("public"))
	w.refused(err, bot.ErrStale, "this video already")
	if _, err := w.Film(t.Context(), w.by(bob), a.ID, desk.Clip{Name: "x", Digest: strings.Repeat("0", 64)}); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("a file that is not there: %v", err)
	}
	a, err = w.Withdraw(t.Context(), w.by(ann), a.ID, "")
	w.must(err)
	_, err = w.Film(t.Context(), w.by(ann), a.ID, w.clip("another"))
	w.refused(err, bot.ErrStale, "cancelled")
	if got := w.events("handed in video"); got != 1 {
		t.Errorf("%d videos are in the log", got)
	}

	huge := w.over(func(b bot.Blobs) bot.Blobs { return hugeFiles{b} })
	_, err = huge.Film(t.Context(), w.by(ann), w.draft(bot.Witness, "y").ID, w.clip("huge"))
	w.refused(err, bot.ErrInvalid, "at most 2048 MB")
}

// hugeFiles says that every file is larger than what is taken.
type hugeFiles struct{ bot.Blobs }

func (h hugeFiles) Open(digest string) (bot.Blob, error) {
	b, err := h.Blobs.Open(digest)
	return hugeFile{b}, err
}

type hugeFile struct{ bot.Blob }

func (hugeFile) Size() int64 { return bot.MaxVideo + 1 }

// Nothing is approved while something of it is still to come.
func TestAVideoTakesItsAppealBack(t *testing.T) {
	w := newWorld(t)
	waiting := w.submitted(bot.Witness, "x")
	w.film(waiting, "one")
	if a := w.appeal(waiting.ID); a.State != bot.Editing || a.Revision != 2 {
		t.Errorf("a waiting appeal is %s", a.State)
	}
	_, err := w.Approve(t.Context(), w.by(bob), waiting.ID, waiting.Digest)
	w.refused(err, bot.ErrStale, "a draft")

	approved := w.approved()
	w.film(approved, "two")
	if a := w.appeal(approved.ID); a.State != bot.Editing {
		t.Errorf("an approved appeal is %s", a.State)
	}
	for _, p := range w.posts(approved) {
		if p.State != bot.PostDropped {
			t.Errorf("a post is %s", p.State)
		}
	}
	public := w.published()
	_, err = w.Film(t.Context(), w.by(ann), public.ID, w.clip("three"))
	w.refused(err, bot.ErrStale, "too late")
	rejected := w.submitted(bot.Witness, "x")
	_, err = w.RequestChanges(t.Context(), w.by(bob), rejected.ID, "add the video")
	w.must(err)
	w.film(rejected, "four")
	if a := w.appeal(rejected.ID); a.State != bot.Rejected || a.Note != "add the video" {
		t.Errorf("it is %s: %s", a.State, a.Note)
	}
}

// What others do while a video is being prepared.
func TestAPreparationThatEndsWhileOthersWork(t *testing.T) {
	for _, c := range []struct {
		name  string
		do    func(w *world, a bot.Appeal) error
		state bot.PrepState
		media int
		says  string
	}{
		{"edited", func(w *world, a bot.Appeal) error {
			_, err := w.says(a, "Other words", "short")
			return err
		}, bot.PrepDone, 1, "is ready"},
		{"withdrawn", func(w *world, a bot.Appeal) error {
			_, err := w.Withdraw(w.t.Context(), w.by(ann), a.ID, "no")
			return err
		}, bot.PrepDropped, 0, ""},
		{"closed", func(w *world, a bot.Appeal) error {
			_, err := w.Close(w.t.Context(), w.by(carla), a.Case, "arrest")
			return err
		}, bot.PrepDropped, 0, ""},
		{"taken off", func(w *world, a bot.Appeal) error {
			ps, err := w.preps(a)
			w.must(err)
			_, err = w.Unprep(w.t.Context(), w.by(bob), ps[0].ID)
			return err
		}, bot.PrepDropped, 0, ""},
		// Neither can happen: nothing is submitted meanwhile. It is right all the same.
		{"waiting", func(w *world, a bot.Appeal) error { return w.force(a, bot.Waiting) }, bot.PrepDone, 1, "is ready"},
		{"approved", func(w *world, a bot.Appeal) error { return w.force(a, bot.Approved) }, bot.PrepDone, 1, "is ready"},
		{"public", func(w *world, a bot.Appeal) error {
			err := w.force(a, bot.Approved)
			w.goPublic(w.appeal(a.ID))
			return err
		}, bot.PrepFailed, 0, "too late"},
		{"full", func(w *world, a bot.Appeal) error {
			_, err := w.Edit(w.t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) {
				for i := range bot.MaxMedia {
					m, _ := picture(strings.Repeat("x", i))
					c.Media = append(c.Media, m)
				}
			})
			return err
		}, bot.PrepFailed, bot.MaxMedia, "at most 10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			a := w.draft(bot.Witness, "x")
			p := w.film(a, "original")
			claimed := w.claim()
			w.must(c.do(w, a))
			err := w.Prepared(t.Context(), claimed, w.made("public", ""))
			if stale := errors.Is(err, bot.ErrStale); stale != (c.state == bot.PrepDropped) {
				t.Errorf("prepared: %v", err)
			}
			if got := w.prep(p.ID); got.State != c.state || !got.Due.IsZero() || !strings.Contains(got.Note, map[bool]string{true: c.says}[c.state == bot.PrepFailed]) {
				t.Errorf("the preparation is %+v", got)
			}
			a = w.appeal(a.ID)
			if len(a.Content.Media) != c.media {
				t.Errorf("the appeal is %s with %d media", a.State, len(a.Content.Media))
			}
			if c.state == bot.PrepDone && a.State != bot.Editing {
				t.Errorf("the appeal is %s", a.State)
			}
			if got := w.saidOf(p); !strings.Contains(got, c.says) {
				t.Errorf("it says %q", got)
			}
			if _, any, err := w.NextPrep(t.Context()); any || err != nil {
				t.Errorf("something is still due: %v", err)
			}
		})
	}
}

// force puts an appeal into a state with its posts, past every rule.
func (w *world) force(a bot.Appeal, s bot.AppealState) error {
	return w.store.Update(w.t.Context(), func(tx bot.Tx) error {
		a.State = s
		if s == bot.Approved {
			for _, p := range bot.Posts(a, func(bot.AccountID, string) bot.ID { return "" }, false, w.clock()) {
				if _, err := tx.AddPost(p); err != nil {
					return err
				}
			}
		}
		return tx.PutAppeal(a)
	})
}

func (w *world) preps(a bot.Appeal) (ps []bot.Prep, err error) {
	err = w.store.View(w.t.Context(), func(tx bot.Tx) error {
		ps, err = tx.PrepsOf(a.ID)
		return err
	})
	return ps, err
}

// Whoever asked may have lost the right to before it is ready.
func TestAPreparationOfSomebodyWhoMayNotWriteAnyMore(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	p := w.film(a, "original")
	c := w.claim()
	c.By = bot.Mark{Person: "gone", Name: "Greta"}
	w.must(w.Prepared(t.Context(), c, w.made("public", "")))
	if got := w.prep(p.ID); got.State != bot.PrepFailed || !strings.Contains(got.Note, "may not edit") {
		t.Errorf("the preparation is %+v", got)
	}
}

func TestAnAccountThatDoesNotTakeTheVideo(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	p := w.film(a, "original")
	c := w.claim()
	use := w.made("public", "")
	use.Video.Length = time.Hour
	w.must(w.Prepared(t.Context(), c, use))
	if got := w.prep(p.ID); got.State != bot.PrepFailed || got.Note != "Short takes no videos longer than a minute." {
		t.Errorf("the preparation is %+v", got)
	}
	if got := w.saidOf(p); got != `clip.mp4 is ready, and the appeal does not take it. Short takes no videos longer than a minute. Then press "Try again" on the card.` {
		t.Errorf("it says %q", got)
	}
	if got := w.appeal(a.ID); got.Digest != a.Digest {
		t.Error("the draft changed")
	}
	for _, f := range []string{use.Digest, use.Video.Poster, use.Video.Versions[0].Digest} {
		if w.kept(f).Original {
			t.Errorf("%s is kept as an original", f)
		}
	}
	_, err := w.Reprep(t.Context(), w.by(bob), p.ID)
	w.refused(err, bot.ErrInvalid, "longer than a minute")
	if got := w.prep(p.ID); got.State != bot.PrepFailed || got.Made == nil {
		t.Errorf("refused once more it is %+v", got)
	}
	_, err = w.says(a, "Were you there?", "long")
	w.must(err)
	done, err := w.Reprep(t.Context(), w.by(bob), p.ID) // nothing is made anew
	w.must(err)
	if done.State != bot.PrepDone || done.Made != nil || w.prep(p.ID).State != bot.PrepDone {
		t.Errorf("it is %+v", done)
	}
	if m := w.appeal(a.ID).Content.Media[0]; m.Digest != use.Digest || m.Original != p.Original || m.Name != "clip.mp4" {
		t.Errorf("the media are %+v", m)
	}
	if got := w.appeal(a.ID); len(got.Content.Media) != 1 || got.Changed.Person != "bob" {
		t.Errorf("after another try it has %d media, changed by %s", len(got.Content.Media), got.Changed.Person)
	}
	_, err = w.Reprep(t.Context(), w.by(bob), p.ID)
	w.refused(err, bot.ErrStale, "nothing to try again: clip.mp4 is done")
	_, err = w.Unprep(t.Context(), w.by(bob), p.ID)
	w.refused(err, bot.ErrStale, "nothing to take off")
	_, err = w.Unprep(t.Context(), w.by(eve), p.ID)
	w.refused(err, bot.ErrDenied)
}

func TestAFailureIsTriedAgainAFewTimes(t *testing.T) {
	w := newWorld(t)
	p := w.film(w.draft(bot.Witness, "x"), "original")
	why := bot.Refuse(bot.ErrInvalid, "The program failed over it.")
	for i, pause := range []time.Duration{30 * time.Second, 2 * time.Minute} {
		c := w.claim()
		w.must(w.PrepFailed(t.Context(), c, why, true))
		got := w.prep(p.ID)
		if got.State != bot.PrepWaiting || got.Attempt != i+1 || !got.Due.Equal(w.clock().Add(pause)) || w.saidOf(p) != "" {
			t.Fatalf("after failure %d it is %+v", i+1, got)
		}
		w.wait(pause)
	}
	w.must(w.PrepFailed(t.Context(), w.claim(), why, true))
	if got := w.prep(p.ID); got.State != bot.PrepFailed || !strings.Contains(w.saidOf(p), "failed over it") {
		t.Errorf("after the last failure it is %+v", got)
	}
	// The same file again takes the place of the failure.
	again := w.film(w.appeal(p.Appeal), "original")
	if got := w.prep(p.ID); got.State != bot.PrepDropped || again.ID == p.ID {
		t.Errorf("the failed one is %s", got.State)
	}
	w.must(w.PrepFailed(t.Context(), w.claim(), bot.Refuse(bot.ErrInvalid, "It is no video."), false))
	if got := w.prep(again.ID); got.State != bot.PrepFailed || got.Attempt != 1 {
		t.Errorf("a file that is no good is %+v", got)
	}
	// A clip that was never any of the appeal does not stop it.
	if _, err := w.Submit(t.Context(), w.by(ann), p.Appeal); err != nil {
		t.Error(err)
	}
}

func TestAProgramThatStopsOverAVideo(t *testing.T) {
	w := newWorld(t)
	p := w.film(w.draft(bot.Witness, "x"), "original")
	first := w.claim()
	w.wait(lease)
	second := w.claim()
	if second.Attempt != 2 {
		t.Errorf("begun anew it is %+v", second)
	}
	for _, err := range []error{
		w.Prepared(t.Context(), first, w.made("public", "")), w.PrepProgress(t.Context(), first, "x", 1, lease),
		w.PrepFailed(t.Context(), first, bot.Refuse(bot.ErrInvalid, "x"), false), w.PrepBack(t.Context(), first),
	} {
		if !errors.Is(err, bot.ErrStale) {
			t.Errorf("a claim that is over still counts: %v", err)
		}
	}
	w.must(w.PrepBack(t.Context(), second)) // an orderly stop does not count
	if got := w.prep(p.ID); got.State != bot.PrepWaiting || got.Attempt != 1 {
		t.Errorf("put back it is %+v", got)
	}
	for range 2 {
		w.claim()
		w.wait(lease)
	}
	if got, err := w.ClaimPrep(t.Context(), "worker", lease); err != nil || got != nil {
		t.Errorf("claimed %+v, %v", got, err)
	}
	if got := w.prep(p.ID); got.State != bot.PrepFailed || !strings.Contains(got.Note, "stopped 3 times") {
		t.Errorf("it is %+v", got)
	}
}

func TestCoverAVideo(t *testing.T) {
	w := newWorld(t)
	a := w.ready(w.film(w.draft(bot.Witness, "x"), "original"), "plain", "aac")
	a, err := w.Caption(t.Context(), w.by(ann), a.ID, "", bot.Caption{Language: "en", Text: "Who?"}, []byte("WEBVTT"))
	w.must(err)
	a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Media[0].Alt = "A car" })
	w.must(err)
	old := a.Content.Media[0]
	_, err = w.CoverFilm(t.Context(), w.by(bob), a.ID, old.Digest, []bot.Cover{{Left: 500, Right: 400, Bottom: 100}})
	w.refused(err, bot.ErrInvalid, "no such part")
	_, err = w.Poster(t.Context(), w.by(bob), a.ID, old.Digest, time.Hour)
	w.refused(err, bot.ErrInvalid, "0:42 long")

	a, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
	covers := []bot.Cover{{Right: 500, Bottom: 500, From: time.Second, To: 2 * time.Second}}
	p, err := w.CoverFilm(t.Context(), w.by(bob), a.ID, old.Digest, covers)
	w.must(err)
	if a = w.appeal(a.ID); a.State != bot.Editing {
		t.Errorf("it is %s while a face is still to be covered", a.State)
	}
	if p.Replaces != old.Digest || p.Original != old.Original || p.Size != 8 || p.Poster != time.Second || len(p.Edits) != 1 {
		t.Errorf("asked for is %+v", p)
	}
	// Two officers ask for two things: it gets both, once.
	q, err := w.Poster(t.Context(), w.by(carla), a.ID, "", 7*time.Second)
	w.must(err)
	if got := w.prep(p.ID); got.State != bot.PrepDropped || len(q.Edits) != 1 || q.Poster != 7*time.Second {
		t.Errorf("%s, then %+v", got.State, q)
	}
	c := w.claim()
	w.must(w.PrepFailed(t.Context(), c, bot.Refuse(bot.ErrInvalid, "It is damaged."), false))
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.refused(err, bot.ErrStale, "could not be changed as was asked: It is damaged.")
	_, err = w.Reprep(t.Context(), w.by(ann), q.ID)
	w.must(err)
	c = w.claim()
	_, err = w.Caption(t.Context(), w.by(ann), a.ID, "", bot.Caption{Language: "fr", Text: "Qui ?"}, []byte("WEBVTT fr"))
	w.must(err)
	before := w.appeal(a.ID)
	use := w.made("covered", "aac")
	w.must(w.Prepared(t.Context(), c, use))
	a = w.appeal(a.ID)
	m := a.Content.Media[0]
	if len(a.Content.Media) != 1 || m.Digest != use.Digest || m.Alt != "A car" || m.Original != old.Original || len(m.Edits) != 1 || len(m.Video.Captions) != 2 {
		t.Errorf("covered it is %+v", m)
	}
	if a.Digest == before.Digest {
		t.Error("the digest does not cover it")
	}
	if got := w.saidOf(q); !strings.HasSuffix(got, "/1.") {
		t.Errorf("it says %q", got)
	}

	r, err := w.CoverFilm(t.Context(), w.by(bob), a.ID, m.Digest, nil)
	w.must(err)
	if len(r.Edits) != 0 {
		t.Errorf("uncovered is %+v", r)
	}
	_, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Media = nil })
	w.must(err)
	if got := w.prep(r.ID); got.State != bot.PrepDropped {
		t.Errorf("its video was taken off, and it is %s", got.State)
	}
}

// A video made anew may come out as it was, as when only its still is another one.
func TestAVideoThatComesOutAsItWas(t *testing.T) {
	w := newWorld(t)
	a := w.ready(w.film(w.draft(bot.Witness, "x"), "original"), "plain", "aac")
	before := a.Digest
	_, err := w.Poster(t.Context(), w.by(ann), a.ID, "", 3*time.Second)
	w.must(err)
	use := w.made("plain", "aac")
	use.Video.Poster = w.put("another still")
	w.must(w.Prepared(t.Context(), w.claim(), use))
	a = w.appeal(a.ID)
	if len(a.Content.Media) != 1 || a.Content.Media[0].Video.Poster != use.Video.Poster || a.Digest == before {
		t.Errorf("the media are %+v", a.Content.Media)
	}
	// A second video that comes out as the first one is the first one.
	p := w.film(a, "the same in another container")
	w.must(w.Prepared(t.Context(), w.claim(), use))
	if got := w.prep(p.ID); got.State != bot.PrepFailed || !strings.Contains(got.Note, "already") {
		t.Errorf("it is %+v", got)
	}
}

func TestMediaFromBeforeOriginalsWereKept(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	a, err := w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Media = []bot.MediaUse{clip("d", time.Second)} })
	w.must(err)
	_, err = w.Poster(t.Context(), w.by(ann), a.ID, "", 0)
	w.refused(err, bot.ErrInvalid, "before originals were kept")
	_, _, err = w.Original(t.Context(), w.by(ann), a.ID, "d")
	w.refused(err, bot.ErrInvalid, "before originals were kept")
}

func TestTooManyPreparations(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	for i := range 150 {
		p := w.film(a, strings.Repeat("x", i+1))
		_, err := w.Unprep(t.Context(), w.by(ann), p.ID)
		w.must(err)
	}
	_, err := w.Film(t.Context(), w.by(ann), a.ID, w.clip("another"))
	w.refused(err, bot.ErrInvalid, "150 videos were prepared")
}
