package mattermost

import (
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
