// Package practice is the page of the practice room: on the left the
// department's chat as one of its officers, on the right the public wall as
// anybody. It shows what bot/chat/practice and bot/network/practice hold and
// does there what the person at the browser does.
//
// Everything is drawn here, with html/template, so that no text of anybody is
// ever read as markup; the one script only puts drawn pieces in their places.
// The page is live by one stream of server-sent events: when something changed,
// the pieces that look different are sent. What the page shows (officer,
// channel, thread) stands in its address, so that it survives a reload and two
// windows can be two officers.
package practice
