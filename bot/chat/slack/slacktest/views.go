package slacktest

import (
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf8"
)

// bounds of views (docs.slack.dev/reference/views/modal-views and
// .../reference/methods/views.open).
const (
	viewTitle    = 24
	viewMetadata = 3000
	viewSize     = 250 * 1000
	viewStack    = 3
)

// A view is a modal in front of somebody.
type view struct {
	id, user, hash string
	root, previous string
	def            obj            // as the app sent it, with ids
	values         map[string]any // what was typed, by block and action id
	closed         bool
}

// A trigger is what an interaction gives the app to open something with.
type trigger struct {
	user      string
	at        time.Time
	exchanged bool
}

// trigger makes a trigger id for somebody's interaction.
func (s *Server) trigger(user string) string {
	id := fmt.Sprintf("%d.%d.%s", s.now(), 1111111111, s.id("x"))
	s.triggers[id] = &trigger{user: user, at: s.opts.now()}
	return id
}

// exchange is whom a trigger is for. It is good once and not for long.
func (c *call) exchange() (string, error) {
	t := c.triggers[c.get("trigger_id")]
	switch {
	case c.get("trigger_id") == "" && c.get("interactivity_pointer") == "":
		return "", c.wrong("invalid_arguments", "there is no trigger_id")
	case t == nil:
		return "", c.wrong("invalid_trigger_id", "nobody was given %q", c.get("trigger_id"))
	case t.exchanged:
		return "", c.wrong("exchanged_trigger_id", "it was used before")
	case !c.fresh(t.at, c.opts.triggerFor):
		return "", c.wrong("expired_trigger_id", "it is %v old", c.opts.now().Sub(t.at))
	}
	t.exchanged = true
	return t.user, nil
}

// definition reads and checks a view.
func (c *call) definition() (obj, error) {
	var v obj
	if err := c.decode("view", &v); err != nil {
		return nil, c.wrong("invalid_arguments", "%v", err)
	}
	if len(c.get("view")) > viewSize {
		return nil, c.wrong("view_too_large", "the view has %d bytes", len(c.get("view")))
	}
	return v, c.goodView(v)
}

// goodView refuses a view that Slack would not take.
func (c *call) goodView(v obj) error {
	in := c.newInspector(onModal)
	in.only("/view", v, "type title blocks close submit private_metadata callback_id clear_on_close notify_on_close external_id submit_disabled")
	if text(v, "type") != "modal" {
		in.fail("/view/type", "must be modal, not %q", text(v, "type"))
	}
	in.text("/view/title", v["title"], "plain_text", viewTitle, true)
	in.text("/view/close", v["close"], "plain_text", viewTitle, false)
	in.text("/view/submit", v["submit"], "plain_text", viewTitle, false)
	if n := utf8.RuneCountInString(text(v, "private_metadata")); n > viewMetadata {
		in.fail("/view/private_metadata", "must be less than %d characters, not %d", viewMetadata+1, n)
	}
	for _, k := range []string{"callback_id", "external_id"} {
		if n := utf8.RuneCountInString(text(v, k)); n > idLength {
			in.fail("/view/"+k, "must be less than %d characters, not %d", idLength+1, n)
		}
	}
	if len(list(v, "blocks")) == 0 {
		in.fail("/view/blocks", "must have blocks")
	}
	in.all("/view/blocks", list(v, "blocks"))
	if in.inputs > 0 && sub(v, "submit") == nil {
		in.fail("/view/submit", "is required when there are inputs")
	}
	return c.judge(in)
}

// newView makes a view of a definition.
func (s *Server) newView(user string, def obj) *view {
	v := &view{id: s.id("V"), user: user, def: def, values: map[string]any{}}
	v.root = v.id
	s.adopt(v, def)
	s.views[v.id] = v
	return v
}

// adopt gives a view its blocks. What was typed stays for blocks and actions of
// the same ids (docs.slack.dev/surfaces/modals#updating_views).
func (s *Server) adopt(v *view, def obj) {
	s.identified(list(def, "blocks"))
	for _, b := range objects(def, "blocks") {
		for _, e := range append(objects(b, "elements"), sub(b, "element"), sub(b, "accessory")) {
			if e != nil && text(e, "action_id") == "" {
				e["action_id"] = s.id("a")
			}
		}
	}
	v.def, v.hash = def, s.ts()
	keep := map[string]any{}
	for _, in := range v.inputs() {
		if typed, ok := v.values[in.key()]; ok {
			keep[in.key()] = typed
		}
	}
	v.values = keep
}

// object is a view as the API gives one.
func (v *view) object() obj {
	o := obj{
		"id": v.id, "team_id": Team, "type": "modal", "app_id": App, "app_installed_team_id": Team, "bot_id": Bot, "hash": v.hash,
		"root_view_id": v.root, "previous_view_id": nil, "state": obj{"values": v.state()}, "callback_id": "", "external_id": "",
		"private_metadata": "", "clear_on_close": false, "notify_on_close": false, "close": nil, "submit": nil,
	}
	if v.previous != "" {
		o["previous_view_id"] = v.previous
	}
	maps.Copy(o, v.def)
	return escaped(clone(o)).(obj)
}

func viewsOpen(c *call) (obj, error) {
	def, err := c.definition()
	if err != nil {
		return nil, err
	}
	user, err := c.exchange()
	if err != nil {
		return nil, err
	}
	if err := c.external(def, nil); err != nil {
		return nil, err
	}
	p := c.people[user]
	v := c.newView(user, def)
	if n := len(p.modal); n > 0 { // as views.push does, says the page of views.open
		if n >= viewStack {
			return nil, c.wrong("push_limit_reached", "%d views are open", n)
		}
		v.root, v.previous = p.modal[0].id, p.modal[n-1].id
	}
	p.modal = append(p.modal, v)
	p.opens++
	return obj{"view": v.object()}, nil
}

func viewsPush(c *call) (obj, error) { return viewsOpen(c) }

// external refuses an external id that another view has.
func (c *call) external(def obj, own *view) error {
	id := text(def, "external_id")
	if id == "" {
		return nil
	}
	for _, v := range c.views {
		if v != own && !v.closed && text(v.def, "external_id") == id {
			return c.wrong("duplicate_external_id", "%q", id)
		}
	}
	return nil
}

func viewsUpdate(c *call) (obj, error) {
	def, err := c.definition()
	if err != nil {
		return nil, err
	}
	v := c.views[c.get("view_id")]
	if v == nil && c.get("external_id") != "" {
		for _, o := range c.views {
			if text(o.def, "external_id") == c.get("external_id") {
				v = o
			}
		}
	}
	switch {
	case c.get("view_id") == "" && c.get("external_id") == "":
		return nil, c.wrong("invalid_arguments", "there is neither view_id nor external_id")
	case v == nil || v.closed:
		return nil, fail("not_found")
	case c.get("hash") != "" && c.get("hash") != v.hash:
		return nil, fail("hash_conflict")
	}
	if err := c.external(def, v); err != nil {
		return nil, err
	}
	c.adopt(v, def)
	c.people[v.user].opens++
	return obj{"view": v.object()}, nil
}

// closeView takes a view from in front of its person.
func (s *Server) closeView(v *view) {
	v.closed = true
	p := s.people[v.user]
	p.modal = slices.DeleteFunc(p.modal, func(o *view) bool { return o == v })
}
