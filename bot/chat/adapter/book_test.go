package adapter_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot/chat"
	"appealbot/bot/chat/adapter"
)

// What was kept by an earlier version is what its names say.
func TestKeptRecords(t *testing.T) {
	w := newWorld(t, false)
	for key, value := range map[string]string{
		"key/k":     `{"s":1,"i":"i1","c":"c1","r":"r1","f":["f1"],"h":"h1"}`,
		"post/1":    `{"k":"k1","c":"c1","r":"r1","t":1,"u":2,"h":"h1","m":["m1"],"f":["f1"],"x":{"ann check":3},"d":["d1"],"n":{"k":"k2","s":3,"p":4,"o":"o1","f":["f2"],"t":["t1"]}}`,
		"roomkey/k": `{"s":1,"i":"i1","c":"name"}`,
		"room/c1":   `{"n":"name","d":"Title","o":true,"b":5,"g":true,"t":6}`,
	} {
		if err := w.keep.Save(key, []byte(value)); err != nil {
			t.Fatal(err)
		}
		v := map[string]any{"key/": &adapter.Sent{}, "post/": &adapter.Posted{}, "roomkey/": &adapter.Sent{}, "room/": &adapter.Place{}}[key[:strings.Index(key, "/")+1]]
		if ok, err := w.book.Get(key, v); err != nil || !ok {
			t.Fatalf("Get %s: %t, %v", key, ok, err)
		}
		if err := w.book.Save(key, v); err != nil {
			t.Fatal(err)
		}
		if got, err := w.keep.Get(key); err != nil || string(got) != value {
			t.Errorf("%s is kept as %s (%v), want %s", key, got, err, value)
		}
	}
	rec, _, err := w.book.Posted("1")
	if err != nil || rec.Channel != "c1" || rec.Changed != 2 || rec.Signs["ann check"] != 3 || rec.Try.For != "o1" {
		t.Errorf("message %+v (%v)", rec, err)
	}
	places, err := w.book.Places()
	if want := (adapter.Place{Name: "name", Title: "Title", Out: true, Blind: 5, Gone: true, Turn: 6}); err != nil || places["c1"] != want {
		t.Errorf("places %+v (%v)", places, err)
	}
}

// What cannot be read is an error that says what; what is not there is none.
func TestBookThatIsDamaged(t *testing.T) {
	w := newWorld(t, false)
	for _, key := range []string{"post/1", "room/c1", "since"} {
		if err := w.keep.Save(key, []byte("{")); err != nil {
			t.Fatal(err)
		}
	}
	_, _, message := w.book.Posted("1")
	_, places := w.book.Places()
	_, _, since := w.progress.Since()
	for what, err := range map[string]error{"post/1": message, "room/c1": places, "progress": since} {
		if err == nil || !strings.Contains(err.Error(), what+" of far") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, ok, err := w.book.Posted("2"); ok || err != nil {
		t.Errorf("a message that is not there: %t, %v", ok, err)
	}
	if _, err := w.book.Note("2", func(*adapter.Posted) {}); err == nil {
		t.Error("a message that is not there is noted")
	}
}

// Changes from all sides are all kept; what is known is not kept anew.
func TestNote(t *testing.T) {
	w := newWorld(t, false)
	if _, err := w.book.KeepNew("1", adapter.Posted{Key: "k"}); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			if _, err := w.book.Note("1", func(rec *adapter.Posted) { rec.At++ }); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if rec, err := w.book.KeepNew("1", adapter.Posted{Key: "other"}); err != nil || rec.At != 50 || rec.Key != "k" {
		t.Errorf("it is kept as %+v (%v), want 50 changes", rec, err)
	}
}

// What nothing was done about for long is forgotten, and what cannot be read.
func TestPrune(t *testing.T) {
	w := newWorld(t, false)
	now := time.Now()
	old, fresh := now.Add(-48*time.Hour).UnixMilli(), now.UnixMilli()
	for key, v := range map[string]any{
		"post/old": adapter.Posted{At: old}, "post/changed": adapter.Posted{At: old, Changed: fresh}, "post/new": adapter.Posted{At: fresh},
		"key/old": adapter.Sent{Since: old}, "key/new": adapter.Sent{Since: fresh}, "post/broken": "?",
		"room/old": adapter.Place{}, "roomkey/old": adapter.Sent{Since: old},
	} {
		if err := w.book.Save(key, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.book.Prune(t.Context(), now.Add(-24*time.Hour)); err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	_ = w.keep.Load("", func(key string, _ []byte) error { got[key] = true; return nil }) // which never fails
	want := map[string]bool{"post/changed": true, "post/new": true, "key/new": true, "room/old": true, "roomkey/old": true}
	if !maps.Equal(got, want) {
		t.Errorf("kept: %v, want %v", got, want)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.book.Prune(ctx, now); !errors.Is(err, context.Canceled) {
		t.Errorf("Prune that was stopped: %v", err)
	}
	w.book.PruneDaily(ctx, time.Hour) // ends at once
}

// Memory keeps its own bytes, in order, and forgets what is empty.
func TestMemory(t *testing.T) {
	var m adapter.Memory
	value := []byte("1")
	for _, key := range []string{"b/2", "a/1", "b/1", "b/3"} {
		if err := m.Save(key, value); err != nil {
			t.Fatal(err)
		}
	}
	value[0] = '2'
	if err := m.Save("b/3", nil); err != nil {
		t.Fatal(err)
	}
	var keys []string
	err := m.Load("b/", func(key string, value []byte) error {
		keys = append(keys, key+"="+string(value))
		return m.Save("b/9", []byte("9"))
	})
	if got := strings.Join(keys, " "); err != nil || got != "b/1=1 b/2=1" {
		t.Errorf("Load: %s (%v)", got, err)
	}
	if err := m.Load("", func(string, []byte) error { return errLost }); !errors.Is(err, errLost) {
		t.Errorf("Load: %v, want the error", err)
	}
}

// Who wants a pause is given one, as often as that takes.
func TestPatient(t *testing.T) {
	n := 0
	err := adapter.Patient(t.Context(), func() error {
		if n++; n < 4 {
			return &chat.RateLimited{After: time.Millisecond}
		}
		return errRefused
	})
	if n != 4 || !errors.Is(err, errRefused) {
		t.Errorf("asked %d times: %v, want four and the refusal", n, err)
	}
}

// Messages are found by how their names begin, rooms by their platform's book.
func TestEachOfTheBook(t *testing.T) {
	w := newWorld(t, true)
	w.post("k", sized(1, 0))
	if _, err := w.poster.Post(t.Context(), "k2", "c2", "", sized(1, 0)); err != nil {
		t.Fatal(err)
	}
	var got []string
	each := func(name string, rec adapter.Posted) { got = append(got, name+" "+rec.Channel) }
	if err := w.book.EachPosted("c2/", each); err != nil || len(got) != 1 || got[0] != "c2/1 c2" {
		t.Errorf("messages in c2: %q (%v)", got, err)
	}
	one, two := w.made("2"), w.made("1")
	if err := w.book.Save(adapter.KeepRoom+one, adapter.Place{Name: "case-2", Gone: true}); err != nil {
		t.Fatal(err)
	}
	rooms, err := adapter.KeptRooms(w.keep, "far")
	want := []adapter.KeptRoom{{ID: two, Name: "case-1"}, {ID: one, Name: "case-2", Gone: true}}
	if err != nil || !slices.Equal(rooms, want) {
		t.Errorf("rooms %+v (%v), want %+v", rooms, err, want)
	}
	if err := w.keep.Save("post/c2/9", []byte("{")); err != nil {
		t.Fatal(err)
	}
	if err := w.book.EachPosted("c2/", each); err == nil {
		t.Error("a message that cannot be read is no error")
	}
}
