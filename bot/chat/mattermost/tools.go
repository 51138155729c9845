package mattermost

import (
	"maps"
	"net/http"
	"slices"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/adapter"
)

// What the packages below this one share with the adapter, so that there is one
// way to speak to a server.

// NewClient returns a client of a server's API that keeps the adapter's bounds:
// no redirects, no repetition, no answer without end. A nil transport means the
// standard one.
func NewClient(url, token string, transport http.RoundTripper) *model.Client4 {
	return newClient(url, token, transport)
}

// Failed turns what a method of model.Client4 returned into an error for
// StatusOf and ErrorID. It is nil when err is.
func Failed(resp *model.Response, err error) error { return failed(resp, err) }

// StatusOf returns the HTTP status of an error that Failed made; zero when the
// server did not answer.
func StatusOf(err error) int { return status(err) }

// ErrorID returns the server's name of an error that Failed made.
func ErrorID(err error) string { return errorID(err) }

// A KeptRoom is a channel that an adapter remembers to have been in.
type KeptRoom struct {
	ID, Name string
	Gone     bool // archived
}

// KeptRooms returns the private channels that an adapter remembers.
func KeptRooms(k adapter.Keeper) ([]KeptRoom, error) {
	places, err := (&adapter.Book{Keeper: k, Platform: Name}).Places()
	var out []KeptRoom
	for _, id := range slices.Sorted(maps.Keys(places)) {
		out = append(out, KeptRoom{ID: id, Name: places[id].Name, Gone: places[id].Gone})
	}
	return out, err
}
