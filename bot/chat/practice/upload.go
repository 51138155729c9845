package practice

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"appealbot/bot/chat"
)

// Upload drops files into a channel or thread, with a few words or none. The
// bot gets to know of it in threads that it began.
func (p *Platform) Upload(ctx context.Context, a Act, text string, files []chat.File) (Outcome, error) {
	if len(files) == 0 || len(files) > MaxFiles {
		return Outcome{}, fmt.Errorf("drop %d files: %w", len(files), ErrInvalid)
	}
	if utf8.RuneCountInString(text) > MaxText {
		return Outcome{}, fmt.Errorf("say with a file: %w", ErrTooBig)
	}
	for _, f := range files {
		if int64(len(f.Data)) > MaxFile {
			return Outcome{}, fmt.Errorf("drop file: %w", ErrTooBig)
		}
	}
	files, _ = named(files)
	p.mu.Lock()
	at, err := p.put(a, chat.Message{Text: text, Files: files})
	if err != nil {
		p.mu.Unlock()
		return Outcome{}, err
	}
	c := p.channels[at.Channel]
	root := c.byID[at.Thread]
	if root == nil || root.By != "" || c.NoBot {
		p.mu.Unlock()
		return Outcome{Message: at}, nil
	}
	m := c.byID[at.Message]
	// The event carries names and types; the bytes are added when it is
	// handed over.
	u := chat.Upload{Files: slices.Clone(m.Body.Files)}
	out, err := p.deliver(ctx, chat.Event{
		ID: eventID("upload", at, a.User, m.Client), User: a.User, At: at, Direct: c.User != "", Upload: &u,
	}, m.Files)
	out.Message = at
	return out, err
}

// named are files with names that do for all, once with and once without their
// bytes.
func named(files []chat.File) (whole, names []chat.File) {
	whole = slices.Clone(files)
	for i := range whole {
		f := &whole[i]
		// Some browsers send the whole path.
		f.Name = short(path.Base(strings.ReplaceAll("/"+f.Name, `\`, "/")), 120)
	}
	names = slices.Clone(whole)
	for i := range names {
		names[i].Data = nil
	}
	return whole, names
}

// File returns the n-th file of a message that an officer sees, counted as in
// Message.Files.
func (p *Platform) File(user, channel, id string, n int) (chat.File, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	_, m, err := p.see(&Act{User: user, Channel: channel, Client: "look"}, id)
	if err != nil {
		return chat.File{}, err
	}
	body := stripped(m.Body)
	files := walk(&body)
	if n < 0 || n >= len(files) {
		return chat.File{}, fmt.Errorf("find file: %w", chat.ErrNotFound)
	}
	f := *files[n]
	f.Data = slices.Clone(p.files[m.Files[n]])
	f.Dark = slices.Clone(p.files[string(f.Dark)])
	return f, nil
}
