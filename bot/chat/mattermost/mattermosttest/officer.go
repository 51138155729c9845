package mattermosttest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/mattermost/mattermost/server/public/model"
)

// An officer is somebody with a client: logged in, with a websocket over which
// everything comes that a client shows.
type officer struct {
	id, name string
	client   *model.Client4

	mu      sync.Mutex
	changed chan struct{} // closed at every change
	posted  map[string]bool
	pings   map[string]bool // posts that notify them
	alone   []*model.Post   // what was shown to them alone
	dialogs []model.OpenDialogRequest
	fences  map[string]bool
	hello   bool
	form    *dialog // the form in front of them
}

// newOfficer logs somebody in.
func newOfficer(t *testing.T, url string, u *model.User) *officer {
	t.Helper()
	o := &officer{
		id: u.Id, name: u.Username, client: newClient(t, url), changed: make(chan struct{}),
		posted: map[string]bool{}, pings: map[string]bool{}, fences: map[string]bool{},
	}
	_, _, err := o.client.Login(t.Context(), u.Username, Password)
	check(t, "log in as "+u.Username, err)
	return o
}

// listen opens the officer's websocket for the rest of the test.
func (o *officer) listen(t *testing.T, url string) {
	t.Helper()
	header := http.Header{"Authorization": {"Bearer " + o.client.AuthToken}}
	ws, res, err := websocket.DefaultDialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(url, "http")+"/api/v4/websocket", header)
	check(t, "open the websocket of "+o.name, err)
	res.Body.Close()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			_, body, err := ws.ReadMessage()
			if err != nil {
				return
			}
			if e, err := model.WebSocketEventFromJSON(bytes.NewReader(body)); err == nil && e.IsValid() {
				o.take(e)
			}
		}
	}()
	t.Cleanup(func() {
		hangUp(ws)
		<-done
	})
	if !o.until(patience, func() bool { return o.hello }) {
		t.Fatalf("the websocket of %s gets no hello", o.name)
	}
}

// take notes what an event shows.
func (o *officer) take(e *model.WebSocketEvent) {
	o.mu.Lock()
	defer o.mu.Unlock()
	text := func(key string) string {
		s, _ := e.GetData()[key].(string)
		return s
	}
	switch e.EventType() {
	case model.WebsocketEventHello:
		o.hello = true
	case model.WebsocketEventPosted, model.WebsocketEventPostEdited:
		var p model.Post
		if json.Unmarshal([]byte(text("post")), &p) != nil {
			return
		}
		o.posted[p.Id] = true
		// In a direct conversation every message notifies.
		if strings.Contains(text("mentions"), o.id) && text("channel_type") != string(model.ChannelTypeDirect) {
			o.pings[p.Id] = true
		}
	case model.WebsocketEventEphemeralMessage:
		p := &model.Post{}
		if json.Unmarshal([]byte(text("post")), p) != nil {
			return
		}
		o.alone = append(o.alone, p)
	case model.WebsocketEventOpenDialog:
		var d model.OpenDialogRequest
		if json.Unmarshal([]byte(text("dialog")), &d) != nil {
			return
		}
		o.dialogs = append(o.dialogs, d)
	case model.WebsocketEventPreferencesChanged:
		var ps model.Preferences
		if json.Unmarshal([]byte(text("preferences")), &ps) != nil {
			return
		}
		for _, p := range ps {
			o.fences[p.Value] = true
		}
	default:
		return
	}
	close(o.changed)
	o.changed = make(chan struct{})
}

// until waits until ok holds for what the officer has seen, or for as long as
// d, and reports whether it does.
func (o *officer) until(d time.Duration, ok func() bool) bool {
	limit := time.NewTimer(d)
	defer limit.Stop()
	for {
		o.mu.Lock()
		good, changed := ok(), o.changed
		o.mu.Unlock()
		if good {
			return true
		}
		select {
		case <-changed:
		case <-limit.C:
			return false
		}
	}
}

// fence waits until everything that the server has sent so far has come: events
// stay in order, so when one comes that was caused now, all others have.
func (o *officer) fence(t *testing.T) {
	t.Helper()
	mark := model.NewId()
	_, err := o.client.UpdatePreferences(t.Context(), o.id, model.Preferences{{UserId: o.id, Category: "test", Name: "fence", Value: mark}})
	check(t, "set a preference", err)
	if !o.until(patience, func() bool { return o.fences[mark] }) {
		t.Fatalf("the websocket of %s is silent", o.name)
	}
}

// pinged reports whether a post notifies the officer.
func (o *officer) pinged(t *testing.T, post string) bool {
	t.Helper()
	o.mu.Lock()
	known, pinged := o.posted[post], o.pings[post]
	o.mu.Unlock()
	if known {
		return pinged
	}
	o.fence(t)
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.pings[post]
}

// seen is how much the officer has seen so far.
func (o *officer) seen() (alone, dialogs int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.alone), len(o.dialogs)
}

// since returns what came after seen.
func (o *officer) since(alone, dialogs int) ([]*model.Post, []model.OpenDialogRequest) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.alone[alone:]), slices.Clone(o.dialogs[dialogs:])
}
