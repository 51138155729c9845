package practice

import (
	"encoding/json"
	"fmt"
	"hash/maphash"
	"net/http"
	"strconv"
	"time"

	room "appealbot/bot/chat/practice"
	"appealbot/bot/web"
)

// The stream is silent for at most beat, and sends at most one batch in pause.
const (
	beat  = 20 * time.Second
	pause = 120 * time.Millisecond
)

// A part is a drawn piece of the page and where it belongs: in the place of
// the element with its id, or into a list.
type part struct {
	ID    string `json:"id"`
	HTML  string `json:"html,omitempty"`
	List  string `json:"list,omitempty"`  // id of the list that it is in
	Order string `json:"order,omitempty"` // its place there
	Gone  bool   `json:"gone,omitempty"`
}

// A batch is what changed.
type batch struct {
	Title string `json:"title,omitempty"`
	Parts []part `json:"parts"`
	// Whole: what is in a list and not in the batch is gone, except what
	// was before the batch's first.
	Whole bool `json:"whole,omitempty"`
}

// window is one open stream.
type window struct {
	*page
	s     where
	seed  maphash.Seed
	sent  map[string]uint64 // what was sent last, by id
	title string
}

// live serves the stream of one browser window.
func (p *page) live(st *web.Stream, r *http.Request) {
	w := &window{page: p, seed: maphash.MakeSeed(), sent: map[string]uint64{}}
	chat := p.watch()
	defer chat.close()
	public, stop := p.o.Wall.Watch()
	defer stop()
	tick := time.NewTicker(beat)
	defer tick.Stop()
	rest := time.NewTimer(0)
	defer rest.Stop()
	if err := w.send(st, r, room.Changes{All: true}); err != nil {
		return // the browser went, or sending failed and it will connect anew
	}
	for {
		var err error
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			err = st.Ping()
		case <-chat.wake:
			err = w.send(st, r, chat.take())
		case <-public:
			err = w.send(st, r, room.Changes{})
		}
		if err != nil {
			return
		}
		// Whatever happens in between goes into the next batch.
		rest.Reset(pause)
		select {
		case <-r.Context().Done():
			return
		case <-rest.C:
		}
	}
}

// watcher watches the chat; where there is none, nothing ever happens in it.
type watcher struct {
	wake  <-chan struct{}
	take  func() room.Changes
	close func()
}

func (p *page) watch() watcher {
	if p.o.Chat == nil {
		return watcher{take: func() room.Changes { return room.Changes{} }, close: func() {}}
	}
	w := p.o.Chat.Watch()
	return watcher{w.Wake(), w.Take, w.Close}
}

// send sends what looks different now.
func (w *window) send(st *web.Stream, r *http.Request, c room.Changes) error {
	var b batch
	if err := w.public(&b); err != nil {
		return err
	}
	if w.o.Chat != nil {
		if err := w.chat(&b, r, c); err != nil {
			return err
		}
	}
	if len(b.Parts) == 0 && b.Title == "" && !b.Whole {
		return nil
	}
	data, err := json.Marshal(b)
	if err != nil {
		return fmt.Errorf("encode batch: %w", err)
	}
	return st.Send("batch", data)
}

// chat draws the department's side.
func (w *window) chat(b *batch, r *http.Request, c room.Changes) error {
	s, cs, err := w.look(r.URL.Query())
	if err != nil {
		return err
	}
	w.s = s
	if err := w.frame(b, cs); err != nil {
		return err
	}
	if c.All {
		return w.everything(b)
	}
	return w.changed(b, c)
}

// frame draws everything around the messages.
func (w *window) frame(b *batch, cs []room.Channel) error {
	var here room.Channel
	for _, c := range cs {
		if c.ID == w.s.Channel {
			here = c
		}
	}
	head := w.room(w.s, here)
	if t := title(head, cs); t != w.title {
		b.Title, w.title = t, t
	}
	v := wholeView{where: w.s, Officers: w.officers(w.s), Channels: w.channels(w.s, cs), Room: head}
	return w.pieces(b, v, "officers", "channels", "room-head", "bot-status")
}

// pieces draws pieces of the page by their names.
func (w *window) pieces(b *batch, v wholeView, names ...string) error {
	for _, name := range names {
		if err := w.add(b, part{ID: name}, name, v); err != nil {
			return err
		}
	}
	return nil
}

// public draws the public's side.
func (w *window) public(b *batch) error {
	v := wholeView{Wall: w.wall()}
	if err := w.pieces(b, v, "accounts", "faults", "mentions"); err != nil {
		return err
	}
	for _, p := range v.Wall.Posts {
		if err := w.add(b, part{ID: "post-" + p.ID, List: "posts", Order: p.Order}, "post", p); err != nil {
			return err
		}
	}
	return nil
}

// everything draws the newest messages, whatever was sent before.
func (w *window) everything(b *batch) error {
	pg, s, err := w.messages(w.s)
	if err != nil {
		return err
	}
	w.s, b.Whole = s, true
	for _, m := range pg.Messages {
		id := "msg-" + m.ID
		html, err := w.draw("message", w.message(w.s, m))
		if err != nil {
			return err
		}
		w.sent[id] = w.sum(html)
		b.Parts = append(b.Parts, part{ID: id, HTML: html, List: "messages", Order: order(m)})
	}
	return nil
}

// changed draws the messages that changed and are looked at here.
func (w *window) changed(b *batch, c room.Changes) error {
	for _, at := range c.Messages {
		if at.Channel != w.s.Channel {
			continue
		}
		if at.Thread != w.s.Thread && at.Message != w.s.Thread {
			continue
		}
		id := "msg-" + at.Message
		m, err := w.o.Chat.Look(w.s.Officer, at.Channel, at.Message)
		if err != nil {
			b.Parts = append(b.Parts, part{ID: id, Gone: true})
			continue
		}
		if err := w.add(b, part{ID: id, List: "messages", Order: order(m)}, "message", w.message(w.s, m)); err != nil {
			return err
		}
	}
	return nil
}

func order(m room.Message) string { return strconv.FormatUint(m.Order, 10) }

func (w *window) sum(html string) uint64 { return maphash.String(w.seed, html) }

// add draws a piece and puts it into the batch if it looks different.
func (w *window) add(b *batch, at part, template string, v any) error {
	html, err := w.draw(template, v)
	if err != nil {
		return err
	}
	if sum := w.sum(html); w.sent[at.ID] != sum {
		w.sent[at.ID] = sum
		at.HTML = html
		b.Parts = append(b.Parts, at)
	}
	return nil
}
