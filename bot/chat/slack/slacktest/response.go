package slacktest

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// bounds of a response URL
// (docs.slack.dev/interactivity/handling-user-interaction#message_responses).
const (
	responseUses = 5
	responseFor  = 30 * time.Minute
)

// A response is an address under which the app can answer an interaction.
type response struct {
	user    string
	channel *channel
	origin  *message // the message that it was pressed on
	at      time.Time
	uses    int
}

// responseURL makes one.
func (s *Server) responseURL(kind, user string, ch *channel, origin *message) string {
	id := s.id("r")
	s.responses[id] = &response{user: user, channel: ch, origin: origin, at: s.opts.now()}
	return s.http.URL + "/" + kind + "/" + Team + "/" + id + "/secretsecret"
}

// respond takes what the app sends to a response URL. No token belongs there.
func (s *Server) respond(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	rec := Request{Method: "response_url", Args: map[string][]string{"body": {string(body)}}, At: time.Now()}
	s.mu.Lock()
	s.requests = append(s.requests, rec)
	f := s.faultFor(rec)
	s.mu.Unlock()
	if err != nil || f.before(w, r, s, rec) {
		return
	}
	s.mu.Lock()
	c := &call{Server: s, name: "response_url", req: r}
	parts := strings.Split(r.URL.Path, "/")
	status, code := http.StatusNotFound, "expired_url"
	if res := s.responses[parts[len(parts)-2]]; res != nil {
		status, code = c.answer(res, body) //nolint:contextcheck // what the app is told of it outlives the request
	} else {
		s.violate("response_url: there is none like that")
	}
	s.mu.Unlock()
	if f.Lose {
		cut(w)
		return
	}
	if code != "ok" {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		w.Write(marshal(obj{"ok": false, "error": code}))
		return
	}
	if methodJSON(r) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Write(marshal(obj{"ok": true}))
		return
	}
	w.Write([]byte("ok"))
}

func methodJSON(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Content-Type"), "application/json")
}

// answer shows what was sent to a response URL.
func (c *call) answer(res *response, body []byte) (int, string) {
	if c.req.Header.Get("Authorization") != "" {
		c.violate("response_url: the token is not to be sent there")
	}
	res.uses++
	switch {
	case res.uses > responseUses:
		c.violate("response_url: used more than %d times", responseUses)
		return http.StatusNotFound, "used_url"
	case !c.fresh(res.at, responseFor):
		return http.StatusNotFound, "expired_url"
	}
	var v obj
	if err := json.Unmarshal(body, &v); err != nil {
		c.violate("response_url: %v", err)
		return http.StatusBadRequest, "invalid_payload"
	}
	if err := c.show(res, v); err != nil {
		return http.StatusBadRequest, err.Error()
	}
	return http.StatusOK, "ok"
}

// show does what an answer says: shows something to the person or to all, or
// replaces or deletes what was pressed on.
func (c *call) show(res *response, v obj) error {
	for k := range v {
		if !slices.Contains(strings.Fields("text blocks attachments response_type replace_original delete_original thread_ts unfurl_links unfurl_media mrkdwn metadata parse link_names type"), k) {
			c.violate("%s: an answer has no %s", c.name, k)
		}
	}
	m := &message{user: BotUser, bot: true, text: text(v, "text"), parse: text(v, "parse"), linkNames: flag(v, "link_names")}
	if _, has := v["mrkdwn"]; has {
		m.plain = !flag(v, "mrkdwn")
	}
	if flag(v, "delete_original") {
		c.drop(res)
		return nil
	}
	if bs := list(v, "blocks"); len(bs) > 0 {
		if err := c.goodBlocks(bs, onMessage); err != nil {
			return err
		}
		m.blocks = c.identified(bs)
	}
	m.attachments = list(v, "attachments")
	if err := c.goodAttachments(m.attachments); err != nil {
		return err
	}
	if strings.TrimSpace(m.text) == "" && len(m.blocks) == 0 && len(m.attachments) == 0 {
		return c.wrong("no_text", "the answer is empty")
	}
	if err := c.sizes(m); err != nil {
		return err
	}
	c.place(res, v, m)
	return nil
}

// place puts an answer where it belongs.
func (c *call) place(res *response, v obj, m *message) {
	if flag(v, "replace_original") && res.origin != nil {
		res.origin.text, res.origin.blocks, res.origin.attachments, res.origin.edited = m.text, m.blocks, m.attachments, c.ts()
		res.origin.parse, res.origin.plain = m.parse, m.plain
		if p := c.people[res.user]; p != nil {
			p.opens++
		}
		return
	}
	if at := text(v, "thread_ts"); at != "" && res.channel.find(at) != nil {
		m.thread = at
	} else if o := res.origin; o != nil && o.thread != "" {
		m.thread = o.thread // where it was pressed
	}
	if text(v, "response_type") == "in_channel" {
		_, links := v["unfurl_links"]
		m.unfurl = !links || flag(v, "unfurl_links") || flag(v, "unfurl_media")
		c.add(res.channel, m)
		return
	}
	c.whisper(res.channel, res.user, m)
}

// drop deletes what was pressed on.
func (c *call) drop(res *response) {
	if res.origin == nil {
		return
	}
	if res.origin.only != "" {
		res.origin.deleted = true
		return
	}
	c.remove(res.origin, c.object(res.origin, true))
}
