package mastodon

import (
	"encoding/json"
	"testing"
	"time"

	"appealbot/bot/network"
)

// What other servers claim about times keeps nothing from being read.
func TestTimesThatAreNone(t *testing.T) {
	now := time.Date(2026, 11, 2, 18, 0, 0, 0, time.UTC)
	a := &Account{o: Options{Now: func() time.Time { return now }}}
	for _, at := range []string{`"+10000-01-01T00:00:00.000Z"`, `"-0001-01-01T00:00:00.000Z"`, `"soon"`, `5`, `null`} {
		st, err := read(json.RawMessage(`{"id":"2","created_at":` + at + `,"edited_at":` + at + `,"account":{"id":"3","acct":"eve"}}`))
		if err != nil {
			t.Errorf("%s: %v", at, err)
			continue
		}
		for _, kind := range []network.ItemKind{network.ItemNew, network.ItemEdited} {
			if it := a.item(st, kind, place{}); !it.At.Equal(now) {
				t.Errorf("%s %s is taken for %v", kind, at, it.At)
			}
		}
	}
}
