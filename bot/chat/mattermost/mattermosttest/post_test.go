package mattermosttest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/mattermost/mattermost/server/public/model"
)

// What a server does with messages.
func TestPosts(t *testing.T) {
	onBoth(t, map[string]func(*testing.T, *world){
		"limits":    postLimits,
		"dedup":     postDedup,
		"threads":   postThreads,
		"identity":  postIdentity,
		"files":     postFiles,
		"lists":     postLists,
		"since":     postSince,
		"others":    postOthers,
		"ephemeral": postEphemeral,
		"unknown":   postUnknown,
		"pins":      postPins,
		"mentions":  postMentions,
		"bytes":     postBytes,
	})
}

func postLimits(t *testing.T, w *world) {
	try := func(what string, p *model.Post, want int) {
		t.Helper()
		p.ChannelId = w.public.Id
		_, res, _ := w.bot.CreatePost(w.ctx(), p)
		w.is(what, res, want)
	}
	try("16383 runes", &model.Post{Message: strings.Repeat("ö", 16383)}, http.StatusCreated)
	try("16384 runes", &model.Post{Message: strings.Repeat("ö", 16384)}, http.StatusBadRequest)
	try("NUL", &model.Post{Message: "a\x00b"}, http.StatusInternalServerError)
	try("NUL in a property", &model.Post{Message: "a", Props: model.StringInterface{"x": "a\x00b"}}, http.StatusInternalServerError)
	card := w.card(&model.PostAction{Id: "go", Name: "Go", Integration: &model.PostActionIntegration{URL: w.place.Callback + "/action", Context: map[string]any{"k": "a\x00b"}}})
	try("NUL in a button's context", card, http.StatusInternalServerError)
	attached := func(n int) *model.Post {
		return &model.Post{Message: "a", Props: model.StringInterface{"attachments": []*model.MessageAttachment{{Text: strings.Repeat("a", n)}}}}
	}
	try("attachment of 100,000", attached(100_000), http.StatusCreated)
	try("attachment of 290,000", attached(290_000), http.StatusCreated)
	try("attachment of 700,000", attached(700_000), http.StatusRequestEntityTooLarge)
	try("system type", &model.Post{Message: "a", Type: "system_join_channel"}, http.StatusBadRequest)
	try("nothing", &model.Post{}, http.StatusCreated)
}

func postDedup(t *testing.T, w *world) {
	p := &model.Post{ChannelId: w.public.Id, Message: "once", PendingPostId: "anything:" + model.NewId()}
	one := w.post(p.Clone())
	two := w.post(p.Clone())
	if one.Id != two.Id {
		t.Error("the same pending id posted twice")
	}
	p.Message = "other"
	if three := w.post(p.Clone()); three.Id != one.Id || three.Message != "once" {
		t.Errorf("the same pending id with other words gave %q", three.Message)
	}
	made, res, err := w.ann.client.CreatePost(w.ctx(), p.Clone())
	check(t, "somebody else posts with it", err)
	w.is("somebody else", res, http.StatusCreated)
	if made.Id != one.Id {
		t.Log("somebody else posts a message of their own")
	} else if made.UserId != w.botID {
		t.Error("somebody else is given a message of nobody's")
	}
}

func postThreads(t *testing.T, w *world) {
	root := w.post(&model.Post{Message: "root"})
	reply := w.post(&model.Post{Message: "reply", RootId: root.Id})
	_, res, _ := w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, Message: "x", RootId: reply.Id})
	w.is("a reply to a reply", res, http.StatusBadRequest)
	_, res, _ = w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, Message: "x", RootId: model.NewId()})
	w.is("a reply to nothing", res, http.StatusBadRequest)
	_, res, _ = w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: w.room("other").Id, Message: "x", RootId: root.Id})
	w.is("a reply in another channel", res, http.StatusBadRequest)
	list, _, err := w.bot.GetPostThread(w.ctx(), reply.Id, "", false)
	check(t, "get the thread by a reply", err)
	if len(list.Posts) != 2 || len(list.Order) != 2 {
		t.Errorf("thread = %v", list.Order)
	}
	_, err = w.bot.DeletePost(w.ctx(), root.Id)
	check(t, "delete the root", err)
	_, res, _ = w.bot.GetPost(w.ctx(), reply.Id, "")
	w.is("a reply to what is deleted", res, http.StatusNotFound)
}

func postIdentity(t *testing.T, w *world) {
	p, res, _ := w.ann.client.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, Message: "x", UserId: w.botID, Props: model.StringInterface{
		"from_bot": "true", "from_webhook": "true", "override_username": "lookout",
	}})
	w.is("a person with a bot's props", res, http.StatusCreated)
	if p.UserId != w.ann.id || p.GetProp("from_bot") != "true" || p.GetProp("override_username") != "lookout" {
		t.Errorf("post of %s with %v", p.UserId, p.GetProps())
	}
	if own := w.post(&model.Post{Message: "x"}); own.GetProp("from_bot") != "true" {
		t.Errorf("the bot's post has %v", own.GetProps())
	}
}

func postFiles(t *testing.T, w *world) {
	upload := func(name string) string {
		t.Helper()
		out, res, err := w.bot.UploadFile(w.ctx(), []byte("a,b\n"), w.public.Id, name)
		check(t, "upload "+name, err)
		w.is("upload", res, http.StatusCreated)
		return out.FileInfos[0].Id
	}
	id := upload("answers one, two.csv")
	one := w.post(&model.Post{FileIds: model.StringArray{id}})
	if len(one.FileIds) != 1 || one.Metadata == nil || len(one.Metadata.Files) != 1 || one.Metadata.Files[0].Name != "answers one, two.csv" {
		t.Errorf("post = %+v", one)
	}
	if two := w.post(&model.Post{Message: "again", FileIds: model.StringArray{id}}); len(two.FileIds) != 0 {
		t.Errorf("the second post has %v", two.FileIds)
	}
	data, _, err := w.ann.client.GetFile(w.ctx(), id)
	check(t, "get the file", err)
	info, _, err := w.ann.client.GetFileInfo(w.ctx(), id)
	check(t, "get its info", err)
	if string(data) != "a,b\n" || info.Size != 4 || !strings.HasPrefix(info.MimeType, "text/csv") || info.PostId != one.Id || info.Extension != "csv" {
		t.Errorf("file %q %+v", data, info)
	}
	var ids model.StringArray
	for n := range 11 {
		ids = append(ids, upload(fmt.Sprintf("%d.txt", n)))
	}
	ten, res, _ := w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, FileIds: slices.Clone(ids[:10])})
	w.is("ten files", res, http.StatusCreated)
	// The ids come back in their own order, the files in that of the uploads.
	if !slices.IsSorted(ten.FileIds) {
		t.Errorf("ids = %v", ten.FileIds)
	}
	for n, info := range ten.Metadata.Files {
		if info.Id != ids[n] {
			t.Errorf("file %d is %s", n, info.Name)
		}
	}
	p, res, _ := w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, FileIds: append(ids[10:], model.NewId())})
	w.is("a file that is not there", res, http.StatusCreated)
	if len(p.FileIds) != 1 {
		t.Errorf("it has the files %v", p.FileIds)
	}
	stolen := upload("stolen.txt")
	if p, _, _ := w.ann.client.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, Message: "mine", FileIds: model.StringArray{stolen}}); len(p.FileIds) != 0 {
		t.Error("somebody else can post an uploaded file")
	}
	_, res, _ = w.bob.client.GetFile(w.ctx(), model.NewId())
	w.is("no file", res, http.StatusNotFound)
}

func postLists(t *testing.T, w *world) {
	old := w.post(&model.Post{Message: "old"})
	mid := w.post(&model.Post{Message: "mid"})
	last := w.post(&model.Post{Message: "last"})
	list, _, err := w.bot.GetPostsBefore(w.ctx(), w.public.Id, last.Id, 0, 1, "", false, false)
	check(t, "before", err)
	if !slices.Equal(list.Order, []string{mid.Id}) {
		t.Errorf("before = %v, want %s", list.Order, mid.Id)
	}
	list, _, err = w.bot.GetPostsAfter(w.ctx(), w.public.Id, old.Id, 0, 10, "", false, false)
	check(t, "after", err)
	if !slices.Equal(list.Order, []string{last.Id, mid.Id}) {
		t.Errorf("after = %v", list.Order)
	}
	since := last.CreateAt
	_, _, err = w.ann.client.SaveReaction(w.ctx(), &model.Reaction{UserId: w.ann.id, PostId: old.Id, EmojiName: "x"})
	check(t, "react", err)
	_, err = w.bot.DeletePost(w.ctx(), mid.Id)
	check(t, "delete", err)
	list, _, err = w.bot.GetPostsSince(w.ctx(), w.public.Id, since, false)
	check(t, "since", err)
	if list.Posts[old.Id] == nil || len(list.Posts[old.Id].Metadata.Reactions) != 1 {
		t.Errorf("since = %v, want the old post with its reaction", list.Order)
	}
	if gone := list.Posts[mid.Id]; gone == nil || gone.DeleteAt == 0 || gone.Message != "" {
		t.Errorf("since has of the deleted post %+v", gone)
	}
	ps, _, err := w.bot.GetPostsByIds(w.ctx(), []string{old.Id, mid.Id, model.NewId()})
	check(t, "by ids", err)
	if len(ps) != 2 {
		t.Fatalf("by ids: %d posts, want the old one and the deleted one", len(ps))
	}
	for _, p := range ps {
		if p.Id == mid.Id && (p.DeleteAt == 0 || p.Message != "") {
			t.Errorf("by ids has of the deleted post %+v", p)
		}
	}
}

// postSince: what has changed since a time, with the threads that it belongs to.
func postSince(t *testing.T, w *world) {
	root := w.post(&model.Post{Message: "root"})
	first := w.post(&model.Post{Message: "first", RootId: root.Id})
	other := w.post(&model.Post{Message: "other"})
	second := w.post(&model.Post{Message: "second", RootId: root.Id})
	names := map[string]string{root.Id: "root", first.Id: "first", other.Id: "other", second.Id: "second"}
	list := func(what string, since int64, want, more string) {
		t.Helper()
		list, _, err := w.bot.GetPostsSince(w.ctx(), w.public.Id, since, false)
		check(t, "list", err)
		var order, rest []string
		for _, id := range list.Order {
			name := names[id]
			if p := list.Posts[id]; name == "" && p.DeleteAt != 0 {
				name = "old-" + names[p.OriginalId]
			}
			order = append(order, name)
		}
		for id := range list.Posts {
			if !slices.Contains(list.Order, id) {
				rest = append(rest, names[id])
			}
		}
		if !slices.Contains(strings.Split(want, " or "), strings.Join(order, " ")) || strings.Join(rest, " ") != more {
			t.Errorf("%s: %v and %v, want %s and %s", what, order, rest, want, more)
		}
	}
	list("now", second.CreateAt, "", "")
	list("an answer changes its root too", second.CreateAt-1, "second root", "")
	list("newest first, by when they were made", first.CreateAt-1, "second other first root", "")
	text := "edited"
	edited, _, err := w.bot.PatchPost(w.ctx(), first.Id, &model.PostPatch{Message: &text})
	check(t, "edit", err)
	list("an edit, with what was before", edited.UpdateAt-1, "old-first first root or first old-first root", "")
	r, _, err := w.ann.client.SaveReaction(w.ctx(), &model.Reaction{UserId: w.ann.id, PostId: first.Id, EmojiName: "x"})
	check(t, "react", err)
	list("a reaction", r.CreateAt-1, "first", "root")
	gone, _, err := w.bot.GetPost(w.ctx(), first.Id, "")
	check(t, "get", err)
	_, err = w.bot.DeletePost(w.ctx(), second.Id)
	check(t, "delete", err)
	list("an end", gone.UpdateAt, "second root", "")
}

func postOthers(t *testing.T, w *world) {
	own := w.post(&model.Post{Message: "the bot's"})
	text := "changed"
	_, res, _ := w.ann.client.PatchPost(w.ctx(), own.Id, &model.PostPatch{Message: &text})
	w.is("an officer edits the bot's", res, http.StatusForbidden)
	res, _ = w.ann.client.DeletePost(w.ctx(), own.Id)
	w.is("an officer deletes the bot's", res, http.StatusForbidden)
	res, _ = w.ann.client.PinPost(w.ctx(), own.Id)
	w.is("an officer pins the bot's", res, http.StatusOK)
	ch := w.room("closed")
	_, err := w.admin.RemoveUserFromChannel(w.ctx(), ch.Id, w.ann.id)
	check(t, "remove", err)
	in := w.post(&model.Post{ChannelId: ch.Id, Message: "in"})
	_, res, _ = w.ann.client.GetPost(w.ctx(), in.Id, "")
	w.is("who is not in reads", res, http.StatusForbidden)
	_, res, _ = w.ann.client.CreatePost(w.ctx(), &model.Post{ChannelId: ch.Id, Message: "x"})
	w.is("who is not in writes", res, http.StatusForbidden)
	res, _ = w.ann.client.PinPost(w.ctx(), in.Id)
	w.is("who is not in pins", res, http.StatusForbidden)
}

func postEphemeral(t *testing.T, w *world) {
	eph := &model.PostEphemeral{UserID: w.ann.id, Post: w.card(&model.PostAction{Id: "go", Name: "Go"})}
	_, res, _ := w.bob.client.CreatePostEphemeral(w.ctx(), eph)
	w.is("a person", res, http.StatusForbidden)
	p, res, err := w.bot.CreatePostEphemeral(w.ctx(), eph)
	check(t, "show to one", err)
	w.is("the bot with the permission", res, http.StatusCreated)
	if p.Type != model.PostTypeEphemeral || p.UserId != w.botID {
		t.Errorf("post = %+v", p)
	}
	w.ann.fence(t)
	w.bob.fence(t)
	if n, _ := w.bob.seen(); n != 0 {
		t.Error("somebody else sees it")
	}
	alone, _ := w.ann.since(0, 0)
	if len(alone) != 1 || alone[0].Message != "card" || len(buttons(alone[0])) != 1 {
		t.Fatalf("shown: %+v", alone)
	}
	_, res, _ = w.bot.GetPost(w.ctx(), p.Id, "")
	w.is("it is read", res, http.StatusNotFound)
	_, res, _ = w.bot.UpdatePost(w.ctx(), p.Id, &model.Post{Id: p.Id, Message: "x", ChannelId: p.ChannelId})
	w.is("it is updated", res, http.StatusForbidden)
	b := buttons(alone[0])[0]
	res, _ = w.ann.client.DoPostAction(w.ctx(), p.Id, b.Id)
	w.is("pressed without the cookie", res, http.StatusForbidden)
	res, _ = w.bob.client.DoPostActionWithCookie(w.ctx(), p.Id, b.Id, "", b.Cookie)
	w.is("pressed by somebody else with the cookie", res, http.StatusOK)
	if c := w.callback().object(t); c["user_id"] != w.bob.id || c["post_id"] != p.Id {
		t.Errorf("callback = %v", c)
	}
	w.says(200, "application/json", `{"update":{"message":"new"}}`)
	res, _ = w.ann.client.DoPostActionWithCookie(w.ctx(), p.Id, b.Id, "", b.Cookie)
	w.is("the answer updates it", res, http.StatusNotFound)
}

// postUnknown: what is not there is answered in more than one way.
func postUnknown(t *testing.T, w *world) {
	for id, want := range map[string][]int{
		"nomessageofthatid": {http.StatusBadRequest, http.StatusBadRequest, http.StatusBadRequest, http.StatusBadRequest, http.StatusBadRequest},
		model.NewId():       {http.StatusNotFound, http.StatusForbidden, http.StatusForbidden, http.StatusNotFound, http.StatusNotFound},
	} {
		text := "x"
		_, res, _ := w.bot.GetPost(w.ctx(), id, "")
		w.is(id+": get", res, want[0])
		_, res, _ = w.bot.PatchPost(w.ctx(), id, &model.PostPatch{Message: &text})
		w.is(id+": patch", res, want[1])
		res, _ = w.bot.PinPost(w.ctx(), id)
		w.is(id+": pin", res, want[2])
		res, _ = w.bot.DeletePost(w.ctx(), id)
		w.is(id+": delete", res, want[3])
		_, res, _ = w.bot.GetPostThread(w.ctx(), id, "", false)
		w.is(id+": thread", res, want[4])
	}
	for id, want := range map[string]int{"nochannelofthatid": http.StatusForbidden, model.NewId(): http.StatusForbidden} {
		_, res, _ := w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: id, Message: "x"})
		w.is("post to "+id, res, want)
	}
	_, res, _ := w.bot.CreatePost(w.ctx(), &model.Post{ChannelId: w.public.Id, Message: "x", RootId: "nomessageofthatid"})
	w.is("reply to no id", res, http.StatusBadRequest)
}

func postPins(t *testing.T, w *world) {
	p := w.post(w.card(&model.PostAction{Id: "go", Name: "Go"}))
	for range 2 {
		res, _ := w.bot.PinPost(w.ctx(), p.Id)
		w.is("pin", res, http.StatusOK)
	}
	list, _, err := w.bot.GetPinnedPosts(w.ctx(), w.public.Id, "")
	check(t, "list", err)
	if len(list.Order) != 1 || list.Order[0] != p.Id {
		t.Errorf("pinned = %v", list.Order)
	}
	res, _ := w.ann.client.DoPostAction(w.ctx(), p.Id, "go")
	w.is("a pinned post's button", res, http.StatusOK)
}

// postMentions: whom which text notifies.
func postMentions(t *testing.T, w *world) {
	attach := func(a model.MessageAttachment) *model.Post {
		return &model.Post{Message: "x", Props: model.StringInterface{"attachments": []*model.MessageAttachment{&a}}}
	}
	both := []string{"ann", "bob"}
	for _, c := range []struct {
		what string
		post *model.Post
		want []string
	}{
		{"plain", &model.Post{Message: "hello @ann"}, []string{"ann"}},
		{"capitals", &model.Post{Message: "hello @ANN"}, []string{"ann"}},
		{"punctuation", &model.Post{Message: "(@ann), @bob."}, both},
		{"ending", &model.Post{Message: "@ann: @bob's"}, both},
		{"dashes", &model.Post{Message: "@ann- @bob_"}, both},
		{"longer", &model.Post{Message: "@annabel @bob-x"}, nil},
		{"mail", &model.Post{Message: "x@ann me@bob.example"}, nil},
		{"name", &model.Post{Message: "ann Ann bob"}, nil},
		{"code", &model.Post{Message: "`@ann` and\n```\n@bob\n```"}, nil},
		{"indented", &model.Post{Message: "    @ann"}, nil},
		{"quote", &model.Post{Message: "> @ann"}, []string{"ann"}},
		{"escaped", &model.Post{Message: `\@ann`}, []string{"ann"}},
		{"escaped underscore", &model.Post{Message: `\_@ann`}, []string{"ann"}},
		{"zero width", &model.Post{Message: "@\u200bann"}, nil},
		{"zero width before", &model.Post{Message: "x\u200b@ann"}, []string{"ann"}},
		{"link", &model.Post{Message: "[@ann](https://a.example)"}, []string{"ann"}},
		{"channel", &model.Post{Message: "@channel"}, both},
		{"all", &model.Post{Message: "@all"}, both},
		{"everyone", &model.Post{Message: "@everyone"}, nil},
		{"bold", &model.Post{Message: "**@ann**"}, []string{"ann"}},
		{"split", &model.Post{Message: "@a**nn**"}, nil},
		{"html", &model.Post{Message: "&#64;ann &commat;bob"}, nil},
		{"emoji", &model.Post{Message: ":@ann:"}, nil},
		{"pretext", attach(model.MessageAttachment{Pretext: "@ann"}), []string{"ann"}},
		{"text", attach(model.MessageAttachment{Text: "@ann"}), []string{"ann"}},
		{"value", attach(model.MessageAttachment{Fields: []*model.MessageAttachmentField{{Title: "x", Value: "@ann"}}}), []string{"ann"}},
		{"title", attach(model.MessageAttachment{Title: "@ann", Fallback: "@ann", Footer: "@ann", AuthorName: "@ann"}), nil},
		{"label", attach(model.MessageAttachment{Fields: []*model.MessageAttachmentField{{Title: "@ann", Value: "x"}}}), nil},
	} {
		p := w.post(c.post)
		var got []string
		for _, o := range w.officers {
			if o.pinged(t, p.Id) {
				got = append(got, o.name)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: notifies %v, want %v", c.what, got, c.want)
		}
	}
	p := w.post(&model.Post{Message: "x"})
	text := "@ann"
	_, _, err := w.bot.PatchPost(w.ctx(), p.Id, &model.PostPatch{Message: &text})
	check(t, "edit", err)
	w.ann.fence(t)
	if w.ann.pinged(t, p.Id) {
		t.Error("an edit notifies")
	}
}

// postBytes: what is not UTF-8 does not survive JSON.
func postBytes(t *testing.T, w *world) {
	p := w.post(&model.Post{Message: "a\xff\xfeb"})
	if got := jsonString(p.Message); !json.Valid([]byte(got)) || !strings.HasPrefix(p.Message, "a\ufffd") {
		t.Errorf("message = %q", p.Message)
	}
}
