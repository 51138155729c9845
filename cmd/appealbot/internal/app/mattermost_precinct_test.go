package app

import (
	"fmt"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/mattermosttest"
)

// onServers runs a test on the stand-in, and on a real server if there is one.
func onServers(t *testing.T, test func(*testing.T, *mattermostPrecinct)) {
	t.Run("stand-in", func(t *testing.T) {
		t.Parallel()
		test(t, onStandIn(t))
	})
	t.Run("real", func(t *testing.T) {
		t.Parallel()
		server, token := os.Getenv("APPEALBOT_TEST_MATTERMOST_URL"), os.Getenv("APPEALBOT_TEST_MATTERMOST_TOKEN")
		if server == "" {
			t.Skip("APPEALBOT_TEST_MATTERMOST_URL is not set")
		}
		test(t, newMattermostPrecinct(t, server, token))
	})
}

// onStandIn is a precinct on a server of its own.
func onStandIn(t *testing.T) *mattermostPrecinct {
	t.Helper()
	s := mattermosttest.NewServer(t)
	p := newMattermostPrecinct(t, s.URL(), s.AdminToken())
	p.server = s
	return p
}

// A mattermostPrecinct is a department that works on a Mattermost server.
type mattermostPrecinct struct {
	*precinct
	*mattermostSide
}

func newMattermostPrecinct(t *testing.T, server, token string) *mattermostPrecinct {
	t.Helper()
	s := newMattermostSide(t, server, token)
	return &mattermostPrecinct{newDepartment(t).on(s), s}
}

// A mattermostSide is a department's team on a Mattermost server: its people
// with their clients, and the way there.
type mattermostSide struct {
	*mattermosttest.Far
	test   *testing.T
	server *mattermosttest.Server // nil: a real one
	link   *link
	place  mattermosttest.Place
	ids    map[string]string // of the people
	call   string            // where the program takes what the server sends
}

var _ side = (*mattermostSide)(nil)

func newMattermostSide(t *testing.T, server, token string) *mattermostSide {
	t.Helper()
	s := &mattermostSide{test: t, ids: map[string]string{}, call: freeAddress(t)}
	s.Far = mattermosttest.NewFar(t, mattermosttest.Site{
		URL: openLink(t, server, crowd()).URL, Token: token, CommandPath: mattermost.PathCommand, Open: s.open, People: staff(), Linger: 5 * time.Second,
	})
	for i, id := range s.Officers() {
		s.ids[staff()[i]] = id
	}
	duty, _, err := s.Admin().CreateChannel(t.Context(), &model.Channel{TeamId: s.team(), Type: model.ChannelTypeOpen, Name: "duty", DisplayName: "Duty"})
	s.check(err)
	for _, id := range append(s.Officers(), s.Bot()) {
		_, _, err := s.Admin().AddChannelMember(t.Context(), duty.Id, id)
		s.check(err)
	}
	s.link = openLink(t, server, botIP)
	return s
}

func (s *mattermostSide) check(err error) {
	s.test.Helper()
	if err != nil {
		s.test.Fatal(err)
	}
}

// open implements mattermosttest.Site: what the server sends goes to the
// program, when there is one.
func (s *mattermostSide) open(place mattermosttest.Place) (chat.Client, http.Handler) {
	s.place = place
	to := &url.URL{Scheme: "http", Host: s.call}
	transport := &http.Transport{DisableKeepAlives: true}
	return elsewhere{name: mattermost.Name}, &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }, Transport: transport,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { hangUp(w) },
	}
}

// elsewhere is an adapter that is in another process.
type elsewhere struct {
	chat.Client
	name string
}

// Platform implements chat.Client.
func (e elsewhere) Platform() string { return e.name }

// team is the id of the team.
func (s *mattermostSide) team() string {
	s.test.Helper()
	news, _, err := s.Admin().GetChannel(s.test.Context(), s.news())
	s.check(err)
	return news.TeamId
}

func (s *mattermostSide) name() string { return mattermost.Name }

func (s *mattermostSide) login(person string) string { return s.ids[person] }

func (s *mattermostSide) section(d *department) string {
	d.write("token", s.place.Token)
	d.write("command-token", s.place.CommandToken)
	return fmt.Sprintf("mattermost: {url: %q, token_file: token, command_token_file: command-token, teams: [%s], command: %s, listen: %q, callback: %q}",
		s.link.URL, s.place.Team, s.place.Command, s.call, s.place.Callback)
}

func (s *mattermostSide) listening() func() bool {
	before := s.link.connected()
	return func() bool { return s.link.connected() > before }
}

func (s *mattermostSide) news() string {
	id, _ := s.Public()
	return id
}

func (s *mattermostSide) channel(name string) (string, bool) {
	c, _, err := s.Admin().GetChannelByName(s.test.Context(), name, s.team(), "")
	if err != nil {
		return "", false
	}
	return c.Id, true
}

func (s *mattermostSide) direct(person string) string {
	s.test.Helper()
	c, _, err := s.Admin().CreateDirectChannel(s.test.Context(), s.ids[person], s.Bot())
	s.check(err)
	return c.Id
}

func (s *mattermostSide) private(name string, people ...string) string {
	s.test.Helper()
	ctx := s.test.Context()
	c, _, err := s.Admin().CreateChannel(ctx, &model.Channel{TeamId: s.team(), Type: model.ChannelTypePrivate, Name: name, DisplayName: name})
	s.check(err)
	for _, u := range people {
		_, _, err := s.Admin().AddChannelMember(ctx, c.Id, s.ids[u])
		s.check(err)
	}
	return c.Id
}

func (s *mattermostSide) changed(at chat.Ref) time.Time {
	s.test.Helper()
	post, _, err := s.Admin().GetPost(s.test.Context(), at.Message, "")
	s.check(err)
	return time.UnixMilli(post.UpdateAt)
}

func (s *mattermostSide) everything() (out []said) {
	s.test.Helper()
	channels, _, err := s.Admin().GetChannelsForTeamAndUserWithLastDeleteAt(s.test.Context(), s.team(), s.Bot(), true, 1, "")
	s.check(err)
	for _, c := range channels {
		out = append(out, s.said(c.Id)...)
	}
	return out
}

func (s *mattermostSide) said(channel string) (out []said) {
	s.test.Helper()
	for page := 0; ; page++ {
		list, _, err := s.Admin().GetPostsForChannel(s.test.Context(), channel, page, 200, "", false, false)
		s.check(err)
		for _, id := range list.Order {
			if q := list.Posts[id]; q.UserId == s.Bot() && q.Type == model.PostTypeDefault {
				key, _ := q.GetProp("appealbot_key").(string)
				out = append(out, said{
					At: chat.Ref{Platform: mattermost.Name, Channel: channel, Message: q.Id, Thread: q.RootId}, Key: key, Text: q.Message + " " + attached(q),
				})
			}
		}
		if len(list.Order) < 200 {
			slices.Reverse(out)
			return out
		}
	}
}

// attached is the text of a message's attachments.
func attached(q *model.Post) string {
	var b strings.Builder
	for _, a := range q.Attachments() {
		fmt.Fprintln(&b, a.Pretext, a.Title, a.Text)
		for _, f := range a.Fields {
			fmt.Fprintln(&b, f.Title, f.Value)
		}
	}
	return b.String()
}
