package app

import (
	"io"
	"log/slog"

	"appealbot/configs"
)

// newLog makes the program's log as the configuration wants it. It never
// holds the text of a draft, a tip or a reply: what it says are names, ids,
// states and times.
func newLog(c configs.Log, w io.Writer) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Level)); err != nil {
		level = slog.LevelInfo // the configuration was checked; this cannot be
	}
	o := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, o))
	}
	return slog.New(slog.NewTextHandler(w, o))
}
