package practice_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	room "appealbot/bot/chat/practice"
	"appealbot/bot/network"
	wall "appealbot/bot/network/practice"
	"appealbot/bot/web"
	"appealbot/bot/web/practice"
)

// world is a practice room with a bot that does what the real one does, as far
// as the page can tell.
type world struct {
	t     *testing.T
	chat  *room.Platform
	wall  *wall.Wall
	url   string
	media cabinet
	api   *httptest.Server // the wall's, for accounts

	alone bool // the page shows only the public side

	mu     sync.Mutex
	events []chat.Event
}

func officers() []room.Officer {
	return []room.Officer{
		{User: "ann", Name: "Cst. Ann Okafor", Role: "author", Colour: "#2563eb"},
		{User: "bob", Name: "Sgt. Bob Tremblay", Role: "approver", Colour: "#0f766e"},
		{User: "carla", Name: "Insp. Carla Singh", Role: "lead", Colour: "#9333ea"},
		{User: "dev", Name: "Det. Dev Patel", Role: "author", Colour: "#b45309"},
	}
}

func open(t *testing.T) *world { return (&world{t: t}).open() }

func (w *world) open() *world {
	t := w.t
	t.Helper()
	var err error
	toronto, err := time.LoadLocation("America/Toronto")
	if err != nil {
		t.Fatal(err)
	}
	w.media = cabinet{t.TempDir()}
	if w.chat, err = room.New(room.Options{Officers: officers(), Now: time.Now, Zone: toronto, Keep: w.media}); err != nil {
		t.Fatal(err)
	}
	ps := wall.Profiles()
	for i := range ps {
		ps[i].Process = 0
	}
	link := func(id string) string { return w.url + "/post/" + id }
	if w.wall, err = wall.NewWall(wall.Options{Profiles: ps, Now: time.Now, Link: link, Blobs: w.media}); err != nil {
		t.Fatal(err)
	}
	w.api = httptest.NewServer(w.wall.Handler())
	w.serve("127.0.0.1:0")
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	changes := w.chat.Watch()
	defer changes.Close()
	ran := make(chan struct{})
	go func() {
		defer close(ran)
		_ = w.chat.Run(ctx, w)
	}()
	t.Cleanup(func() {
		w.wall.Close()
		w.api.Close()
		cancel()
		<-ran
	})
	for !w.chat.Listening() {
		<-changes.Wake()
	}
	return w
}

// serve serves the page.
func (w *world) serve(addr string) *web.Server {
	w.t.Helper()
	m, err := web.New(web.Options{Now: time.Now})
	if err != nil {
		w.t.Fatal(err)
	}
	o := practice.Options{
		Chat: w.chat, Wall: w.wall, Media: w.media, Now: time.Now, Zone: time.UTC, Command: "/appeal",
		Example: "/appeal new 2026-1234567 Lakeshore shooting: dark Lexus",
		Complete: func(string) []practice.Completion {
			return []practice.Completion{
				{Verb: "new", Usage: "new [CASE TITLE: TEXT]", Hint: "begin an appeal"},
				{Verb: "next", Usage: "next", Hint: "what is next"},
				{Verb: "status", Usage: "status [CASE]", Hint: "what became of it"},
			}
		},
	}
	if w.alone {
		o = practice.Options{Wall: w.wall, Now: time.Now, Zone: time.UTC}
	}
	if err := practice.Mount(m, o); err != nil {
		w.t.Fatal(err)
	}
	l, err := web.Listen(w.t.Context(), addr, 1)
	if err != nil {
		w.t.Fatal(err)
	}
	s := web.NewServer(l, m)
	s.Start()
	w.url = s.URL()
	w.t.Cleanup(func() {
		if err := s.Stop(context.Background()); err != nil {
			w.t.Error(err)
		}
	})
	return s
}

// Handle implements chat.Handler.
func (w *world) Handle(ctx context.Context, e chat.Event) (chat.Answer, error) {
	w.mu.Lock()
	w.events = append(w.events, e)
	w.mu.Unlock()
	switch {
	case e.Command != nil && strings.HasPrefix(e.Command.Line, "echo "):
		return chat.Answer{Reply: &chat.Message{Text: strings.TrimPrefix(e.Command.Line, "echo "), Tone: chat.Info}}, nil
	case e.Command != nil && e.Command.Line == "kinds":
		f := kinds("witness")
		return chat.Answer{Open: &f}, nil
	case e.Change != nil:
		f := kinds(e.Change.Value("kind"))
		return chat.Answer{Open: &f}, nil
	case e.Command != nil:
		f := form()
		return chat.Answer{Open: &f}, nil
	case e.Submit != nil && e.Submit.Value("number") == "bad":
		return chat.Answer{Errors: map[string]string{"number": "Write it like 2026-1234567.", "": "Nothing was saved."}}, nil
	case e.Submit != nil:
		return chat.Answer{Reply: &chat.Message{Text: "The draft is stored.", Tone: chat.Info}}, w.draft(ctx, e.Submit.Value("what"))
	case e.Press != nil && e.Press.Verb == "approve":
		return chat.Answer{Reply: &chat.Message{Text: "Approved.", Tone: chat.Good}}, w.publish(ctx, "metro", e.Press.Arg)
	default:
		return chat.Answer{}, nil
	}
}

func (w *world) got() []chat.Event {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]chat.Event(nil), w.events...)
}

// draft makes the case's room with its card.
func (w *world) draft(ctx context.Context, text string) error {
	id, err := w.chat.CreateRoom(ctx, "case", chat.Room{Name: "case-2026-1234567", Topic: "Draft"})
	if err != nil {
		return err
	}
	for _, o := range officers() {
		if err := w.chat.Invite(ctx, id, o.User); err != nil {
			return err
		}
	}
	at, err := w.chat.Post(ctx, "card", id, "", card(text))
	if err != nil {
		return err
	}
	return w.chat.Pin(ctx, at)
}

// client is what publishes on an account.
func (w *world) client(account bot.AccountID) *wall.Client {
	for _, p := range w.wall.Profiles() {
		if p.ID == account {
			return wall.NewClient(wall.ClientOptions{Profile: p, Base: w.api.URL, Token: w.wall.Token(p.ID), Now: time.Now})
		}
	}
	w.t.Fatalf("no account %q", account)
	return nil
}

// publish puts a text on the wall, as an account does.
func (w *world) publish(ctx context.Context, account bot.AccountID, text string) error {
	c := w.client(account)
	parts, err := c.Render(bot.Copy{Text: text, Language: "en"})
	if err != nil {
		return err
	}
	if res := c.Publish(ctx, network.Attempt{Part: parts[0], Key: fmt.Sprintf("%x", sha256.Sum256([]byte(text)))}); res.Outcome != network.Done {
		return fmt.Errorf("publish: %s %s", res.Note, res.Raw)
	}
	return nil
}

func form() chat.Form {
	return chat.Form{
		Title: "New appeal", Intro: "Nothing is published by this.", Submit: "Make the draft", Action: chat.Action{Verb: "new"},
		Inputs: []chat.Input{
			{Name: "kind", Label: "Kind", Kind: chat.Select, Value: "witness", Options: []chat.Option{{Value: "witness", Label: "Witness"}, {Value: "missing", Label: "Missing person"}}},
			{Name: "number", Label: "Occurrence number", Hint: "2026-1234567", Kind: chat.Line, Max: 20},
			{Name: "what", Label: "What happened", Kind: chat.Lines, Max: 600},
			{Name: "where", Label: "Where", Kind: chat.Line, Optional: true},
			{Name: "accounts", Label: "Publish on", Kind: chat.Multiple, Values: []string{"metro"}, Options: []chat.Option{{Value: "metro", Label: "Chirp"}, {Value: "page", Label: "Page"}}},
		},
	}
}

// kinds is a form with every kind of input that form has not.
func kinds(kind string) chat.Form {
	f := chat.Form{
		Title: "New appeal", Submit: "Make the draft", Action: chat.Action{Verb: "new"},
		Inputs: []chat.Input{
			{Name: "kind", Label: "Kind", Kind: chat.Select, Value: kind, Refresh: true, Options: []chat.Option{{Value: "witness", Label: "Witness"}, {Value: "missing", Label: "Missing person"}}},
			{Name: "what", Label: "What happened", Kind: chat.Lines, Optional: true},
			{Name: "at", Label: "Publish at", Kind: chat.Moment, Value: "2026-12-01T23:00:00Z", Optional: true},
			{Name: "people", Label: "Also in the channel", Kind: chat.People, Optional: true},
			{Name: "files", Label: "Pictures", Hint: "JPEG or PNG.", Kind: chat.Files, Optional: true},
		},
	}
	if kind == "missing" {
		f.Inputs[1].Label = "Who is missing"
		f.Inputs = append(f.Inputs, chat.Input{Name: "seen", Label: "Last seen", Kind: chat.Line, Optional: true})
	}
	return f
}

func card(text string) chat.Message {
	return chat.Message{
		Text: "Witness appeal 2026-1234567/1: waiting for 1 approval", Tone: chat.Waiting, Exercise: true, Mention: []string{"bob"},
		Sections: []chat.Section{
			{Fields: []chat.Field{{Label: "Case", Value: "2026-1234567 Lakeshore shooting"}, {Label: "Author", Value: "Cst. Ann Okafor"}}},
			{Heading: "Look again: text in English", Text: "There is no place in it.", Tone: chat.Warning, Fields: []chat.Field{{Label: "To do", Value: "Name the nearest intersection."}}},
			{
				Heading: "Metro Police · Chirp, English", Text: text, Quote: true,
				Fields: []chat.Field{{Label: "Length", Value: fmt.Sprintf("%d of 280", len([]rune(text)))}},
				Images: []chat.File{{Name: "car.png", Type: "image/png", Alt: "A dark car", Data: onePixel}},
				Links:  []chat.Link{{Label: "Open", URL: "https://wall.example/1"}, {Label: "Odd", URL: "javascript:alert(1)"}},
			},
		},
		Buttons: []chat.Button{
			{Label: "Approve", Style: chat.Primary, Action: chat.Action{Verb: "approve", Subject: "a1", Arg: text}},
			{Label: "Request changes", Action: chat.Action{Verb: "changes", Subject: "a1"}},
			{Label: "Withdraw", Style: chat.Danger, Action: chat.Action{Verb: "withdraw", Subject: "a1"}},
		},
		Files: []chat.File{{Name: "list \"1\".csv", Type: "text/csv", Alt: "List", Data: []byte("a,b\n")}},
	}
}

var onePixel = []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89" +
	"\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82")

func (w *world) get(path string) (int, http.Header, string) {
	w.t.Helper()
	resp, err := http.Get(w.url + path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(b)
}

// act sends what the script sends.
type answer struct {
	Error, Notice, Form, Message string
	Errors                       map[string]string
	status                       int
}

func (w *world) act(path string, fields ...string) answer {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		if name, isFile := strings.CutPrefix(fields[i], "file:"); isFile {
			f, err := m.CreateFormFile("file", name)
			if err != nil {
				w.t.Fatal(err)
			}
			_, _ = f.Write([]byte(fields[i+1]))
			continue
		}
		_ = m.WriteField(fields[i], fields[i+1])
	}
	_ = m.Close()
	resp, err := http.Post(w.url+path, m.FormDataContentType(), &b)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	a := answer{status: resp.StatusCode}
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		w.t.Fatalf("%s answers %d and no JSON: %v", path, resp.StatusCode, err)
	}
	return a
}

// Whatever anybody writes, in the chat or in public, stands on the page as text.
func TestTextIsNeverMarkup(t *testing.T) {
	w := open(t)
	ctx := t.Context()
	for i, s := range chattest.Nasty() {
		m := card(s)
		m.Text, m.Sections[0].Heading, m.Sections[1].Fields[0].Value, m.Buttons[0].Label = s, s, s, s
		m.Sections[2].Images[0].Alt, m.Files[0].Name = s, s
		if _, err := w.chat.Post(ctx, fmt.Sprint(i), "c-duty", "", m); err != nil {
			t.Fatal(err)
		}
		if _, err := w.chat.Say(ctx, room.Act{User: "ann", Channel: "c-duty"}, s); err != nil {
			t.Fatal(err)
		}
		if err := w.publish(ctx, "page", s); err != nil {
			t.Fatal(err)
		}
		post := w.wall.Threads("", "", 1, 0)[0].Posts[0].ID
		name := string([]rune(s)[:min(60, len([]rune(s)))])
		if _, err := w.wall.Answer(wall.Visitor{Name: name, Handle: name}, post, s); err != nil {
			t.Fatal(err)
		}
		if _, err := w.wall.Mention(wall.Visitor{Name: name}, "metro", s); err != nil {
			t.Fatal(err)
		}
	}
	_, head, body := w.get("/?officer=bob&channel=c-duty")
	for _, bad := range []string{"<script>", "<img src=https", "onerror=alert(1)>", "<svg/onload", "<b>b</b>", "<details><summary>s", `href="javascript:`, `href="https://evil`, `src="https://`} {
		if strings.Contains(body, bad) {
			i := strings.Index(body, bad)
			t.Errorf("the page has %s in it: …%s…", bad, body[max(0, i-80):min(len(body), i+80)])
		}
	}
	if !strings.Contains(body, "&lt;script&gt;alert(1)&lt;/script&gt;") || !strings.Contains(body, "@channel @here @all @everyone") {
		t.Error("the page does not show what was written")
	}
	if strings.Contains(head.Get("Content-Security-Policy"), "unsafe") {
		t.Errorf("policy = %s", head.Get("Content-Security-Policy"))
	}
	if strings.Contains(body, " style=") || strings.Contains(body, "onclick") {
		t.Error("the page has inline code, which its own policy forbids")
	}
}

func TestTheAddressSaysWhatIsShown(t *testing.T) {
	w := open(t)
	at, err := w.chat.Post(t.Context(), "k", "c-duty", "", chat.Message{Text: "a card in duty"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.chat.Post(t.Context(), "k2", "c-duty", at.Message, chat.Message{Text: "under the card"}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ query, has, hasNot string }{
		{"", `data-officer="ann" data-channel="c-newsroom"`, "a card in duty"},
		{"?officer=bob&channel=c-duty", `data-officer="bob" data-channel="c-duty"`, "under the card"},
		{"?officer=bob&channel=c-duty&thread=" + at.Message, "under the card", `id="thread-`},
		{"?officer=mallory&channel=c-duty", `data-officer="ann" data-channel="c-duty"`, "mallory"},
		{"?officer=bob&channel=d-ann", `data-officer="bob" data-channel="c-newsroom"`, "d-ann"},
		{"?channel=%00&thread=x&tab=public", `data-tab="public"`, ""},
		{"?channel=c-duty&thread=nothing", `data-thread=""`, ""},
	} {
		status, _, body := w.get("/" + tt.query)
		if status != 200 || !strings.Contains(body, tt.has) || tt.hasNot != "" && strings.Contains(body, tt.hasNot) {
			t.Errorf("%s: %d, want %q and not %q", tt.query, status, tt.has, tt.hasNot)
		}
	}
}

func TestSaying(t *testing.T) {
	w := open(t)
	at := []string{"officer", "ann", "channel", "c-newsroom"}
	for _, tt := range []struct {
		text    string
		command string // what the bot gets
		wrong   string // a part of what the officer is told
	}{
		{"/appeal", "", ""},
		{"/appeal new 2026-1 a:  b\nc", "new 2026-1 a:  b\nc", ""},
		{"  /appeal status ", "status", ""},
		{"/appeals", "-", "no such command"},
		{"/giphy cat", "-", "/appeal help"},
		{"hello", "-", ""},
		{" ", "-", "Write something"},
		{strings.Repeat("x", room.MaxText+1), "-", "too long"},
	} {
		before := len(w.got())
		a := w.act("/chat/say", append(at, "text", tt.text)...)
		if (tt.wrong == "") != (a.Error == "") || !strings.Contains(a.Error, tt.wrong) {
			t.Errorf("%.20q: told %q, want %q", tt.text, a.Error, tt.wrong)
		}
		events := w.got()[before:]
		if tt.command == "-" {
			if len(events) != 0 {
				t.Errorf("%.20q: the bot got %+v", tt.text, events[0])
			}
			continue
		}
		if len(events) != 1 || events[0].Command.Line != tt.command {
			t.Errorf("%.20q: the bot got %+v, want %q", tt.text, events, tt.command)
		}
	}
	// The browser sends the same once more when it is not sure.
	for range 2 {
		w.act("/chat/say", append(at, "text", "once", "client", "c1")...)
	}
	_, _, body := w.get("/")
	if n := strings.Count(body, `dir="auto">once</div>`); n != 1 {
		t.Errorf("what was sent twice stands there %d times", n)
	}
	if a := w.act("/chat/say", "officer", "mallory", "channel", "c-duty", "text", "x"); a.status != 422 || a.Error == "" {
		t.Errorf("a stranger is told %d %q", a.status, a.Error)
	}
	if a := w.act("/chat/say", append(at, "text", strings.Repeat("x", 3<<20))...); a.status == 200 || !strings.Contains(a.Error, "too big") {
		t.Errorf("3 MB: told %d %q", a.status, a.Error)
	}
}

// A form asks for times in the officers' own zone, for people of the room and for
// files, and is asked for anew when one of its inputs is changed.
func TestAFormWithEveryKindOfInput(t *testing.T) {
	w := open(t)
	at := []string{"officer", "ann", "channel", "c-newsroom"}
	a := w.act("/chat/say", append(at, "text", "/appeal kinds")...)
	_, id, _ := strings.Cut(a.Form, `data-form="`)
	id, _, _ = strings.Cut(id, `"`)
	for _, part := range []string{
		`type="datetime-local" id="` + id + `-at" name="in-at" value="2026-12-01T18:00"`, `name="in-people" value="bob"`, "Sgt. Bob Tremblay",
		`type="file" id="` + id + `-files" name="in-files" multiple`, "At most 10 files of 10 MB each", " data-refresh",
	} {
		if !strings.Contains(a.Form, part) {
			t.Errorf("the form lacks %s:\n%s", part, a.Form)
		}
	}
	a = w.act("/chat/change", append(at, "form", id, "in-kind", "missing", "in-at", "2026-12-02T07:05", "in-people", "bob")...)
	for _, part := range []string{`data-form="` + id + `"`, "Last seen", `value="2026-12-02T07:05"`, `value="bob" checked`, `value="missing" selected`} {
		if !strings.Contains(a.Form, part) {
			t.Errorf("the form that is asked for anew lacks %s:\n%s", part, a.Form)
		}
	}
	for _, odd := range []string{"tomorrow", "2026-03-08T02:30"} { // there is no half past two on that day
		if a := w.act("/chat/submit", append(at, "form", id, "in-kind", "missing", "in-at", odd)...); a.Errors[id+"-at"] == "" {
			t.Errorf("%s: %+v", odd, a)
		}
	}
	if a := w.act("/chat/submit", append(at, "form", id, "in-kind", "missing", "in-people", "mallory")...); a.Errors[id+"-people"] == "" {
		t.Errorf("a stranger: %+v", a)
	}
	a = w.act("/chat/submit", append(at, "form", id, "in-kind", "missing", "in-seen", "Bloor", "in-at", "2026-07-01T18:00", "in-people", "bob", "file:a.png", "one", "file:b.png", "two")...)
	if a.Errors != nil || a.Error != "" {
		t.Fatalf("a good form: %+v", a)
	}
	got := w.got()
	s := got[len(got)-1].Submit
	if s.Value("at") != "2026-07-01T18:00:00-04:00" || s.Value("seen") != "Bloor" || s.Value("people") != "bob" || len(s.Files) != 2 {
		t.Errorf("submission = %+v", s)
	}
	if len(s.Files) == 2 && string(s.Files[0].Data)+string(s.Files[1].Data) != "onetwo" {
		t.Errorf("files = %+v", s.Files)
	}
}

func TestAFormFromBeginningToEnd(t *testing.T) {
	w := open(t)
	at := []string{"officer", "ann", "channel", "c-newsroom"}
	a := w.act("/chat/say", append(at, "text", "/appeal")...)
	_, id, _ := strings.Cut(a.Form, `data-form="`)
	id, _, _ = strings.Cut(id, `"`)
	if id == "" || !strings.Contains(a.Form, "New appeal") {
		t.Fatalf("form = %q", a.Form)
	}
	for _, part := range []string{`<label for="` + id + `-number">Occurrence number`, "<legend>Publish on</legend>", `value="metro" checked`, `<option value="witness" selected>`, "optional"} {
		if !strings.Contains(strings.ReplaceAll(a.Form, " </legend>", "</legend>"), part) {
			t.Errorf("the form lacks %s:\n%s", part, a.Form)
		}
	}
	fill := func(number string) answer {
		return w.act("/chat/submit", append(at, "form", id, "in-kind", "witness", "in-number", number, "in-what", "A man was hurt.", "in-accounts", "metro", "in-accounts", "page")...)
	}
	if a := fill(""); a.Errors[id+"-number"] == "" || len(w.got()) != 1 {
		t.Errorf("an empty field: %v, and the bot got %d events", a.Errors, len(w.got()))
	}
	if a := fill("bad"); a.Errors[id+"-number"] != "Write it like 2026-1234567." || a.Errors[""] != "Nothing was saved." {
		t.Errorf("the bot's errors: %v", a.Errors)
	}
	if a := fill("2026-1234567"); a.Errors != nil || a.Error != "" {
		t.Errorf("a good form: %+v", a)
	}
	s := w.got()[2].Submit
	if fmt.Sprint(s.Values["accounts"]) != "[metro page]" || s.Value("what") != "A man was hurt." {
		t.Errorf("values = %v", s.Values)
	}
	if a := fill("2026-1234567"); a.status != 422 {
		t.Errorf("a form that was sent is still open: %+v", a)
	}
}

func TestFilesAreShownSafely(t *testing.T) {
	w := open(t)
	at := []string{"officer", "ann", "channel", "c-newsroom"}
	a := w.act("/chat/upload", append(at, "text", "look", "file:car.png", string(onePixel), "file:evil.png", "<html><script>alert(1)</script>")...)
	if a.Error != "" || a.Message == "" {
		t.Fatalf("upload = %+v", a)
	}
	file := "/chat/file/c-newsroom/" + a.Message + "/"
	for n, want := range []struct{ kind, disposition, body string }{
		{"image/png", "", string(onePixel)},
		{"application/octet-stream", "attachment; filename*=UTF-8''evil.png", "<html><script>alert(1)</script>"},
	} {
		status, h, body := w.get(fmt.Sprintf("%s%d?officer=bob", file, n))
		if status != 200 || h.Get("Content-Type") != want.kind || h.Get("Content-Disposition") != want.disposition || body != want.body {
			t.Errorf("file %d: %d %s %q", n, status, h.Get("Content-Type"), h.Get("Content-Disposition"))
		}
		if !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") || h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("file %d is not sandboxed: %v", n, h)
		}
	}
	for _, path := range []string{file + "2?officer=bob", file + "x?officer=bob", file + "-1?officer=bob", file + "0?officer=mallory", "/chat/file/c-newsroom/m9/0?officer=bob"} {
		if status, _, _ := w.get(path); status != 404 {
			t.Errorf("%s: %d, want 404", path, status)
		}
	}
	if a := w.act("/chat/upload", append(at, "file:big.png", string(onePixel)+strings.Repeat("x", room.MaxFile))...); !strings.Contains(a.Error, "10 MB") {
		t.Errorf("a big file: told %q", a.Error)
	}
	if a := w.act("/chat/upload", at...); a.Error == "" {
		t.Error("no file at all is not told")
	}
	// In a card's thread, the bot gets it.
	if err := w.draft(t.Context(), "text"); err != nil {
		t.Fatal(err)
	}
	cs, _ := w.chat.Channels("ann")
	var id string
	for _, c := range cs {
		if c.Private {
			id = c.ID
		}
	}
	pg, err := w.chat.Page("ann", id, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if a := w.act("/chat/upload", "officer", "ann", "channel", id, "thread", pg.Messages[0].ID, "file:car.png", string(onePixel)); a.Error != "" {
		t.Fatal(a.Error)
	}
	if es := w.got(); len(es) != 1 || es[0].Upload.Files[0].Type != "image/png" {
		t.Errorf("the bot got %+v, want the picture", es)
	}
}

func TestThePublicSide(t *testing.T) {
	w := open(t)
	for _, path := range []string{"answer", "quote", "like", "edit", "delete", "mention", "fault", "flood", "outside"} {
		a := w.act("/wall/"+path, "id", "nothing", "text", "x", "n", "5", "kind", "odd")
		if a.status != 422 || a.Error == "" || strings.Contains(a.Error, "reference") {
			t.Errorf("%s of nothing: told %d %q, want a sentence", path, a.status, a.Error)
		}
	}
	if err := w.publish(t.Context(), "metro", "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	post := w.wall.Threads("", "", 1, 0)[0].Posts[0].ID
	ok := func(path string, fields ...string) {
		t.Helper()
		if a := w.act("/wall/"+path, fields...); a.Error != "" {
			t.Errorf("%s: %s", path, a.Error)
		}
	}
	ok("answer", "id", post, "text", "I saw it", "visitor", "Jo  Smith")
	ok("quote", "id", post, "text", "share this")
	ok("like", "id", post)
	ok("mention", "id", "page", "text", "hello @MetroPolice")
	th := w.wall.Threads("", "", 1, 10)[0]
	if a := th.Answers[0]; a.Name != "Jo  Smith" || a.Handle != "@jo.smith" || a.Text != "I saw it" {
		t.Errorf("answer = %+v", a)
	}
	ok("edit", "id", th.Answers[0].ID, "text", "I saw it at 1:20")
	ok("delete", "id", th.Answers[1].ID)
	ok("flood", "n", "20")
	ok("outside", "id", "page", "text", "We give away money!")
	ok("fault", "id", "metro", "kind", "lost", "times", "2", "wait", "5", "everything", "1")
	if f := w.wall.Fault("metro"); f.Kind != wall.FaultLost || f.Times != 2 || f.Wait != 5*time.Second || !f.Everything {
		t.Errorf("fault = %+v", f)
	}
	if a := w.act("/wall/fault", "id", "metro", "kind", "lost", "times", "many"); !strings.Contains(a.Error, "digits") {
		t.Errorf("a number in words: told %q", a.Error)
	}
	_, _, body := w.get("/?tab=public")
	for _, want := range []string{"I saw it at 1:20", "Deleted by its author.", "hello @MetroPolice", "Like, 1 so far", "Answer (21)", "Accepts, then the answer is lost", "We give away money!"} {
		if !strings.Contains(body, want) {
			t.Errorf("the wall does not show %q", want)
		}
	}
	if _, _, body := w.get("/post/" + post); !strings.Contains(body, `id="post-`+post) {
		t.Error("the public address of a post does not lead to it")
	}
	if status, _, _ := w.get("/post/p99"); status != 404 {
		t.Errorf("the address of no post: %d", status)
	}
	if status, _, body := w.get("/post/" + th.Answers[0].ID); status != 200 || !strings.Contains(body, "reply-"+th.Answers[0].ID) {
		t.Errorf("the address of an answer: %d", status)
	}
}

// What the department did about an answer shows: a hidden one is there for whoever
// asks, and what the department itself answered cannot be edited by a visitor.
func TestThePublicSideShowsWhatTheDepartmentDid(t *testing.T) {
	w := open(t)
	if err := w.publish(t.Context(), "metro", "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	post := w.wall.Threads("", "", 1, 0)[0].Posts[0].ID
	tip, err := w.wall.Answer(wall.Visitor{Name: "Jo"}, post, "It was <b>Bob</b>.")
	if err != nil {
		t.Fatal(err)
	}
	c := w.client("metro")
	for _, m := range []network.Moderation{{Op: bot.OpHide, Remote: tip.ID}, {Op: bot.OpReport, Remote: tip.ID}} {
		if r := c.Moderate(t.Context(), m); r.Outcome != network.Done {
			t.Fatal(r)
		}
	}
	r := c.Publish(t.Context(), network.Attempt{Part: bot.Part{Text: "Please call us."}, Key: "own", ReplyTo: tip.ID, Root: post})
	if r.Outcome != network.Done {
		t.Fatal(r)
	}
	_, _, body := w.get("/?tab=public")
	for _, want := range []string{
		"<summary>Hidden by the department: show it</summary><div class=\"text\" dir=\"auto\" data-text>It was &lt;b&gt;Bob&lt;/b&gt;.", "Reported", "The department",
		`id="reply-` + r.Remote, `id="edit-` + tip.ID, "Like X: 280 characters", "Account suspended", "Credentials revoked", "Holds back",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the wall does not show %q", want)
		}
	}
	if strings.Contains(body, `id="edit-`+r.Remote) {
		t.Error("a visitor can edit what the department answered")
	}
	for _, f := range wall.Faults() {
		if a := w.act("/wall/fault", "id", "metro", "kind", string(f)); a.Error != "" || w.wall.Fault("metro").Kind != f {
			t.Errorf("the fault %q cannot be switched on: %s", f, a.Error)
		}
	}
}

// stream reads the live stream of one window.
type stream struct {
	t      *testing.T
	r      *bufio.Reader
	cancel func()
}

type batch struct {
	Title string
	Whole bool
	Parts []struct {
		ID, HTML, List, Order string
		Gone                  bool
	}
}

func (w *world) stream(query string) *stream {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 20*time.Second)
	w.t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, w.url+"/live?"+query, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { resp.Body.Close() })
	return &stream{w.t, bufio.NewReader(resp.Body), cancel}
}

func (s *stream) next() batch {
	s.t.Helper()
	for {
		line, err := s.r.ReadString('\n')
		if err != nil {
			s.t.Fatalf("read stream: %v", err)
		}
		if data, ok := strings.CutPrefix(line, "data: "); ok {
			var b batch
			if err := json.Unmarshal([]byte(data), &b); err != nil {
				s.t.Fatal(err)
			}
			return b
		}
	}
}

// until reads batches until one has the part.
func (s *stream) until(id string) string {
	s.t.Helper()
	for {
		for _, p := range s.next().Parts {
			if p.ID == id {
				if p.Gone {
					return "gone"
				}
				return p.HTML
			}
		}
	}
}

func TestTheStreamSendsWhatChanged(t *testing.T) {
	w := open(t)
	ctx := t.Context()
	at, err := w.chat.Post(ctx, "k", "c-duty", "", chat.Message{Text: "first"})
	if err != nil {
		t.Fatal(err)
	}
	s := w.stream(url.Values{"officer": {"ann"}, "channel": {"c-duty"}}.Encode())
	b := s.next()
	if !b.Whole || !strings.Contains(fmt.Sprint(b.Parts), "msg-"+at.Message) || !strings.Contains(b.Title, "duty") {
		t.Errorf("the first batch is not the whole: %.300v", b)
	}
	if err := w.chat.Update(ctx, at, chat.Message{Text: "second"}); err != nil {
		t.Fatal(err)
	}
	b = s.next()
	if len(b.Parts) != 1 || b.Parts[0].ID != "msg-"+at.Message || !strings.Contains(b.Parts[0].HTML, "second") || b.Whole {
		t.Errorf("after an update: %.300v, want the one message", b)
	}
	w.act("/chat/say", "officer", "ann", "channel", "c-duty", "text", "/appeal echo for ann alone")
	pg, err := w.chat.Page("ann", "c-duty", "", 10)
	if err != nil {
		t.Fatal(err)
	}
	mine := pg.Messages[len(pg.Messages)-1].ID
	if html := s.until("msg-" + mine); !strings.Contains(html, "for ann alone") || !strings.Contains(html, "Only you see this") {
		t.Errorf("the answer to ann: %s", html)
	}
	other := w.stream("officer=bob&channel=c-duty")
	if b := other.next(); strings.Contains(fmt.Sprint(b), "for ann alone") {
		t.Error("bob's window got what is for ann alone")
	}
	w.act("/chat/dismiss", "officer", "ann", "channel", "c-duty", "message", mine)
	if html := s.until("msg-" + mine); html != "gone" {
		t.Errorf("a dismissed message: %s", html)
	}
	if err := w.publish(ctx, "metro", "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	post := w.wall.Threads("", "", 1, 0)[0].Posts[0].ID
	if html := s.until("post-" + post); !strings.Contains(html, "Witnesses wanted.") {
		t.Errorf("the post: %s", html)
	}
	// Another channel: only the unread mark moves.
	if _, err := w.chat.Post(ctx, "n", "c-newsroom", "", chat.Message{Text: "elsewhere"}); err != nil {
		t.Fatal(err)
	}
	if b := s.next(); len(b.Parts) != 1 || b.Parts[0].ID != "channels" || !strings.Contains(b.Parts[0].HTML, "1 unread") {
		t.Errorf("after something elsewhere: %.300v, want the channels alone", b)
	}
}

// A flood does not become a flood of pieces.
func TestTheStreamGathersAFlood(t *testing.T) {
	w := open(t)
	s := w.stream("officer=ann&channel=c-duty")
	s.next()
	const n = 500
	for i := range n {
		if _, err := w.chat.Post(t.Context(), fmt.Sprint(i), "c-duty", "", chat.Message{Text: fmt.Sprint("answer ", i)}); err != nil {
			t.Fatal(err)
		}
	}
	last, err := w.chat.Page("ann", "c-duty", "", 1)
	if err != nil {
		t.Fatal(err)
	}
	batches := 0
	for {
		batches++
		b := s.next()
		if strings.Contains(fmt.Sprint(b.Parts), "answer 499") {
			break
		}
	}
	if batches > 20 {
		t.Errorf("%d batches for %d messages (last %s)", batches, n, last.Messages[0].ID)
	}
}

func TestAssets(t *testing.T) {
	w := open(t)
	_, _, body := w.get("/")
	for _, kind := range []string{"/style.css", "/script.js"} {
		_, rest, _ := strings.Cut(body, `="`+kind)
		query, _, _ := strings.Cut(rest, `"`)
		status, h, text := w.get(kind + query)
		if status != 200 || len(text) < 1000 || !strings.Contains(h.Get("Cache-Control"), "immutable") {
			t.Errorf("%s%s: %d, %d bytes, %s", kind, query, status, len(text), h.Get("Cache-Control"))
		}
		if _, h, _ := w.get(kind + "?v=old"); strings.Contains(h.Get("Cache-Control"), "immutable") {
			t.Errorf("%s of another version is kept for ever", kind)
		}
	}
	if strings.Contains(body, "http://") || strings.Contains(body, "https://") {
		t.Error("the page loads or links something from elsewhere")
	}
}
