package desk_test

import (
	"slices"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/desk"
)

func (w *world) draftOn(p bot.Person, accounts ...bot.AccountID) (bot.Appeal, error) {
	return w.Draft(w.t.Context(), w.by(p), desk.NewAppeal{Number: "2026-77", Facts: bot.Facts{What: "A"}, Accounts: accounts})
}

func TestOnlyWhoMayUseAnAccountDraftsForIt(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct {
		account bot.AccountID
		says    []string
	}{
		{"carlas", []string{"Carla on Short is the account of Carla, and nobody else may publish there", "ask Carla"}},
		{"chief", []string{"Chief is the account of dora, and only dora and Carla may publish there"}},
		{"squad", []string{"Only Bob and Carla may publish on Squad"}},
	} {
		_, err := w.draftOn(ann, "long", tt.account)
		w.refused(err, bot.ErrDenied, tt.says...)
		_, err = w.draftOn(carla, "long", tt.account)
		w.must(err)
	}
	if n := w.events("denied draft"); n != 3 {
		t.Errorf("the log has %d denied drafts, want 3", n)
	}
	_, err := w.draftOn(bob, "squad")
	w.must(err)
}

func TestDefaultsArePassedOverByWhomMayNotUseThem(t *testing.T) {
	w := newWorld(t)
	for p, want := range map[*bot.Person][]bot.AccountID{&ann: {"short", "long"}, &carla: {"short", "long", "carlas"}} {
		a, err := w.draftOn(*p)
		w.must(err)
		if !slices.Equal(a.Content.Accounts, want) {
			t.Errorf("%s drafts for %v, want %v", p.Name, a.Content.Accounts, want)
		}
	}
}

// Others may mend the words for somebody's account, but neither put it on nor
// submit.
func TestSomebodyElsesAccountInADraft(t *testing.T) {
	w := newWorld(t)
	add := func(c *bot.Content) { c.Accounts = append(c.Accounts, "carlas") }
	mend := func(c *bot.Content) { c.Texts["en"] += "!" }
	a, err := w.draftOn(ann)
	w.must(err)
	_, err = w.Edit(t.Context(), w.by(ann), a.ID, "", add)
	w.refused(err, bot.ErrDenied, "Carla")
	_, err = w.Edit(t.Context(), w.by(carla), a.ID, "", add)
	w.must(err)
	a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", mend)
	w.must(err)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.refused(err, bot.ErrDenied, "Carla")
	a, err = w.Submit(t.Context(), w.by(carla), a.ID)
	w.must(err)
	// Whoever changes the time of what waits submits it again.
	_, err = w.Schedule(t.Context(), w.by(ann), a.ID, w.clock().Add(time.Hour))
	w.refused(err, bot.ErrDenied, "Carla")
	// Without it nobody is in the way.
	a, err = w.Edit(t.Context(), w.by(ann), a.ID, "", func(c *bot.Content) { c.Accounts = c.Accounts[:2] })
	w.must(err)
	_, err = w.Submit(t.Context(), w.by(ann), a.ID)
	w.must(err)
}

func TestAnUpdateGoesWhereItsAuthorMayPublish(t *testing.T) {
	w := newWorld(t)
	publish := func(accounts ...bot.AccountID) bot.Appeal {
		a, err := w.draftOn(carla, accounts...)
		w.must(err)
		a, err = w.Submit(t.Context(), w.by(carla), a.ID)
		w.must(err)
		a, err = w.Approve(t.Context(), w.by(bob), a.ID, a.Digest)
		w.must(err)
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
			ps, err := tx.PostsOf(a.ID)
			for _, p := range ps {
				p.State, p.Due, p.Remotes = bot.PostPosted, time.Time{}, []string{string(p.ID)}
				w.must(tx.SetPost(p))
			}
			return err
		}))
		return a
	}
	u, err := w.Follow(t.Context(), w.by(ann), publish("carlas", "long").ID, "More")
	w.must(err)
	if !slices.Equal(u.Content.Accounts, []bot.AccountID{"long"}) || u.State != bot.Waiting {
		t.Errorf("the update is %s on %v", u.State, u.Content.Accounts)
	}
	_, err = w.Follow(t.Context(), w.by(ann), publish("carlas").ID, "More")
	w.refused(err, bot.ErrDenied, "Carla")
}
