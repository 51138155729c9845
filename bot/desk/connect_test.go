package desk_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"appealbot/bot"
)

func TestWhoMayConnectAnAccount(t *testing.T) {
	w := newWorld(t)
	dora := bot.Person{ID: "dora", Name: "Dora", Roles: []bot.Role{bot.Author}}
	for _, tt := range []struct {
		person  bot.Person
		account bot.AccountID
		kind    error
		says    string
	}{
		{carla, "short", nil, ""},
		{dora, "chief", nil, ""},
		{carla, "chief", nil, ""}, // an administrator
		{dora, "short", bot.ErrDenied, "Only administrators may connect Short"},
		{bob, "squad", bot.ErrDenied, "Only administrators may connect Squad"}, // may use it
		{bob, "carlas", bot.ErrDenied, "Only Carla and administrators may connect Carla on Short"},
		{carla, "tall", bot.ErrNotFound, `There is no account "tall". Choose from: short, long,`},
	} {
		fresh, err := w.Connecting(t.Context(), w.by(tt.person), tt.account)
		if tt.kind == nil {
			w.must(err)
		} else {
			w.refused(err, tt.kind, tt.says)
		}
		if fresh != (tt.kind == nil) {
			t.Errorf("%s on %s: fresh is %t", tt.person.Name, tt.account, fresh)
		}
	}
	if w.events("connects account") != 3 || w.events("denied connect") != 3 {
		t.Errorf("logged %d and %d", w.events("connects account"), w.events("denied connect"))
	}
}

func TestWhatIsDeliveredTwiceConnectsOnce(t *testing.T) {
	w := newWorld(t)
	by := w.by(carla)
	for _, want := range []bool{true, false} {
		if fresh, err := w.Connecting(t.Context(), by, "short"); err != nil || fresh != want {
			t.Errorf("fresh is %t, %v; want %t", fresh, err, want)
		}
	}
	w.must(w.Connected(t.Context(), by, "short", nil)) // of the same event
	if w.events("connects account") != 1 || w.events("connected account") != 1 {
		t.Error("not logged once")
	}
}

func TestWhatCameOfConnectingIsTold(t *testing.T) {
	w := newWorld(t)
	w.must(w.Connected(t.Context(), w.by(carla), "short", errors.New("The code is wrong")))
	want := "Short was not connected. The code is wrong. Begin again with /appeal connect short."
	if got := w.told("@carla"); !slices.Equal(got, []string{want}) || len(w.told("duty")) > 0 {
		t.Errorf("told %q, want %q", got, want)
	}
	w.wait(1)
	w.must(w.Connected(t.Context(), w.by(carla), "short", nil))
	if got := w.told("@carla"); len(got) != 2 || !slices.Contains(got, "Short is connected and works.") {
		t.Errorf("told %q", got)
	}
	if got := w.told("duty"); !slices.Equal(got, []string{"Carla connected Short."}) {
		t.Errorf("the duty channel was told %q", got)
	}
	// Somebody at the machine, whom no chat knows.
	w.wait(1)
	w.must(w.Connected(t.Context(), w.by(bot.Person{ID: "root", Name: "root"}), "short", errors.New("no")))
	for _, n := range w.due() {
		if strings.Contains(n.Channel, "root") {
			t.Errorf("nobody reads %+v", n)
		}
	}
	if w.events("account not connected") != 2 || w.events("connected account") != 1 {
		t.Error("the log does not say so")
	}
}
