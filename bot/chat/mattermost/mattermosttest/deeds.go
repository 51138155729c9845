package mattermosttest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
)

// linger is how long a person looks for an answer that does not come, where
// Site says nothing else.
const linger = 300 * time.Millisecond

// Command implements chattest.Deeds.
func (f *Far) Command(t *testing.T, user, channel, line string) chattest.Got {
	t.Helper()
	o := f.officer(t, user)
	got := f.act(t, o, channel, func() error {
		_, _, err := o.client.ExecuteCommandWithTeam(t.Context(), channel, f.team.Id, strings.TrimSuffix("/appeal "+line, " "))
		return err
	})
	f.remember(f.proxy.recall)
	return got
}

// Press implements chattest.Deeds.
func (f *Far) Press(t *testing.T, user string, at chat.Ref, label string) chattest.Got {
	t.Helper()
	o := f.officer(t, user)
	p, _, err := f.admin.GetPost(t.Context(), at.Message, "")
	check(t, "get the message", err)
	for _, b := range buttons(p) {
		if b.Name != label {
			continue
		}
		got := f.act(t, o, p.ChannelId, func() error {
			_, err := o.client.DoPostActionWithCookie(t.Context(), p.Id, b.Id, "", b.Cookie)
			return err
		})
		f.remember(f.proxy.recall)
		return got
	}
	t.Fatalf("there is no button %s", label)
	return chattest.Got{}
}

// act does something and looks for what comes in return: errors, what is shown
// to this person alone, a form.
func (f *Far) act(t *testing.T, o *officer, channel string, do func() error) chattest.Got {
	t.Helper()
	alone, dialogs := o.seen()
	var got chattest.Got
	if err := do(); err != nil {
		got.Replies = append(got.Replies, chattest.Seen{Text: "error: " + message(err)})
	} else {
		o.fence(t)
		o.until(f.site.Linger, func() bool { return len(o.alone) > alone || len(o.dialogs) > dialogs })
	}
	posts, opened := o.since(alone, dialogs)
	for _, p := range posts {
		got.Replies = append(got.Replies, f.seen(t, p))
	}
	if len(opened) > 0 {
		d := &dialog{channel: channel, open: opened[len(opened)-1]}
		o.mu.Lock()
		o.form = d
		o.mu.Unlock()
		got.Form = d.form()
	}
	return got
}

// message is what a client shows of an error.
func message(err error) string {
	if app, ok := errors.AsType[*model.AppError](err); ok {
		return app.Message
	}
	return err.Error()
}

// remember makes Again do this.
func (f *Far) remember(again func(*testing.T)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.again = again
}

// Again implements chattest.Deeds.
func (f *Far) Again(t *testing.T) {
	t.Helper()
	f.mu.Lock()
	again := f.again
	f.mu.Unlock()
	if again == nil {
		t.Fatal("nothing was done yet")
	}
	again(t)
}

// sign is the name of the emoji that means e.
func sign(e chat.Emoji) string {
	return map[chat.Emoji]string{
		chat.Check: "white_check_mark", chat.Cross: "x", chat.Bulb: "bulb", chat.Loupe: "mag", chat.Question: "question",
		chat.Mute: "mute", chat.NoEntry: "no_entry", chat.Ambulance: "ambulance",
	}[e]
}

// React implements chattest.Deeds.
func (f *Far) React(t *testing.T, user string, at chat.Ref, e chat.Emoji) {
	t.Helper()
	f.react(t, user, at, sign(e))
}

// ReactOddly implements chattest.Deeds.
func (f *Far) ReactOddly(t *testing.T, user string, at chat.Ref) {
	t.Helper()
	f.react(t, user, at, "eyes")
}

func (f *Far) react(t *testing.T, user string, at chat.Ref, name string) {
	t.Helper()
	_, _, err := f.officer(t, user).client.SaveReaction(t.Context(), &model.Reaction{UserId: user, PostId: at.Message, EmojiName: name})
	check(t, "react with "+name, err)
	f.remember(f.repeat("reaction_added", at.Message))
}

// Unreact implements chattest.Deeds.
func (f *Far) Unreact(t *testing.T, user string, at chat.Ref, e chat.Emoji) {
	t.Helper()
	_, err := f.officer(t, user).client.DeleteReaction(t.Context(), &model.Reaction{UserId: user, PostId: at.Message, EmojiName: sign(e)})
	check(t, "take a reaction back", err)
	f.remember(f.repeat("reaction_removed", at.Message))
}

// repeat delivers the last event of this name that speaks of a post once more.
func (f *Far) repeat(name, post string) func(*testing.T) {
	return func(t *testing.T) {
		t.Helper()
		f.proxy.repeat(t, func(e map[string]any) bool {
			return e["event"] == name && strings.Contains(jsonString(e["data"]), post)
		})
	}
}

// Upload implements chattest.Deeds.
func (f *Far) Upload(t *testing.T, user string, at chat.Ref, files []chat.File) {
	t.Helper()
	o := f.officer(t, user)
	p := &model.Post{ChannelId: at.Channel, RootId: at.Message}
	if at.Thread != "" {
		p.RootId = at.Thread
	}
	for _, file := range files {
		res, _, err := o.client.UploadFile(t.Context(), file.Data, at.Channel, file.Name)
		check(t, "upload "+file.Name, err)
		p.FileIds = append(p.FileIds, res.FileInfos[0].Id)
	}
	made, _, err := o.client.CreatePost(t.Context(), p)
	check(t, "post the files", err)
	f.remember(f.repeat("posted", made.Id))
}
