package facebook_test

import (
	"net/http"
	"testing"

	"appealbot/bot/network"
	"appealbot/bot/network/facebook/facebooktest"
	"appealbot/bot/network/networktest"
)

func TestInspectTellsTheAccountWhatIsThere(t *testing.T) {
	w := newWorld(t, facebooktest.Options{}, nil)
	root := w.publish("Who knows them?").Remote
	film := w.publish("Who saw this car?", clip(1000)).Remote
	ask := func(id string) string {
		there, err := w.Inspect(t.Context(), id)
		switch {
		case err != nil:
			w.quietText(err.Error())
			return "unknown"
		case there:
			return "there"
		default:
			return "gone"
		}
	}
	for _, id := range []string{root, film} {
		if got := ask(id); got != "there" {
			t.Errorf("%s is %s", id, got)
		}
		if res := w.Remove(t.Context(), id); res.Outcome != network.Done {
			t.Fatalf("remove = %+v", res)
		}
		if got := ask(id); got != "gone" {
			t.Errorf("%s, which was removed, is %s", id, got)
		}
	}
	if got := ask("not an id"); got != "unknown" {
		t.Errorf("what is no id is %s", got)
	}
	w.Limit(32)
	if got := ask(root); got != "unknown" {
		t.Errorf("while nothing is answered it is %s", got)
	}
	w.Limit(0)
	w.faults.Next(1, networktest.Half, func(*http.Request) bool { return true })
	if got := ask(root); got != "unknown" {
		t.Errorf("after half an answer it is %s", got)
	}
	w.Revoke(w.token, 463)
	if got := ask(root); got != "unknown" {
		t.Errorf("with a token that ended it is %s", got)
	}
}

// The error for what does not exist is also that of a token that may not see it.
func TestInspectBelievesOnlyATokenThatSeesThePage(t *testing.T) {
	w := newWorldBehind(t, facebooktest.Options{}, nil, func(http.Handler) http.Handler {
		return http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Content-Type", "application/json")
			rw.WriteHeader(http.StatusBadRequest)
			_, _ = rw.Write([]byte(`{"error":{"message":"Object does not exist, cannot be loaded due to missing permissions","type":"GraphMethodException","code":100,"error_subcode":33}}`))
		})
	})
	if there, err := w.Inspect(t.Context(), "1001_5001"); err == nil {
		t.Errorf("it is there: %t, although the token sees nothing at all", there)
	}
}
