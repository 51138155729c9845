package app

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network/facebook/facebooktest"
	"appealbot/bot/network/youtube/youtubetest"
)

// allSquares are the five networks, each with an account of the department. What is
// published on all of them has a video.
func allSquares(t *testing.T) []square {
	t.Helper()
	return append(squares(t), newYouTube(t), newFacebook(t))
}

// youtubeSquare is YouTube, which converts a video before it can be seen.
type youtubeSquare struct {
	*youtubetest.Server
	*way
}

func newYouTube(t *testing.T) *youtubeSquare {
	t.Helper()
	s := youtubetest.NewServer(youtubetest.Options{Now: time.Now, Callback: redirect, Converting: 2, Units: 100_000})
	return &youtubeSquare{s, newWay(t, youtubetest.Contract(t)(s.Handler()))}
}

func (s *youtubeSquare) account() bot.AccountID { return "metro-youtube" }

func (s *youtubeSquare) entry(d *department) string {
	d.write("youtube-secret", youtubetest.ClientSecret)
	return fmt.Sprintf(`{id: metro-youtube, network: youtube, name: Metro Police on YouTube, handle: "@MetroPolice", default: true, youtube: {client_id: %s, client_secret_file: youtube-secret, api: %q}}`,
		youtubetest.ClientID, s.url)
}

func (s *youtubeSquare) agrees(t *testing.T, page string) string {
	return s.consent(t, "@MetroPolice", page)
}

func (s *youtubeSquare) misled(t *testing.T, page string) string {
	return s.consent(t, "@Somebody", page)
}

func (s *youtubeSquare) consent(t *testing.T, who, page string) string {
	t.Helper()
	end, err := s.Browse(page, who)
	if err != nil {
		t.Fatal(err)
	}
	return end
}

func (s *youtubeSquare) public() []string { return s.Public("@MetroPolice") }

func (s *youtubeSquare) newest() string {
	for _, v := range slices.Backward(s.Videos()) {
		if v.Privacy == "public" {
			return v.ID
		}
	}
	return ""
}

func (s *youtubeSquare) publishes(r *http.Request) bool {
	return r.Method == http.MethodPut && r.URL.Path == "/youtube/v3/videos"
}

func (s *youtubeSquare) reads(r *http.Request) bool {
	return r.URL.Path == "/youtube/v3/commentThreads" || r.Method == http.MethodGet && r.URL.Path == "/youtube/v3/comments"
}

func (s *youtubeSquare) reply(post, text string) string { return s.Reply("@Eve", post, text) }

// quote implements square: below a video, all people can do is comment.
func (s *youtubeSquare) quote(post, text string) string { return s.reply(post, text) }

func (s *youtubeSquare) edit(id, text string) { s.Edit(id, text) }

func (s *youtubeSquare) erase(id string) { s.Delete(id) }

func (s *youtubeSquare) hidden(_, reply string) bool { return s.State(reply) == "heldForReview" }

func (s *youtubeSquare) revoke() {
	for _, token := range s.spy.secrets() {
		if strings.HasPrefix(token, "ya29.") {
			s.Revoke(token)
		}
	}
}

// facebookSquare is Facebook, which prepares a video unseen, too.
type facebookSquare struct {
	*facebooktest.Server
	*way
}

func newFacebook(t *testing.T) *facebookSquare {
	t.Helper()
	s := facebooktest.NewServer(facebooktest.Options{Now: time.Now, Piece: 64 << 10, Looks: 2})
	return &facebookSquare{s, newWay(t, s.Handler())}
}

func (s *facebookSquare) account() bot.AccountID { return "metro-facebook" }

func (s *facebookSquare) entry(d *department) string {
	d.write("facebook-secret", facebooktest.AppSecret)
	return fmt.Sprintf(`{id: metro-facebook, network: facebook, name: Metro Police on Facebook, default: true, facebook: {page: "%s", app_id: "%s", app_secret_file: facebook-secret, api: %q}}`,
		facebooktest.Page, facebooktest.AppID, s.url)
}

func (s *facebookSquare) agrees(t *testing.T, page string) string {
	t.Helper()
	end, err := s.Allow(page)
	if err != nil {
		t.Fatal(err)
	}
	return end
}

// misled implements square: whoever manages the Page does not let it be published
// on.
func (s *facebookSquare) misled(t *testing.T, page string) string {
	t.Helper()
	end, err := s.Allow(page, "pages_manage_posts")
	if err != nil {
		t.Fatal(err)
	}
	return end
}

func (s *facebookSquare) public() []string {
	return append(s.Public(facebooktest.Page), s.Answers(facebooktest.Page)...)
}

// newest is the newest video where there is one: what is written below its post is
// below the video.
func (s *facebookSquare) newest() string {
	if films := s.Films(facebooktest.Page); len(films) > 0 {
		return films[len(films)-1]
	}
	return s.Newest(facebooktest.Page)
}

// flipped is what is made public: a post or a video.
var flipped = regexp.MustCompile(`^/v[\d.]+/\d+(_\d+)?$`)

func (s *facebookSquare) publishes(r *http.Request) bool {
	return r.Method == http.MethodPost && flipped.MatchString(r.URL.Path)
}

func (s *facebookSquare) reads(r *http.Request) bool {
	return r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/comments")
}

func (s *facebookSquare) reply(post, text string) string { return s.Reply("Eve", post, text) }

// quote implements square: the program hears only of comments.
func (s *facebookSquare) quote(post, text string) string { return s.reply(post, text) }

func (s *facebookSquare) edit(id, text string) { s.Edit(id, text) }

func (s *facebookSquare) erase(id string) { s.Delete(id) }

func (s *facebookSquare) hidden(_, reply string) bool { return s.Hidden(reply) }

func (s *facebookSquare) revoke() {
	for _, token := range s.spy.secrets() {
		if strings.HasPrefix(token, "EAA") {
			s.Revoke(token, 460)
		}
	}
}
