package slack

import "strings"

// escape makes s show as it is, letter by letter, where Slack reads mrkdwn: in
// the text of a message, which stands for it in notifications and is what a
// screen reader reads. With these three written as entities nothing is a
// mention, a link or a date; names and addresses that stand alone are left
// alone, because every message is sent with parse=none (docs.slack.dev,
// "Formatting message text", 2026-11).
func escape(s string) string {
	return escaper.Replace(s)
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// topic makes s show as it is in a channel's topic or purpose, which take no
// formatting and link nothing (docs.slack.dev, conversations.setTopic,
// 2026-11). In case a client does all the same, an invisible character breaks
// up what would mean something.
func topic(s string) string { return topicBreaks.Replace(s) }

// nothing is an invisible character that is part of no word, mention, link or
// emoji.
const nothing = "\u200b"

var topicBreaks = strings.NewReplacer("<", "<"+nothing, "@", "@"+nothing, "#", "#"+nothing, "://", ":"+nothing+"//", "www.", "www"+nothing+".")

// unescape is what somebody typed after a command: Slack writes three
// characters as entities there (docs.slack.dev, "Slash commands", 2026-11).
func unescape(s string) string { return unescaper.Replace(s) }

var unescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
