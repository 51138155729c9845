package mattermosttest

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"regexp"

	"github.com/mattermost/mattermost/server/public/model"
)

// actionID is what the router takes as the id of an action.
var actionID = regexp.MustCompile(`^[A-Za-z0-9]+$`)

func actionRoutes() []route {
	return []route{
		{http.MethodPost, "/api/v4/posts/{post_id}/actions/{action_id}", doAction, false},
		{http.MethodPost, "/api/v4/actions/dialogs/open", openDialog, true},
		{http.MethodPost, "/api/v4/actions/dialogs/submit", submitDialog, false},
	}
}

// errAction is all that a client learns of what went wrong with a button.
var errAction = fail(http.StatusBadRequest, "api.post.do_action.action_integration.app_error", "Action integration error.")

// A press is a button that was pressed, with what is known about it.
type press struct {
	req  *model.PostActionIntegrationRequest
	url  string
	root string // of the thread for what is said in return
	keep map[string]any
	drop []string
	post *model.Post // nil for an ephemeral one
}

// kept are the props that the answer to a press leaves as they are. Later servers
// keep from_bot too.
func kept() []string { return []string{"from_webhook", "override_username", "override_icon_url"} }

// doAction presses a button or chooses from a menu. Whoever can read the channel
// can, in an archived one too.
func doAction(c *call) (any, *model.AppError) {
	if !actionID.MatchString(c.path["action_id"]) {
		return nil, fail(http.StatusNotFound, "api.context.404.app_error", "Sorry, we could not find the page.")
	}
	var in model.DoPostActionRequest
	if len(c.body) > 0 {
		if err := c.decode(&in); err != nil {
			return nil, err
		}
	}
	p, err := c.pressed(in)
	if err != nil {
		return nil, err
	}
	p.req.UserId, p.req.UserName, p.req.PostId = c.me.Id, c.me.Username, c.path["post_id"]
	if t := c.teams[p.req.TeamId]; t != nil {
		p.req.TeamName = t.Name
	}
	if p.req.Type == model.PostActionTypeSelect && in.SelectedOption != "" {
		if p.req.Context == nil {
			p.req.Context = map[string]any{}
		}
		p.req.Context["selected_option"] = in.SelectedOption
	}
	clientID, triggerID, err := model.GenerateTriggerId(c.me.Id, c.key)
	if err != nil {
		return nil, err
	}
	p.req.TriggerId = triggerID
	body, err := c.callback(p.url, p.req)
	if err != nil {
		return nil, err
	}
	if len(body) > 0 {
		var res model.PostActionIntegrationResponse
		if json.Unmarshal(body, &res) != nil {
			return nil, errAction
		}
		if err := c.pressAnswer(p, &res); err != nil {
			return nil, err
		}
	}
	return &model.PostActionAPIResponse{Status: "OK", TriggerId: clientID}, nil
}

// pressed finds the button: in the post, or in the cookie of one that is not kept.
func (c *call) pressed(in model.DoPostActionRequest) (*press, *model.AppError) {
	if in.Cookie != "" {
		if k := new(model.PostActionCookie); json.Unmarshal([]byte(c.cookies[in.Cookie]), k) == nil && k.Integration != nil {
			return c.pressedCookie(k)
		}
		return nil, errAction
	}
	post := c.posts[c.path["post_id"]]
	if post == nil || post.DeleteAt != 0 || !c.mayRead(c.me, c.channels[post.ChannelId]) {
		return nil, forbidden("read_channel_content")
	}
	a := post.GetAction(c.path["action_id"])
	if a == nil || a.Integration == nil {
		return nil, fail(http.StatusNotFound, "api.post.do_action.action_id.app_error", "Invalid action id.")
	}
	ch := c.channels[post.ChannelId]
	p := &press{url: a.Integration.URL, root: post.RootId, keep: map[string]any{}, post: post, req: &model.PostActionIntegrationRequest{
		ChannelId: ch.Id, ChannelName: ch.Name, TeamId: ch.TeamId, Type: a.Type, DataSource: a.DataSource, Context: a.Integration.Context,
	}}
	if p.root == "" {
		p.root = post.Id
	}
	for _, key := range kept() {
		if v, ok := post.GetProps()[key]; ok {
			p.keep[key] = v
		} else {
			p.drop = append(p.drop, key)
		}
	}
	return p, nil
}

func (c *call) pressedCookie(k *model.PostActionCookie) (*press, *model.AppError) {
	ch := c.channels[k.ChannelId]
	if ch == nil || !c.mayRead(c.me, ch) {
		return nil, forbidden("read_channel_content")
	}
	if k.PostId != c.path["post_id"] {
		return nil, errAction
	}
	return &press{url: k.Integration.URL, root: k.RootPostId, keep: k.RetainProps, drop: k.RemoveProps, req: &model.PostActionIntegrationRequest{
		ChannelId: ch.Id, ChannelName: ch.Name, TeamId: ch.TeamId, Type: k.Type, DataSource: k.DataSource, Context: k.Integration.Context,
	}}, nil
}

// callback posts JSON to an integration. Anything but 200 is an error.
func (c *call) callback(to string, v any) ([]byte, *model.AppError) {
	body, bad := json.Marshal(v)
	if bad != nil {
		return nil, errAction
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(c.r.Context()), c.timeout())
	defer cancel()
	req, bad := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(body))
	if bad != nil {
		return nil, errAction
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", "Mattermost-Bot/1.1")
	res, bad := c.callOut(req)
	if bad != nil || res.status != http.StatusOK {
		return nil, errAction
	}
	return res.body, nil
}

// pressAnswer does what the integration answered to a press.
func (c *call) pressAnswer(p *press, res *model.PostActionIntegrationResponse) *model.AppError {
	if res.Update != nil {
		if p.post == nil || c.posts[p.post.Id] == nil {
			return fail(http.StatusNotFound, "app.post.get.app_error", "Unable to get the post.")
		}
		old := c.posts[p.post.Id]
		if res.Update.GetProps() == nil {
			res.Update.SetProps(old.GetProps())
		} else {
			for k, v := range p.keep {
				res.Update.AddProp(k, v)
			}
			for _, k := range p.drop {
				res.Update.DelProp(k)
			}
		}
		res.Update.IsPinned, res.Update.HasReactions = old.IsPinned, old.HasReactions
		if _, err := c.replace(old, c.channels[old.ChannelId], res.Update); err != nil {
			return err
		}
	}
	if res.EphemeralText != "" {
		say := &model.Post{Message: res.EphemeralText, ChannelId: p.req.ChannelId, RootId: p.root, UserId: c.me.Id}
		if !res.SkipSlackParsing {
			say.Message = model.ParseSlackLinksToMarkdown(say.Message)
		}
		for k, v := range p.keep {
			say.AddProp(k, v)
		}
		c.whisper(c.me.Id, say)
	}
	return nil
}

// Cookie is the button of the last post for one person alone that has one: the
// post's id and what the server needs to press it.
func (s *Server) Cookie() (post, cookie string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lastCookie[0], s.lastCookie[1]
}

// withCookies gives the buttons of a post that is not kept what the server needs
// when they are pressed.
func (s *Server) withCookies(p *model.Post) *model.Post {
	p = deepPost(p)
	p.GenerateActionIds()
	root := p.RootId
	if root == "" {
		root = p.Id
	}
	k := model.PostActionCookie{PostId: p.Id, RootPostId: root, ChannelId: p.ChannelId, RetainProps: map[string]any{}}
	for _, key := range kept() {
		if v, ok := p.GetProps()[key]; ok {
			k.RetainProps[key] = v
		} else {
			k.RemoveProps = append(k.RemoveProps, key)
		}
	}
	for _, a := range p.Attachments() {
		for _, action := range a.Actions {
			k.Type, k.DataSource, k.Integration = action.Type, action.DataSource, action.Integration
			action.Cookie = model.NewId() + model.NewId()
			s.lastCookie = [2]string{p.Id, action.Cookie}
			s.cookies[action.Cookie] = jsonString(k)
		}
	}
	return p
}
