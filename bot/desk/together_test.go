package desk_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"appealbot/bot"
)

// atOnce does everything at the same time.
func atOnce(fns ...func() error) []error {
	errs := make([]error, len(fns))
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i, fn := range fns {
		wg.Go(func() {
			<-start
			errs[i] = fn()
		})
	}
	close(start)
	wg.Wait()
	return errs
}

func TestTwoOfficersDropTheSameVideoAtOnce(t *testing.T) {
	for range 20 {
		w := newWorld(t)
		a := w.draft(bot.Witness, "x")
		clip := w.clip("original")
		film := func(p bot.Person) func() error {
			by := w.by(p)
			return func() error {
				_, err := w.Film(t.Context(), by, a.ID, clip)
				return err
			}
		}
		refused := 0
		for _, err := range atOnce(film(ann), film(bob), film(carla)) {
			if errors.Is(err, bot.ErrStale) {
				refused++
			} else {
				w.must(err)
			}
		}
		if ps, err := w.preps(a); err != nil || len(ps) != 1 || refused != 2 {
			t.Fatalf("%d preparations, %d refused, %v", len(ps), refused, err)
		}
	}
}

// A video gets ready while one officer edits, one submits, one approves whatever
// there is, and one withdraws. Whatever order that takes: what is approved is
// complete, and was seen as it is.
func TestEverythingAtOnceWhileAVideoGetsReady(t *testing.T) {
	ends := map[string]int{}
	for range 30 {
		w := newWorld(t)
		a := w.draft(bot.Witness, "x")
		p := w.film(a, "original")
		c := w.claim()
		use := w.made("public", "")
		use.Alt = "A car"
		events := []func() error{
			func() error { return w.Prepared(t.Context(), c, use) },
			func() error {
				_, err := w.says(a, "Other words", "short", "long")
				return err
			},
			func() error {
				_, err := w.Submit(t.Context(), w.by(ann), a.ID)
				return err
			},
			func() error {
				_, err := w.Approve(t.Context(), w.by(bob), a.ID, w.appeal(a.ID).Digest)
				return err
			},
			func() error {
				_, err := w.Withdraw(t.Context(), w.by(carla), a.ID, "no")
				return err
			},
			func() error {
				_, err := w.Submit(t.Context(), w.by(ann), a.ID)
				return err
			},
		}
		for _, err := range atOnce(events...) {
			if r := (*bot.Refusal)(nil); err != nil && !errors.As(err, &r) && !errors.Is(err, bot.ErrStale) {
				t.Fatal(err)
			}
		}
		got, prep := w.appeal(a.ID), w.prep(p.ID)
		if prep.Open() && (got.State == bot.Waiting || got.State == bot.Approved) {
			t.Fatalf("it is %s while its video is %s", got.State, prep.State)
		}
		if done := prep.State == bot.PrepDone; done != (len(got.Content.Media) == 1) {
			t.Fatalf("the preparation is %s and the appeal has %d media", prep.State, len(got.Content.Media))
		}
		if got.Digest != got.Plan.Digest() {
			t.Fatal("the digest is not that of the plan")
		}
		for _, post := range w.posts(a) {
			if post.State == bot.PostQueued && (got.State != bot.Approved || len(post.Rendering.Parts[0].Media) != 1) {
				t.Fatalf("%s is queued while the appeal is %s", post.Account, got.State)
			}
		}
		ends[fmt.Sprintf("%s, video %s", got.State, prep.State)]++
	}
	t.Log(ends)
}

// A transaction that fails leaves nothing behind, and the next try finds all as it
// was.
func TestAStoreThatFailsOverMedia(t *testing.T) {
	w := newWorld(t)
	a := w.draft(bot.Witness, "x")
	broken := errors.New("disk")
	fails := func(name string, fn func() error) {
		t.Helper()
		w.breaks.Store(&broken)
		if err := fn(); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
		w.breaks.Store(nil)
	}
	clip := w.clip("original")
	fails("film", func() error {
		_, err := w.Film(t.Context(), w.by(ann), a.ID, clip)
		return err
	})
	if ps, err := w.preps(a); err != nil || len(ps) != 0 {
		t.Fatalf("%+v, %v", ps, err)
	}
	p := w.film(a, "original")
	fails("claim", func() error {
		_, err := w.ClaimPrep(t.Context(), "worker", lease)
		return err
	})
	c := w.claim()
	use := w.made("public", "")
	fails("prepared", func() error { return w.Prepared(t.Context(), c, use) })
	fails("failed", func() error { return w.PrepFailed(t.Context(), c, bot.Refuse(bot.ErrInvalid, "x"), false) })
	if got := w.prep(p.ID); got.State != bot.PrepWorking || got.Attempt != 1 {
		t.Errorf("it is %+v", got)
	}
	w.must(w.Prepared(t.Context(), c, use))
	a = w.appeal(a.ID)
	fails("captions", func() error {
		_, err := w.Caption(t.Context(), w.by(ann), a.ID, "", bot.Caption{Language: "en"}, []byte("WEBVTT"))
		return err
	})
	m, public := picture("picture")
	fails("attach", func() error {
		_, err := w.Attach(t.Context(), w.by(ann), a.ID, m, public, []byte("original"))
		return err
	})
	if got := w.appeal(a.ID); got.Digest != a.Digest || len(got.Content.Media) != 1 || len(got.Content.Media[0].Video.Captions) != 0 {
		t.Errorf("it is %+v", got.Content.Media)
	}
}

// Three officers press Rewrite at once: it is done once, and the others are told.
func TestRewriteAtOnce(t *testing.T) {
	for range 20 {
		w := newWorld(t)
		w.guard.block("Bathurst", nil)
		a := w.draft(bot.Witness, "Bathurst, Bathurst, Bathurst")
		key := a.Findings[0].Key()
		press := func(p bot.Person) func() error {
			by := w.by(p)
			return func() error {
				_, err := w.Rewrite(t.Context(), by, a.ID, key, a.Digest)
				return err
			}
		}
		refused := 0
		for _, err := range atOnce(press(ann), press(bob), press(carla)) {
			if errors.Is(err, bot.ErrStale) {
				refused++
			} else {
				w.must(err)
			}
		}
		got := w.appeal(a.ID)
		if refused != 2 || got.Revision != 2 || got.Content.Texts["en"] != "en: something else, Bathurst, Bathurst" {
			t.Fatalf("%d refused, revision %d: %q", refused, got.Revision, got.Content.Texts["en"])
		}
	}
}
