package mattermost

import (
	"encoding/json"
	"net/http"

	"github.com/mattermost/mattermost/server/public/model"
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
func KeptRooms(k Keeper) ([]KeptRoom, error) {
	var out []KeptRoom
	err := k.Load(keepRoom, func(key string, value []byte) error {
		var pl place
		if err := json.Unmarshal(value, &pl); err != nil {
			return err
		}
		out = append(out, KeptRoom{ID: key[len(keepRoom):], Name: pl.Name, Gone: pl.Gone})
		return nil
	})
	return out, err
}
