package app

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/mattermost"
	"appealbot/store"
	"appealbot/store/bolt"
)

// after lets so much time pass that a person has read what a message shows.
// Whoever reacts sooner meant what it showed before.
func (p *precinct) after(s chattest.Seen) {
	p.t.Helper()
	post, _, err := p.far.Admin().GetPost(p.t.Context(), s.At.Message, "")
	p.must(err)
	<-time.After(time.Until(time.UnixMilli(post.UpdateAt).Add(1100 * time.Millisecond)))
}

// privateChannel is one that the bot is not in.
func (p *precinct) privateChannel(name string, users ...string) string {
	p.t.Helper()
	admin := p.far.Admin()
	news, _, err := admin.GetChannel(p.t.Context(), p.newsroom)
	p.must(err)
	c, _, err := admin.CreateChannel(p.t.Context(), &model.Channel{TeamId: news.TeamId, Type: model.ChannelTypePrivate, Name: name, DisplayName: name})
	p.must(err)
	for _, u := range users {
		_, _, err := admin.AddChannelMember(p.t.Context(), c.Id, p.people[u])
		p.must(err)
	}
	return c.Id
}

// bothApprove lets Bob and Carla press Approve at the same moment.
func (p *precinct) bothApprove() {
	p.t.Helper()
	at, ok := p.newest(func(s chattest.Seen) bool { return slices.Contains(s.Buttons, "Approve") })
	if !ok {
		p.t.Fatal("there is nothing to approve")
	}
	var both sync.WaitGroup
	var got [2]chattest.Got
	for i, user := range []string{"bob", "carla"} {
		both.Go(func() { got[i] = p.far.Press(p.t, p.people[user], at.At, "Approve") })
	}
	both.Wait()
	for _, g := range got {
		p.got = g
		p.told("pprov")
	}
}

var (
	single = regexp.MustCompile(`Answer R(\d+) in case`)
	many   = regexp.MustCompile(`\(R(\d+) to R(\d+)\); the whole list`)
)

// shown is how many answers the case's channel shows. They must be there in
// order and without gaps.
func (p *precinct) shown() int {
	p.t.Helper()
	next := 1
	for _, q := range p.in(p.room) {
		from, to := 0, 0
		if m := single.FindStringSubmatch(q.Message); m != nil {
			from, _ = strconv.Atoi(m[1])
			to = from
		} else if m := many.FindStringSubmatch(q.Message); m != nil {
			from, _ = strconv.Atoi(m[1])
			to, _ = strconv.Atoi(m[2])
		} else {
			continue
		}
		if from != next {
			p.t.Fatalf("answer R%d is shown where R%d should be", from, next)
		}
		next = to + 1
	}
	return next - 1
}

// posts are all messages of the bot: in the team's channels, and those to its
// people.
func (p *precinct) posts() (out []*model.Post) {
	p.t.Helper()
	admin := p.far.Admin()
	news, _, err := admin.GetChannel(p.t.Context(), p.newsroom)
	p.must(err)
	channels, _, err := admin.GetChannelsForTeamAndUserWithLastDeleteAt(p.t.Context(), news.TeamId, p.far.Bot(), true, 1, "")
	p.must(err)
	for _, c := range channels {
		out = append(out, p.in(c.Id)...)
	}
	return out
}

// in are the bot's messages in a channel, the oldest first.
func (p *precinct) in(channel string) (out []*model.Post) {
	p.t.Helper()
	for page := 0; ; page++ {
		list, _, err := p.far.Admin().GetPostsForChannel(p.t.Context(), channel, page, 200, "", false, false)
		p.must(err)
		for _, id := range list.Order {
			if q := list.Posts[id]; q.UserId == p.far.Bot() && q.Type == model.PostTypeDefault {
				out = append(out, q)
			}
		}
		if len(list.Order) < 200 {
			slices.Reverse(out)
			return out
		}
	}
}

// whole holds the end of a conversation to what was promised: the audit log
// verifies, no message of the bot exists twice, and nothing waits to be shown.
func (p *precinct) whole() {
	p.t.Helper()
	p.logged()
	keys, words := map[string]string{}, map[string]string{}
	posts := p.posts()
	for _, q := range posts {
		key, _ := q.GetProp("appealbot_key").(string)
		if other := keys[key]; key == "" || other != "" && other != q.Id {
			p.t.Errorf("message %s has the key %q, which message %q has too", q.Id, key, other)
		}
		keys[key] = q.Id
		said := q.ChannelId + q.RootId + q.Message + attached(q)
		if other := words[said]; other != "" && other != q.Id && !isCall(q) {
			p.t.Errorf("two messages in one place say the same: %s%s", q.Message, attached(q))
		}
		words[said] = q.Id
	}
	if len(posts) == 0 {
		p.t.Error("the bot has no messages: the test shows nothing")
	}
	for _, n := range p.due() {
		p.t.Errorf("a notice still waits: %s for %s: %s", n.Kind, n.Subject, n.Note)
	}
	p.t.Logf("%d messages of the bot, each once", len(posts))
}

// isCall reports whether a message calls for approvals. Each time an appeal is
// submitted it does, and all of them show how things stand.
func isCall(q *model.Post) bool {
	return strings.Contains(q.Message, "Read the card, then press Approve")
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

// due are the notices that wait to be shown. A room may wait for something to
// happen.
func (p *precinct) due() (out []bot.Notice) {
	p.t.Helper()
	p.read(func(tx bot.Tx) error {
		all, err := tx.DueNotices(mattermost.Name, time.Now().Add(time.Hour), 100)
		out = slices.DeleteFunc(all, func(n bot.Notice) bool { return n.Kind == bot.NoticeRoom })
		return err
	})
	return out
}

// read looks into the program's store, while it runs and afterwards.
func (p *precinct) read(fn func(bot.Tx) error) {
	p.t.Helper()
	ctx := p.t.Context()
	p.must(withLog(ctx, folder(p.data()), func(db *bolt.DB) error { return store.ReadOnly(db).View(ctx, fn) }))
}
