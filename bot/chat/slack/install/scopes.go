package install

import (
	"maps"
	"slices"
)

// A Use is a method of Slack's Web API that the bot calls, or an event that it
// is told of.
type Use struct {
	// Name is the method or the event.
	Name string
	// Scopes are what it needs, all of them, for the kinds of channels that
	// the bot works in.
	Scopes []string
}

// Methods returns the methods that the bot's token is used for, from
// docs.slack.dev/reference/methods in November 2026. Methods of channels need a
// scope for each kind of channel; those of group messages are missing here on
// purpose: the bot is never in one.
func Methods() []Use {
	read, history := []string{"channels:read", "groups:read"}, []string{"channels:history", "groups:history", "im:history"}
	anywhere := []string{"channels:read", "groups:read", "im:read"} // also what is between the bot and one person
	return []Use{
		{"auth.teams.list", nil},
		{"auth.test", nil},
		{"bookmarks.add", []string{"bookmarks:write"}},
		{"bookmarks.list", []string{"bookmarks:read"}},
		{"bookmarks.remove", []string{"bookmarks:write"}},
		{"bots.info", []string{"users:read"}},
		{"chat.delete", []string{"chat:write"}},
		{"chat.getPermalink", nil},
		{"chat.postEphemeral", []string{"chat:write"}},
		{"chat.postMessage", []string{"chat:write"}},
		{"chat.update", []string{"chat:write"}},
		{"conversations.archive", []string{"groups:write"}},
		{"conversations.create", []string{"groups:write"}},
		{"conversations.history", history},
		{"conversations.info", anywhere},
		{"conversations.invite", []string{"groups:write"}},
		{"conversations.join", []string{"channels:join"}},
		{"conversations.list", read},
		{"conversations.open", []string{"im:write"}},
		{"conversations.replies", history},
		{"conversations.setPurpose", []string{"groups:write"}},
		{"conversations.setTopic", []string{"groups:write"}},
		{"emoji.list", []string{"emoji:read"}},
		{"files.completeUploadExternal", []string{"files:write"}},
		{"files.getUploadURLExternal", []string{"files:write"}},
		{"files.info", []string{"files:read"}},
		{"pins.add", []string{"pins:write"}},
		{"reactions.get", []string{"reactions:read"}},
		{"users.conversations", anywhere},
		{"users.info", []string{"users:read"}},
		{"users.lookupByEmail", []string{"users:read.email"}},
		{"views.open", nil},
		{"views.update", nil},
	}
}

// Events returns the events that the bot subscribes to, from
// docs.slack.dev/reference/events in November 2026, and the slash command, which
// is told like one.
func Events() []Use {
	return []Use{
		{"app_uninstalled", nil},
		{"channel_archive", []string{"channels:read"}},
		{"channel_deleted", []string{"channels:read"}},
		{"channel_left", []string{"channels:read"}},
		{"channel_rename", []string{"channels:read"}},
		{"channel_unarchive", []string{"channels:read"}},
		{"emoji_changed", []string{"emoji:read"}},
		{"group_archive", []string{"groups:read"}},
		{"group_deleted", []string{"groups:read"}},
		{"group_left", []string{"groups:read"}},
		{"group_rename", []string{"groups:read"}},
		{"group_unarchive", []string{"groups:read"}},
		{"member_joined_channel", []string{"channels:read", "groups:read"}},
		{"member_left_channel", []string{"channels:read", "groups:read"}},
		{"message.channels", []string{"channels:history"}},
		{"message.groups", []string{"groups:history"}},
		{"message.im", []string{"im:history"}},
		{"reaction_added", []string{"reactions:read"}},
		{"reaction_removed", []string{"reactions:read"}},
		{"tokens_revoked", nil},
		{slashCommand, []string{"commands"}},
	}
}

// slashCommand is the slash command among the events.
const slashCommand = "slash command"

// Scopes returns every scope that the bot's token needs, in order.
func Scopes() []string {
	all := map[string]bool{}
	for _, u := range slices.Concat(Methods(), Events()) {
		for _, s := range u.Scopes {
			all[s] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// without says what does not work without a scope.
func without(scope string) string {
	return map[string]string{
		"bookmarks:read":   "links to what is public do not appear at the top of a case's channel",
		"bookmarks:write":  "links to what is public do not appear at the top of a case's channel",
		"channels:history": "files that officers put into threads in public channels are not seen, and messages are not found again after a crash",
		"channels:join":    "somebody has to invite the bot into each public channel",
		"channels:read":    "the duty channel is not found",
		"chat:write":       "the bot cannot say anything",
		"commands":         "there is no slash command",
		"emoji:read":       "reactions with emoji that the workspace renamed are not understood",
		"files:read":       "pictures that officers drop into a thread are not taken",
		"files:write":      "cards show no pictures, and long lists cannot be attached",
		"groups:history":   "files that officers put into the threads of cards are not seen, and cards are not found again after a crash",
		"groups:read":      "the bot does not know what became of the channels of cases",
		"groups:write":     "no case gets its channel",
		"im:history":       "messages in direct messages are not found again after a crash",
		"im:read":          "the bot does not know which channels it is in, and finds nothing that happened while it was away",
		"im:write":         "nobody is told anything in private",
		"pins:write":       "cards are not pinned in the channels of cases",
		"reactions:read":   "approving and labelling by reaction does not work",
		"users:read":       "times that officers type are not read in their own time zone, and nobody is looked at",
		"users:read.email": "nobody is found by their e-mail address",
	}[scope]
}

// users are the methods and events that need a scope.
func users(scope string) (methods, events []string) {
	names := func(us []Use) (out []string) {
		for _, u := range us {
			if slices.Contains(u.Scopes, scope) {
				out = append(out, u.Name)
			}
		}
		return out
	}
	return names(Methods()), names(Events())
}
