package mattermost

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat"
)

// propKey is the property of a message that names what it was posted for.
const propKey = "appealbot_key"

// Post implements chat.Messenger. What it is about to post is kept first, so
// that after a crash or a lost answer the message is looked for before it is
// posted again: the server itself remembers for half a minute only.
func (p *Platform) Post(ctx context.Context, key, channel, thread string, m chat.Message) (chat.Ref, error) {
	if err := p.ready(ctx); err != nil {
		return chat.Ref{}, err
	}
	k := digest(key)
	defer p.locks.hold(keepKey + k)()
	var s sent
	before, err := p.get(keepKey+k, &s)
	if err != nil {
		return chat.Ref{}, err
	}
	if s.ID != "" {
		return chat.Ref{Platform: Name, Channel: s.In, Message: s.ID, Thread: s.Root}, nil
	}
	if before {
		if at, err := p.search(ctx, k, s); err != nil || at.Message != "" {
			return at, err
		}
	} else {
		s = sent{Since: millis(p.o.Now().Add(-skew)), In: channel}
		if err := p.save(keepKey+k, s); err != nil {
			return chat.Ref{}, err
		}
	}
	at, err := p.post(ctx, k, channel, thread, m)
	if status(err) >= 400 && status(err) < 500 && status(err) != http.StatusTooManyRequests {
		_ = p.forget(keepKey + k) // it was refused: there is nothing to look for
	}
	return at, err
}

// search looks for a message that may have been posted before.
func (p *Platform) search(ctx context.Context, k string, s sent) (chat.Ref, error) {
	list, resp, err := p.api.GetPostsSince(ctx, s.In, s.Since, false)
	for page := 0; ; page++ {
		if err := failed(resp, err); err != nil {
			return chat.Ref{}, p.whyNot(ctx, s.In, err)
		}
		oldest := p.o.Now().UnixMilli()
		for _, id := range list.Order {
			q := list.Posts[id]
			if q == nil {
				continue
			}
			if q.UserId == p.me() && q.DeleteAt == 0 && q.GetProp(propKey) == k {
				return p.made(k, q, nil)
			}
			oldest = min(oldest, q.CreateAt)
		}
		switch {
		case page == 0 && len(list.Order) < sinceLimit:
			return chat.Ref{}, nil // that was all
		case page > 0 && (len(list.Order) < pageSize || oldest < s.Since), page > maxPages:
			return chat.Ref{}, nil
		}
		// More than the server tells at once, and which of it is not said.
		list, resp, err = p.api.GetPostsForChannel(ctx, s.In, page, pageSize, "", false, false)
	}
}

// post makes the message and what goes on with it in its thread.
func (p *Platform) post(ctx context.Context, k, channel, thread string, m chat.Message) (chat.Ref, error) {
	names, err := p.names(ctx, m.Mention)
	if err != nil {
		return chat.Ref{}, err
	}
	ls := leaves(m, names)
	q, err := p.create(ctx, k, channel, thread, ls[0])
	if err != nil {
		return chat.Ref{}, err
	}
	at, err := p.made(k, q, digests(ls[0].files))
	if err != nil {
		return at, err
	}
	return at, p.goOn(ctx, at, ls, show(m))
}

// create makes one message on the server.
func (p *Platform) create(ctx context.Context, k, channel, thread string, l leaf) (*model.Post, error) {
	files, notes, err := p.upload(ctx, channel, l.files[:min(len(l.files), maxFiles)])
	if err != nil {
		return nil, p.whyNot(ctx, channel, err)
	}
	q := &model.Post{
		ChannelId: channel, RootId: thread, Message: l.text + notes, FileIds: files,
		PendingPostId: p.me() + ":" + k, Props: p.props(k, channel, l),
	}
	made, resp, err := p.api.CreatePost(ctx, q)
	err = failed(resp, err)
	if err == nil {
		return made, nil
	}
	if thread != "" && status(err) == http.StatusBadRequest && strings.Contains(errorID(err), "root_id") {
		// The thread is either none, or an answer whose own thread is meant.
		root, resp, look := p.api.GetPost(ctx, thread, "")
		if look := failed(resp, look); look != nil {
			return nil, fmt.Errorf("find thread: %w: %w", chat.ErrNotFound, withoutKind(err))
		}
		if root.RootId != "" && root.ChannelId == channel {
			return p.create(ctx, k, channel, root.RootId, l)
		}
		return nil, fmt.Errorf("find thread: %w: %w", chat.ErrNotFound, withoutKind(err))
	}
	return nil, p.whyNot(ctx, channel, err)
}

// props are the properties of a message: its attachments with their buttons,
// and the key that finds it again. They replace those that were there, so all
// are given each time.
func (p *Platform) props(k, channel string, l leaf) model.StringInterface {
	return model.StringInterface{
		model.PostPropsAttachments: l.attachments(p.buttons(stamp{Key: k, Channel: channel})),
		model.PostPropsFromBot:     "true",
		propKey:                    k,
	}
}

// buttons makes a leaf's buttons, each with a stamp like t. Their ids are
// numbers, because the server finds buttons by letters and digits alone and
// the first of two with the same id wins.
func (p *Platform) buttons(t stamp) func(chat.Button) *model.PostAction {
	n := 0
	t.At = p.o.Now()
	return func(b chat.Button) *model.PostAction {
		n++
		t.Action = b.Action
		a := &model.PostAction{
			Id: "b" + strconv.Itoa(n), Type: model.PostActionTypeButton, Name: cut(oneLine(b.Label), 80), Style: "default",
			Integration: &model.PostActionIntegration{URL: p.o.Callback + PathAction, Context: p.seal.context(t)},
		}
		if a.Name == "" {
			a.Name = "…"
		}
		switch b.Style {
		case chat.Primary:
			a.Style = "primary"
		case chat.Danger:
			a.Style = "danger"
		}
		return a
	}
}

// made keeps what became of a Post.
func (p *Platform) made(k string, q *model.Post, files []string) (chat.Ref, error) {
	at := chat.Ref{Platform: Name, Channel: q.ChannelId, Message: q.Id, Thread: q.RootId}
	rec := posted{Key: k, Channel: q.ChannelId, Root: q.RootId, At: q.CreateAt, Files: files}
	if err := p.save(keepPost+q.Id, rec); err != nil {
		return at, err
	}
	return at, p.save(keepKey+k, sent{Since: q.CreateAt, ID: q.Id, In: q.ChannelId, Root: q.RootId})
}

// record returns what is kept of a message of the bot, or finds out what it
// needs from the server. It returns chat.ErrNotFound for anybody else's.
func (p *Platform) record(ctx context.Context, message string) (posted, error) {
	var rec posted
	ok, err := p.get(keepPost+message, &rec)
	if err != nil || ok {
		return rec, err
	}
	q, resp, err := p.api.GetPost(ctx, message, "")
	if err := failed(resp, err); err != nil {
		if status(err) == http.StatusBadRequest || status(err) == http.StatusForbidden {
			err = fmt.Errorf("%w: %w", chat.ErrNotFound, withoutKind(err))
		}
		return rec, err
	}
	k, _ := q.GetProp(propKey).(string)
	if q.UserId != p.me() || k == "" {
		return rec, fmt.Errorf("find message of the bot: %w", chat.ErrNotFound)
	}
	rec = posted{Key: k, Channel: q.ChannelId, Root: q.RootId, At: q.CreateAt, Changed: q.UpdateAt}
	return rec, p.save(keepPost+message, rec)
}

// Update implements chat.Messenger. What shows the same already is left alone:
// every change voids the reactions that were given before it.
func (p *Platform) Update(ctx context.Context, at chat.Ref, m chat.Message) error {
	if err := p.ready(ctx); err != nil {
		return err
	}
	p.behind(ctx)
	defer p.locks.hold(keepPost + at.Message)()
	rec, err := p.record(ctx, at.Message)
	if err != nil {
		return err
	}
	hash := show(m)
	if hash != "" && rec.Hash == hash {
		// Somebody may have archived the channel, and whoever asks wants to
		// know; but nothing is to be changed.
		return p.takes(ctx, rec.Channel)
	}
	names, err := p.names(ctx, m.Mention)
	if err != nil {
		return err
	}
	ls := leaves(m, names)
	q, err := p.patch(ctx, at.Message, rec.Channel, p.props(rec.Key, rec.Channel, ls[0]), ls[0].text)
	if err != nil {
		return err
	}
	if err := p.note(at.Message, func(rec *posted) { rec.Hash, rec.Changed = "", q.UpdateAt }); err != nil {
		return err
	}
	return p.goOn(ctx, at, ls, hash)
}

// takes reports why a channel takes nothing, if it does not.
func (p *Platform) takes(ctx context.Context, channel string) error {
	c, resp, err := p.api.GetChannel(ctx, channel)
	if err := failed(resp, err); err != nil {
		return p.whyNot(ctx, channel, err)
	}
	if c.DeleteAt != 0 {
		return chat.ErrArchived
	}
	return nil
}

// patch changes what a message shows. Reading the message and writing it back
// would take its buttons away, because the server tells nobody their contexts.
func (p *Platform) patch(ctx context.Context, message, channel string, props model.StringInterface, text string) (*model.Post, error) {
	q, resp, err := p.api.PatchPost(ctx, message, &model.PostPatch{Message: &text, Props: &props})
	err = failed(resp, err)
	if strings.Contains(errorID(err), "permissions_time_limit") {
		// The server forbids changing words after a while, but not what is
		// attached to them (a real server, 2026-11).
		lead := &model.MessageAttachment{Text: text, Fallback: cut(oneLine(text), maxTitle)}
		if as, ok := props[model.PostPropsAttachments].([]*model.MessageAttachment); ok {
			props[model.PostPropsAttachments] = append([]*model.MessageAttachment{lead}, as...)
		}
		q, resp, err = p.api.PatchPost(ctx, message, &model.PostPatch{Props: &props})
		err = failed(resp, err)
	}
	switch status(err) {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound:
		if why := p.whyNot(ctx, channel, err); errors.Is(why, chat.ErrArchived) || errors.Is(why, chat.ErrNotMember) {
			return nil, why
		}
		if _, resp, look := p.api.GetPost(ctx, message, ""); status(failed(resp, look)) == http.StatusNotFound || status(failed(resp, look)) == http.StatusBadRequest {
			return nil, fmt.Errorf("find message: %w: %w", chat.ErrNotFound, withoutKind(err))
		}
	}
	return q, err
}

// note changes what is kept of a message.
func (p *Platform) note(message string, change func(*posted)) error {
	defer p.locks.hold("note/" + message)()
	var rec posted
	if _, err := p.get(keepPost+message, &rec); err != nil {
		return err
	}
	change(&rec)
	return p.save(keepPost+message, rec)
}

// goOn brings what goes on in the thread of a message to where it should be:
// its other leaves, and files that it does not show yet. Only then the whole is
// known to show what hash names.
func (p *Platform) goOn(ctx context.Context, at chat.Ref, ls []leaf, hash string) error {
	rec, err := p.record(ctx, at.Message)
	if err != nil {
		return err
	}
	root := at.Message
	if rec.Root != "" {
		root = rec.Root
	}
	for i, l := range ls[1:] {
		if i < len(rec.More) {
			if _, err := p.patch(ctx, rec.More[i], rec.Channel, p.props(partKey(rec.Key, i), rec.Channel, l), goesOn); err != nil && !errors.Is(err, chat.ErrNotFound) {
				return err
			}
			continue
		}
		l.text = goesOn
		q, err := p.create(ctx, partKey(rec.Key, i), rec.Channel, root, l)
		if err != nil {
			return err
		}
		if err := p.note(at.Message, func(rec *posted) { rec.More = append(rec.More, q.Id) }); err != nil {
			return err
		}
	}
	for len(rec.More) > len(ls)-1 {
		last := rec.More[len(rec.More)-1]
		if resp, err := p.api.DeletePost(ctx, last); err != nil && !errors.Is(failed(resp, err), chat.ErrNotFound) {
			return p.whyNot(ctx, rec.Channel, failed(resp, err))
		}
		rec.More = rec.More[:len(rec.More)-1]
		if err := p.note(at.Message, func(rec *posted) { rec.More = rec.More[:len(rec.More)-1] }); err != nil {
			return err
		}
	}
	if err := p.showFiles(ctx, at, rec, root, shownFiles(ls[0].files)); err != nil {
		return err
	}
	return p.note(at.Message, func(rec *posted) { rec.Hash = hash })
}

// partKey is the key of the i-th message that goes on with another.
func partKey(k string, i int) string { return k + "/" + strconv.Itoa(i+2) }

// goesOn is what a message says that goes on with another.
const goesOn = "(goes on)"

// A shownFile is a file with the name under which it is remembered.
type shownFile struct {
	chat.File
	digest string
}

func shownFiles(fs []chat.File) []shownFile {
	out := make([]shownFile, len(fs))
	for i, f := range fs {
		out[i] = shownFile{f, digest(f.Name, f.Type, string(f.Data))}
	}
	return out
}

// digests name the files that the first message itself holds.
func digests(fs []chat.File) []string {
	var out []string
	for _, f := range shownFiles(fs[:min(len(fs), maxFiles)]) {
		out = append(out, f.digest)
	}
	return out
}

// showFiles puts files that a message does not show yet into its thread: those
// of a message cannot be changed once it was posted.
func (p *Platform) showFiles(ctx context.Context, at chat.Ref, rec posted, root string, files []shownFile) error {
	var fresh []shownFile
	for _, f := range files {
		if !slices.Contains(rec.Files, f.digest) {
			fresh = append(fresh, f)
		}
	}
	for len(fresh) > 0 {
		batch := fresh[:min(len(fresh), maxFiles)]
		fresh = fresh[len(batch):]
		l := leaf{text: "Shown with the card:"}
		var names []string
		for _, f := range batch {
			l.files = append(l.files, f.File)
			names = append(names, f.digest)
			l.text += "\n" + escape(oneLine(f.Name+": "+f.Alt))
		}
		if _, err := p.create(ctx, rec.Key+"/"+digest(names...), rec.Channel, root, l); err != nil {
			return err
		}
		if err := p.note(at.Message, func(rec *posted) { rec.Files = append(rec.Files, names...) }); err != nil {
			return err
		}
	}
	return nil
}

// upload puts files on the server and returns their ids. A file that the server
// does not take is named in the notes instead: it must not keep the words from
// being seen.
func (p *Platform) upload(ctx context.Context, channel string, files []chat.File) (ids []string, notes string, err error) {
	for _, f := range files {
		if len(f.Data) == 0 {
			continue
		}
		up, resp, err := p.api.UploadFile(ctx, f.Data, channel, fileName(f.Name))
		err = failed(resp, err)
		switch s := status(err); {
		case err == nil && len(up.FileInfos) > 0:
			ids = append(ids, up.FileInfos[0].Id)
		case s == http.StatusRequestEntityTooLarge, s == http.StatusNotImplemented:
			p.o.Log.Warn("file not taken", "channel", channel, "bytes", len(f.Data), "err", err)
			notes += "\n" + escape("The file "+oneLine(f.Name)+" could not be attached: the server takes no such file.")
		default:
			return nil, "", err
		}
	}
	return ids, notes, nil
}

// fileName is a name that a file can have everywhere.
func fileName(s string) string {
	s = path.Base(strings.ReplaceAll("/"+oneLine(s), `\`, "/"))
	if s == "" || s == "/" || s == "." {
		return "file"
	}
	return cutBytes(s, 120)
}

// show names what a message shows, so that showing the same again is noticed.
func show(m chat.Message) string {
	for i := range m.Files {
		m.Files = slices.Clone(m.Files)
		m.Files[i].Data = []byte(digest(string(m.Files[i].Data)))
	}
	m.Sections = slices.Clone(m.Sections)
	for i := range m.Sections {
		s := &m.Sections[i]
		s.Images = slices.Clone(s.Images)
		for j := range s.Images {
			s.Images[j].Data = []byte(digest(string(s.Images[j].Data)))
		}
	}
	b, err := json.Marshal(m)
	if err != nil {
		return "" // never the same as anything
	}
	return digest(string(b))
}

// Direct implements chat.Messenger.
func (p *Platform) Direct(ctx context.Context, user string) (string, error) {
	if err := p.ready(ctx); err != nil {
		return "", err
	}
	p.mu.Lock()
	id := p.direct[user]
	p.mu.Unlock()
	if id != "" {
		return id, nil
	}
	c, resp, err := p.api.CreateDirectChannel(ctx, p.me(), user)
	if err := failed(resp, err); err != nil {
		if status(err) == http.StatusBadRequest || status(err) == http.StatusForbidden {
			err = fmt.Errorf("%w: %w", chat.ErrNotFound, withoutKind(err))
		}
		return "", fmt.Errorf("open direct messages with %s: %w", user, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.direct) > maxPeople {
		clear(p.direct)
	}
	p.direct[user] = c.Id
	return c.Id, nil
}
