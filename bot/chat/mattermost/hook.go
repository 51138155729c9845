package mattermost

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"
)

// Paths of the callbacks, below Options.Callback.
const (
	PathCommand = "/mattermost/command"
	PathAction  = "/mattermost/action"
	PathDialog  = "/mattermost/dialog"
)

// Bounds of a callback.
const (
	maxHook = 1 << 20 // of a request's body, in bytes
	// prompt is how long the server is kept waiting. A person who has pressed
	// or typed something sees nothing until it is answered; what takes longer
	// is told through the API.
	prompt = 700 * time.Millisecond
)

// Handler answers the server's callbacks: commands, buttons and forms. While
// Run is not running it tells people to try again.
func (p *Platform) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+PathCommand, p.onCommand)
	mux.HandleFunc("POST "+PathAction, p.onAction)
	mux.HandleFunc("POST "+PathDialog, p.onDialog)
	return mux
}

// reply answers a callback; nil is nothing to show. Only status 200 with this
// content type is shown as meant (a real server, 2026-11).
func (p *Platform) reply(w http.ResponseWriter, v any) {
	if v == nil {
		v = struct{}{}
	}
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		p.o.Log.Warn("callback not answered", "err", err)
	}
}

// decode reads a callback's JSON.
func (p *Platform) decode(w http.ResponseWriter, r *http.Request, v any) bool {
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxHook)).Decode(v); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			http.Error(w, "too long", http.StatusRequestEntityTooLarge)
			return false
		}
		http.Error(w, "not readable", http.StatusBadRequest)
		return false
	}
	return true
}
