// Package chat is the port to the department's own messaging: what Slack and
// Mattermost can both do well, in one small closed language.
//
// Towards the people go a Message, a Form and an Answer; from them come Events.
// There is no markup in any string. A string is shown as it is, letter by
// letter: an adapter escapes whatever its platform would read as a mention, a
// link, a picture or formatting. Structure (headings, quotes, links, mentions
// of officers) is said with the fields made for it. So nothing that the public
// wrote can ping anybody, load anything or break a card, whatever it contains.
//
// A new element needs every adapter and the suite in chattest in the same
// change. What a platform cannot show, its adapter replaces by words: Message
// always reads well as plain text.
package chat
