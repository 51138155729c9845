package slacktest

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"appealbot/bot/chat/chattest"
)

// maxAlt is how long a file's description can be
// (docs.slack.dev/reference/methods/files.getUploadURLExternal).
const maxAlt = 1000

// A file is one of the workspace: first only announced, then uploaded, then
// complete, and perhaps shared.
type file struct {
	id, name, title, alt string
	user                 string
	length               int
	data                 []byte
	uploaded, complete   bool
	deleted              bool
	created              int64
	shares               []*message
}

// content is what the file holds: one that was only announced is a film.
func (f *file) content() io.ReadSeeker {
	if f.data == nil {
		return chattest.Film(int64(f.length))
	}
	return bytes.NewReader(f.data)
}

func (f *file) size() int {
	if f.data == nil && f.uploaded {
		return f.length
	}
	return len(f.data)
}

// Lie makes every file have so many bytes less or more than is said.
func (s *Server) Lie(more int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lie = more
}

func (f *file) kind() string {
	if t := mime.TypeByExtension(path.Ext(f.name)); t != "" {
		t, _, _ = strings.Cut(t, ";")
		return t
	}
	t, _, _ := strings.Cut(http.DetectContentType(f.data), ";")
	return t
}

// fileObject is a file as the API gives one
// (docs.slack.dev/reference/objects/file-object).
func (s *Server) fileObject(f *file) obj {
	base := s.http.URL + "/files-pri/" + Team + "-" + f.id + "/"
	short := strings.TrimPrefix(path.Ext(f.name), ".")
	o := obj{
		"id": f.id, "created": f.created, "timestamp": f.created, "name": f.name, "title": f.title, "mimetype": f.kind(), "filetype": short,
		"pretty_type": strings.ToUpper(short), "user": f.user, "user_team": Team, "editable": false, "size": f.size() + s.lie, "mode": "hosted", "is_external": false,
		"external_type": "", "is_public": false, "public_url_shared": false, "display_as_bot": false, "username": "",
		"url_private": base + f.name, "url_private_download": base + "download/" + f.name,
		"permalink": "https://" + TeamDomain + ".slack.com/files/" + f.user + "/" + f.id + "/" + f.name, "has_rich_preview": false, "file_access": "visible",
		"channels": []string{}, "groups": []string{}, "ims": []string{}, "shares": obj{},
	}
	if f.alt != "" {
		o["alt_txt"] = f.alt
	}
	if s.elsewhere != "" {
		o["url_private"], o["url_private_download"] = s.elsewhere+"/"+f.name, s.elsewhere+"/download/"+f.name
	}
	if s.external {
		o["mode"], o["is_external"], o["external_type"], o["size"] = "external", true, "gdrive", 0
		o["url_private"] = "https://drive.example/" + f.id
		delete(o, "url_private_download")
	}
	pub, priv := obj{}, obj{}
	for _, m := range f.shares {
		if m.deleted {
			continue
		}
		to, where := priv, "groups"
		switch m.channel.kind {
		case public:
			to, where = pub, "channels"
		case direct:
			where = "ims"
		}
		o[where] = append(o[where].([]string), m.channel.id)
		share := obj{"ts": m.ts, "reply_users": []string{}, "reply_users_count": 0, "reply_count": 0, "channel_name": m.channel.name, "team_id": Team, "share_user_id": m.user}
		if m.thread != "" {
			share["thread_ts"] = m.thread
		}
		shares, _ := to[m.channel.id].([]obj)
		to[m.channel.id] = append(shares, share)
	}
	shares := o["shares"].(obj)
	if len(pub) > 0 {
		shares["public"] = pub
	}
	if len(priv) > 0 {
		shares["private"] = priv
	}
	return o
}

func (s *Server) fileObjects(ids []string) []obj {
	var out []obj
	for _, id := range ids {
		f := s.files[id]
		if f == nil || f.deleted {
			out = append(out, obj{"id": id, "mode": "tombstone"})
			continue
		}
		out = append(out, s.fileObject(f))
	}
	return out
}

func getUploadURL(c *call) (obj, error) {
	n, _ := strconv.Atoi(c.get("length")) // it was checked before
	switch {
	case n <= 0:
		return nil, c.wrong("missing_argument", "length is %q", c.get("length"))
	case utf8.RuneCountInString(c.get("alt_txt")) > maxAlt:
		return nil, c.wrong("alt_txt_too_large", "alt_txt has more than %d characters", maxAlt)
	case strings.ContainsAny(c.get("filename"), "/\\\x00"):
		c.warn("files.getUploadURLExternal: the name %q has characters that file systems do not take", c.get("filename"))
	}
	f := &file{id: c.id("F"), name: c.get("filename"), alt: c.get("alt_txt"), user: BotUser, length: n, created: c.now() / 1e6}
	c.files[f.id] = f
	return obj{"upload_url": c.http.URL + "/upload/v1/" + f.id, "file_id": f.id}, nil
}

// upload takes a file's bytes: as the body or as a form's file.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	id := path.Base(r.URL.Path)
	rec := Request{Method: "upload", Args: map[string][]string{"file": {id}}, At: time.Now()}
	s.mu.Lock()
	s.requests = append(s.requests, rec)
	f, fault := s.files[id], s.faultFor(rec)
	s.mu.Unlock()
	if fault.before(w, r, s, rec) {
		return
	}
	data, err := uploaded(r)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case f == nil || err != nil:
		s.violate("upload: %v, to %s", err, id)
		http.Error(w, "not found", http.StatusNotFound)
		return
	case r.Method != http.MethodPost:
		s.violate("upload: with %s instead of POST", r.Method)
		http.Error(w, "method", http.StatusMethodNotAllowed)
		return
	case len(data) != f.length:
		s.violate("upload: %d bytes were announced, %d came", f.length, len(data))
		http.Error(w, "length", http.StatusBadRequest)
		return
	}
	f.data, f.uploaded = data, true
	if fault.Lose {
		cut(w)
		return
	}
	w.Write([]byte("OK - " + strconv.Itoa(len(data))))
}

func uploaded(r *http.Request) ([]byte, error) {
	if !strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
		return io.ReadAll(r.Body)
	}
	mr, err := r.MultipartReader()
	if err != nil {
		return nil, err
	}
	for {
		p, err := mr.NextPart()
		if err != nil {
			return nil, err
		}
		if p.FileName() != "" {
			return io.ReadAll(p)
		}
	}
}

func completeUpload(c *call) (obj, error) {
	var in []struct{ ID, Title string }
	if err := c.decode("files", &in); err != nil || len(in) == 0 {
		return nil, c.wrong("invalid_arguments", "files: %s", c.get("files"))
	}
	if c.has("channels") {
		return nil, c.wrong("invalid_arguments", "the stand-in takes channel_id only")
	}
	var out []obj
	var ids []string
	for _, one := range in {
		f := c.files[one.ID]
		switch {
		case f == nil || !f.uploaded:
			return nil, c.wrong("file_not_found", "%s was not uploaded", one.ID)
		case f.complete:
			return nil, c.wrong("file_not_found", "%s was completed before", one.ID) // a guess
		}
		ids = append(ids, one.ID)
		f.title = one.Title
		if f.title == "" {
			f.title = f.name
		}
	}
	if err := c.share(ids); err != nil {
		return nil, err
	}
	for _, id := range ids {
		c.files[id].complete = true
		out = append(out, obj{"id": id, "title": c.files[id].title})
	}
	return obj{"files": out}, nil
}

// share posts files into the channel of the call, if there is one. The answer
// does not say which message it became: files.info does, in its shares.
func (c *call) share(ids []string) error {
	if c.get("channel_id") == "" {
		return nil
	}
	ch := c.channels[c.get("channel_id")]
	switch {
	case ch == nil || ch.deleted || ch.kind != public && !ch.has(BotUser):
		return fail("channel_not_found")
	case !ch.has(BotUser):
		return fail("not_in_channel")
	case ch.archived:
		return fail("is_archived") // not on the page; a guess
	}
	m := &message{user: BotUser, bot: true, text: c.get("initial_comment"), files: ids, unfurl: c.has("initial_comment")}
	if c.has("blocks") && !c.has("initial_comment") {
		bs, err := parseBlocks(c.get("blocks"))
		if err != nil {
			return c.wrong("invalid_blocks", "%v", err)
		}
		if err := c.goodBlocks(bs, onMessage); err != nil {
			return err
		}
		m.blocks = c.identified(bs)
	}
	m.subtype = "file_share"
	c.thread(ch, m)
	if c.opts.shareDelay <= 0 {
		c.add(ch, m)
		return c.attach(m, nil)
	}
	s := c.Server
	s.spawn(func() {
		if !s.sleep(s.opts.shareDelay) {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.add(ch, m)
		s.shared(m)
	})
	return nil
}

// shared notes where a message's files are shared.
func (s *Server) shared(m *message) {
	for _, id := range m.files {
		if f := s.files[id]; !slices.Contains(f.shares, m) {
			f.shares = append(f.shares, m)
		}
	}
}

// attach gives a message more files.
func (c *call) attach(m *message, more []string) error {
	for _, id := range more {
		if f := c.files[id]; f == nil || f.deleted {
			return c.wrong("file_not_found", "%s", id)
		}
		if !slices.Contains(m.files, id) {
			m.files = append(m.files, id)
		}
	}
	c.shared(m)
	return nil
}

func filesInfo(c *call) (obj, error) {
	f := c.files[c.get("file")]
	switch {
	case f == nil || !f.complete:
		return nil, fail("file_not_found")
	case f.deleted:
		return nil, fail("file_deleted")
	}
	return obj{"file": c.fileObject(f), "comments": []obj{}, "response_metadata": obj{"next_cursor": ""}}, nil
}

func filesDelete(c *call) (obj, error) {
	f := c.files[c.get("file")]
	switch {
	case f == nil || f.deleted:
		return nil, fail("file_not_found")
	case f.user != BotUser:
		return nil, fail("cant_delete_file")
	}
	f.deleted = true
	return obj{}, nil
}

// download gives a file to whoever has the bot's token. Everybody else is sent
// to the page where people sign in, with 200 in the end.
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	_, id, _ := strings.Cut(strings.Split(r.URL.Path, "/")[2], "-")
	rec := Request{Method: "download", Args: map[string][]string{"file": {id}}, At: time.Now()}
	s.mu.Lock()
	s.requests = append(s.requests, rec)
	f, fault := s.files[id], s.faultFor(rec)
	allowed := r.Header.Get("Authorization") == "Bearer "+BotToken && slices.Contains(s.opts.scopes, "files:read") && !s.signIn
	s.mu.Unlock()
	if fault.before(w, r, s, rec) {
		return
	}
	switch {
	case !allowed && r.URL.Query().Get("redir") == "":
		http.Redirect(w, r, r.URL.Path+"?redir="+r.URL.Path, http.StatusFound)
	case !allowed:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte("<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to " + TeamName + "</body></html>"))
	case f == nil || f.deleted:
		http.NotFound(w, r)
	default:
		w.Header().Set("Content-Type", f.kind())
		s.Files.Serve(w, r, f.content())
	}
}

// External makes all files kept somewhere else, or again on Slack itself.
func (s *Server) External(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.external = on
}

// Elsewhere makes all files have addresses there, although Slack says that it
// hosts them; empty ends that.
func (s *Server) Elsewhere(base string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.elsewhere = base
}

// SignIn makes the page where people sign in come in place of every file, as for
// an app without the scope files:read.
func (s *Server) SignIn(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.signIn = on
}
