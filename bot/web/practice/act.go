package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"appealbot/bot"
	"appealbot/bot/chat"
	room "appealbot/bot/chat/practice"
	"appealbot/bot/web"
)

// maxUpload bounds all files of one message together.
const maxUpload = 40 << 20

// maxLine bounds what the composer sends. It is more than the room takes, so
// that what is too long is told in words.
const maxLine = 2 << 20

// result is what the script gets to know of an act.
type result struct {
	Error   string            `json:"error,omitempty"`   // for the person
	Notice  string            `json:"notice,omitempty"`  // for the person
	Form    string            `json:"form,omitempty"`    // a drawn form to show
	Errors  map[string]string `json:"errors,omitempty"`  // by the id of the input; "" for the form
	Message string            `json:"message,omitempty"` // the id of what was said
}

// acts are what a person can do on the page, by pattern.
type acts map[string]func(*http.Request) (result, error)

func (p *page) mount(m *web.Mux, as acts) {
	for pattern, do := range as {
		m.HandleWithin(pattern, web.Limits{Body: maxLine}, p.act(do))
	}
}

// mountChat puts what officers do on a mux.
func (p *page) mountChat(m *web.Mux) {
	m.HandleWithin("GET /chat/file/{channel}/{message}/{n}", web.Limits{Timeout: uploadTime}, p.slowly(p.chatFile))
	p.mount(m, acts{
		"POST /chat/say":     p.say,
		"POST /chat/press":   p.press,
		"POST /chat/change":  p.changeForm,
		"POST /chat/close":   p.closeForm,
		"POST /chat/open":    p.openForm,
		"POST /chat/react":   p.react,
		"POST /chat/dismiss": p.dismiss,
		"POST /chat/read":    p.read,
	})
	m.HandleWithin("POST /chat/submit", web.Limits{Body: maxUpload + maxLine}, p.act(p.submit))
	m.HandleWithin("POST /chat/upload", web.Limits{Body: maxUpload + room.MaxHeld, Timeout: uploadTime}, p.streamed(p.upload))
}

// mountWall puts what the public does on a mux.
func (p *page) mountWall(m *web.Mux) {
	p.mount(m, acts{
		"POST /wall/answer":  p.answer,
		"POST /wall/quote":   p.quote,
		"POST /wall/mention": p.mention,
		"POST /wall/edit":    p.edit,
		"POST /wall/delete":  p.remove,
		"POST /wall/like":    p.like,
		"POST /wall/fault":   p.fault,
		"POST /wall/flood":   p.flood,
		"POST /wall/outside": p.outside,
	})
}

// act serves something that a person does. Whatever comes of it, the person is
// told.
func (p *page) act(do func(*http.Request) (result, error)) http.Handler {
	return p.streamed(func(_ http.ResponseWriter, r *http.Request) (result, error) { return do(r) })
}

// streamed is act for what reads the body as it comes.
func (p *page) streamed(do func(http.ResponseWriter, *http.Request) (result, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		status := http.StatusOK
		res, err := do(w, r)
		if err != nil {
			status = http.StatusUnprocessableEntity
			if res.Error = explain(err); res.Error == "" {
				ref := web.Reference()
				p.o.Log.Error("practice act failed", "reference", ref, "route", r.Pattern, "err", err)
				status, res.Error = http.StatusInternalServerError, web.Sorry(ref)
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		if err := json.NewEncoder(w).Encode(res); err != nil {
			p.o.Log.Debug("practice act was not answered", "route", r.Pattern, "err", err)
		}
	})
}

// explain says an error in a sentence, or nothing if it is the program's own.
func explain(err error) string {
	var refusal *bot.Refusal
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &refusal):
		return refusal.Text
	case errors.As(err, &tooBig):
		return fmt.Sprintf("That is too big. Send at most %d MB at once.", max(tooBig.Limit>>20, 1))
	case errors.Is(err, chat.ErrArchived):
		return "This channel is archived and takes nothing any more. Choose another channel on the left."
	case errors.Is(err, chat.ErrNotMember):
		return "The bot was removed from this channel. Let it back in first."
	case errors.Is(err, chat.ErrNotFound):
		return "That is not there (any more), or this officer may not see it. Reload the page."
	case errors.Is(err, room.ErrTooBig):
		return fmt.Sprintf("That is too long or too big: a message has at most %d characters, a picture at most %d MB, a video %d MB. Shorten it or split it.", room.MaxText, room.MaxFile>>20, room.MaxHeld/1_000_000)
	case errors.Is(err, room.ErrInvalid), errors.Is(err, errEmpty):
		return "That cannot be sent. Write something, or choose up to 10 files."
	case errors.Is(err, bot.ErrFull):
		return "There is no room left on the disk for this file. Tell your administrator."
	case errors.Is(err, errForm):
		return "The page sent something that cannot be read. Reload it and try again."
	default:
		return ""
	}
}

var (
	errEmpty = errors.New("nothing was written")
	errForm  = errors.New("the request cannot be read")
)

// from reads who does something and where.
func from(r *http.Request) (room.Act, error) {
	if err := r.ParseMultipartForm(8 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return room.Act{}, fmt.Errorf("%w: %w", errForm, err)
	}
	return room.Act{
		User: r.PostFormValue("officer"), Channel: r.PostFormValue("channel"),
		Thread: r.PostFormValue("thread"), Client: r.PostFormValue("client"),
	}, nil
}

// outcome is what the page does with what came of an act.
func (p *page) outcome(out room.Outcome, err error) (result, error) {
	if err != nil {
		return result{}, err
	}
	res := result{Message: out.Message.Message}
	if out.Waiting {
		res.Notice = "The bot is not running. It gets this as soon as it runs again."
	}
	if out.Form != nil {
		res.Form, err = p.draw("form", p.viewForm(*out.Form))
	}
	return res, err
}

// say takes what stands in the composer: words, or the slash command.
func (p *page) say(r *http.Request) (result, error) {
	a, err := from(r)
	if err != nil {
		return result{}, err
	}
	text := r.PostFormValue("text")
	line, isCommand := strings.CutPrefix(strings.TrimLeft(text, " \n"), p.o.Command)
	if isCommand && (line == "" || line[0] == ' ' || line[0] == '\n') {
		return p.outcome(p.o.Chat.Command(r.Context(), a, strings.TrimSpace(line)))
	}
	if strings.HasPrefix(text, "/") {
		return result{}, bot.Refuse(bot.ErrInvalid, "There is no such command here. The bot's is %s; type %s help to see what it can do.", p.o.Command, p.o.Command)
	}
	return p.outcome(p.o.Chat.Say(r.Context(), a, text))
}

func (p *page) press(r *http.Request) (result, error) {
	a, err := from(r)
	if err != nil {
		return result{}, err
	}
	var action chat.Action
	if err := json.Unmarshal([]byte(r.PostFormValue("action")), &action); err != nil {
		return result{}, fmt.Errorf("%w: %w", errForm, err)
	}
	return p.outcome(p.o.Chat.Press(r.Context(), a, r.PostFormValue("message"), action))
}

func (p *page) openForm(r *http.Request) (result, error) {
	a, err := from(r)
	if err != nil {
		return result{}, err
	}
	f, err := p.o.Chat.OpenForm(a.User, r.PostFormValue("form"))
	if err != nil {
		return result{}, err
	}
	return p.outcome(room.Outcome{Form: f}, nil)
}

func (p *page) closeForm(r *http.Request) (result, error) {
	a, err := from(r)
	if err != nil {
		return result{}, err
	}
	return result{}, p.o.Chat.CloseForm(a.User, r.PostFormValue("form"))
}

// filled reads what was typed into a form. Inputs come under "in-" and their
// name, files under "file".
func (p *page) filled(r *http.Request, f chat.Form) map[string][]string {
	values := map[string][]string{}
	for _, in := range f.Inputs {
		vs := slices.Clone(r.PostForm["in-"+in.Name])
		if in.Kind == chat.Moment {
			for i := range vs {
				vs[i] = p.moment(vs[i])
			}
		}
		values[in.Name] = vs
	}
	return values
}

// submit sends a form.
func (p *page) submit(r *http.Request) (result, error) {
	a, err := from(r)
	if err != nil {
		return result{}, err
	}
	defer discard(r)
	id := r.PostFormValue("form")
	f, err := p.o.Chat.OpenForm(a.User, id)
	if err != nil {
		return result{}, err
	}
	files, err := dropped(r)
	if err != nil {
		return result{}, err
	}
	out, err := p.o.Chat.Submit(r.Context(), a, id, p.filled(r, f.Form), files)
	res, err := p.outcome(out, err)
	for name, text := range out.Errors {
		if res.Errors == nil {
			res.Errors = map[string]string{}
		}
		at := ""
		for _, in := range f.Form.Inputs {
			if in.Name == name && name != "" {
				at = f.ID + "-" + in.Name
			}
		}
		res.Errors[at] = strings.TrimSpace(res.Errors[at] + " " + text)
	}
	return res, err
}

// changeForm asks how a form should be after an input with Refresh was changed.
func (p *page) changeForm(r *http.Request) (result, error) {
	a, err := from(r)
	if err != nil {
		return result{}, err
	}
	id := r.PostFormValue("form")
	f, err := p.o.Chat.OpenForm(a.User, id)
	if err != nil {
		return result{}, err
	}
	return p.outcome(p.o.Chat.Change(r.Context(), a, id, p.filled(r, f.Form)))
}

func (p *page) react(r *http.Request) (result, error) {
	a, err := from(r)
	if err != nil {
		return result{}, err
	}
	toggle := p.o.Chat.React
	if r.PostFormValue("remove") != "" {
		toggle = p.o.Chat.Unreact
	}
	return p.outcome(toggle(r.Context(), a, r.PostFormValue("message"), r.PostFormValue("emoji")))
}

func (p *page) dismiss(r *http.Request) (result, error) {
	a, err := from(r)
	if err == nil {
		p.o.Chat.Dismiss(a.User, r.PostFormValue("message"))
	}
	return result{}, err
}

func (p *page) read(r *http.Request) (result, error) {
	a, err := from(r)
	if err != nil {
		return result{}, err
	}
	return result{}, p.o.Chat.Switch(r.Context(), a.User, a.Channel)
}

// dropped are the files that came with a request.
func dropped(r *http.Request) ([]chat.File, error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	var files []chat.File
	for _, h := range r.MultipartForm.File["file"] {
		f, err := readFile(h)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// discard removes what a request has left on the disk.
func discard(r *http.Request) {
	if r.MultipartForm != nil {
		_ = r.MultipartForm.RemoveAll() // temporary files; the system removes what is left
	}
}

// readFile reads one dropped file, whose type is what its bytes say.
func readFile(h *multipart.FileHeader) (chat.File, error) {
	if h.Size > room.MaxFile {
		return chat.File{}, fmt.Errorf("read dropped file: %w", room.ErrTooBig)
	}
	f, err := h.Open()
	if err != nil {
		return chat.File{}, fmt.Errorf("open dropped file: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, room.MaxFile+1))
	if err != nil {
		return chat.File{}, fmt.Errorf("read dropped file: %w", err)
	}
	return chat.File{Name: h.Filename, Type: http.DetectContentType(data), Data: data}, nil
}

// chatFile serves a file of a message. Only pictures are shown; everything else
// is saved.
func (p *page) chatFile(w http.ResponseWriter, r *http.Request) {
	var n int
	if _, err := fmt.Sscanf(r.PathValue("n"), "%d", &n); err != nil {
		http.NotFound(w, r)
		return
	}
	f, err := p.o.Chat.File(r.URL.Query().Get("officer"), r.PathValue("channel"), r.PathValue("message"), n)
	if err != nil {
		http.Error(w, explain(err), http.StatusNotFound)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Content-Type", "application/octet-stream")
	if picture(f.Type) || f.Held != "" && film(f.Type) {
		h.Set("Content-Type", f.Type)
	} else {
		h.Set("Content-Disposition", "attachment; filename*=UTF-8''"+escapeName(f.Name))
	}
	if r.URL.Query().Get("v") != "" {
		h.Set("Cache-Control", "private, max-age=86400, immutable")
	}
	if r.URL.Query().Get("dark") != "" && len(f.Dark) > 0 {
		f.Data = f.Dark
	}
	if f.Held != "" && p.o.Media != nil {
		p.heldFile(w, r, f)
		return
	}
	_, _ = w.Write(f.Data)
}

// escapeName writes a file's name as RFC 5987 wants it.
func escapeName(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}
