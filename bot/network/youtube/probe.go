package youtube

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"appealbot/bot/network"
)

// Probe implements network.Prober.
func (a *Account) Probe(ctx context.Context) error {
	for again := true; ; again = false {
		c, err := a.credentials(ctx)
		if err != nil {
			return err
		}
		me, err := a.me(ctx, c)
		if e, ok := errors.AsType[*network.AnswerError](err); ok && again && e.Status == http.StatusUnauthorized && e.Cause != network.Reconnect {
			continue // They are renewed; asking twice does no harm.
		}
		if err != nil {
			return err
		}
		return a.standing(c, me)
	}
}

// me asks whose credentials they are.
func (a *Account) me(ctx context.Context, c Credentials) (wireChannel, error) {
	ans := a.doAs(ctx, c, call{
		method: http.MethodGet, path: "/youtube/v3/channels", cost: costRead, need: urgent,
		query: url.Values{"part": {"id,snippet,contentDetails,status"}, "mine": {"true"}},
	})
	if err := ans.Err(); err != nil {
		return wireChannel{}, err
	}
	var out wireList[wireChannel]
	if err := ans.JSON(&out); err != nil {
		return wireChannel{}, err
	}
	if out.Kind != "youtube#channelListResponse" {
		return wireChannel{}, errors.New("ask YouTube which channel it is: its answer is no list of channels")
	}
	if len(out.Items) == 0 {
		return wireChannel{}, reconnect("The Google account that %s was connected with has no channel. Connect it again and choose the channel on Google's page.", a.o.Account.Name)
	}
	if me := out.Items[0]; len(out.Items) == 1 && aChannel.MatchString(me.ID) {
		return me, nil
	}
	return wireChannel{}, errors.New("ask YouTube which channel it is: its answer names none")
}

// standing says what is wrong with a channel, as a sentence for the administrator.
func (a *Account) standing(c Credentials, me wireChannel) error {
	if !a.is(me.ID, me.Snippet.CustomURL) || me.ID != c.Channel {
		return reconnect("%s is configured as %s, but its credentials belong to %.60q. Connect the right channel, or correct the configuration.",
			a.o.Account.Name, a.wanted(), me.Snippet.CustomURL+" "+me.ID)
	}
	if l := lacking(c); len(l) > 0 {
		return reconnect("The permissions of %s on YouTube are not sufficient: %s missing. Connect the account again and allow everything.",
			a.o.Account.Name, strings.Join(l, ", "))
	}
	if me.Status.Privacy == "private" {
		return &network.AnswerError{
			Outcome: network.No, Cause: network.Permanent,
			Note: "The channel " + a.wanted() + " is private, so the public cannot see it. Change that in YouTube Studio.",
		}
	}
	return nil
}

// uploadsOf returns the playlist of everything that was uploaded to the channel.
func (a *Account) uploadsOf(ctx context.Context) (string, error) {
	c, err := a.credentials(ctx)
	if err != nil {
		return "", err
	}
	if validID(c.Uploads) {
		return c.Uploads, nil
	}
	me, err := a.me(ctx, c)
	if err != nil {
		return "", err
	}
	if err := a.standing(c, me); err != nil {
		return "", err
	}
	if u := me.uploads(); validID(u) {
		return u, nil
	}
	return "", errors.New("ask YouTube for the channel's uploads: its answer names no list")
}
