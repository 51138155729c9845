package slacktest

import "testing"

// landlord is who does things to the channels of others.
func (f *Far) landlord() string { return f.officers[0] }

// change does something to a channel.
func (f *Far) change(t *testing.T, id string, do func(*channel)) {
	t.Helper()
	f.Server.mu.Lock()
	defer f.Server.mu.Unlock()
	ch := f.must(t, id)
	f.told(func() { do(ch) })
}

// Expel implements chattest.Landlord.
func (f *Far) Expel(t *testing.T, id string) {
	t.Helper()
	f.change(t, id, func(ch *channel) { f.leaveChannel(ch, BotUser, f.landlord()) })
}

// Admit implements chattest.Landlord.
func (f *Far) Admit(t *testing.T, id string) {
	t.Helper()
	f.change(t, id, func(ch *channel) { f.joinChannel(ch, BotUser, f.landlord()) })
}

// Rename implements chattest.Landlord.
func (f *Far) Rename(t *testing.T, id, name string) {
	t.Helper()
	f.change(t, id, func(ch *channel) { f.rename(ch, f.landlord(), name) })
}

// Close implements chattest.Landlord.
func (f *Far) Close(t *testing.T, id string) {
	t.Helper()
	f.change(t, id, func(ch *channel) { f.archive(ch, f.landlord()) })
}

// Reopen takes a channel out of the archive.
func (f *Far) Reopen(t *testing.T, id string) {
	t.Helper()
	f.change(t, id, func(ch *channel) {
		ch.archived = false
		f.event(ch, obj{"type": ch.prefix() + "_unarchive", "channel": ch.id, "user": f.landlord()})
		f.system(ch, f.landlord(), "unarchive", "un-archived the channel", nil)
	})
}

// Destroy deletes a channel for good.
func (f *Far) Destroy(t *testing.T, id string) {
	t.Helper()
	f.change(t, id, func(ch *channel) {
		f.event(ch, obj{"type": ch.prefix() + "_deleted", "channel": ch.id})
		ch.deleted = true
	})
}

// Invite puts somebody into a channel, as a person does.
func (f *Far) Invite(t *testing.T, id, user string) {
	t.Helper()
	f.change(t, id, func(ch *channel) { f.joinChannel(ch, user, f.landlord()) })
}

// Remove takes somebody out of a channel, as a person does.
func (f *Far) Remove(t *testing.T, id, user string) {
	t.Helper()
	f.change(t, id, func(ch *channel) { f.leaveChannel(ch, user, f.landlord()) })
}

// Bookmark adds a link to the bar above a channel, as a person does.
func (f *Far) Bookmark(t *testing.T, id, title, link string) {
	t.Helper()
	f.change(t, id, func(ch *channel) { ch.bookmarks = append(ch.bookmarks, &bookmark{f.id("Bk"), title, link, ""}) })
}
