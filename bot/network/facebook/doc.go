// Package facebook is the adapter to Facebook Pages, Graph API v24.0. One Account is
// one Page.
//
// What is special about the network:
//
//   - There is no key that makes a second post the first one again. So every post is
//     made unpublished first (Carry), and its id is kept; publishing it is a switch
//     (is_published of a post, published of a video) that may be pressed twice, and
//     whether it was pressed can be read. Before it is pressed, the words on Facebook
//     are compared with those that were approved. What was made while its answer was
//     lost stays behind unpublished, where only the Page's own people see it.
//   - A video is a post by itself, and its id stands for its post: comments, edits and
//     removal go by it. Photos and a video cannot be in one post; the photos are left
//     out then.
//   - There are no threads. A follow-up is a post of its own with a link to the first
//     one, for which each leaves room (network.Follower). As a comment of the Page it
//     would be seen by hardly anybody.
//   - An answer to a member of the public is a comment, public at once. It is made once
//     and looked for, and a person decides about one that is not found
//     (Capabilities.AnswersOnce).
//   - Facebook says neither when a comment was edited nor what a comment was that is
//     gone, and tells not every app who wrote it.
//   - The Page's token comes from that of a person who manages it. It does not end, but
//     what the person allowed does, after 90 days, or when the password changes.
//   - Which requests are left is told in percent. From 90 % on nothing is read, so that
//     publishing and taking down still can.
//   - A webhook (Hook) wakes the reader, and what counts is read. Without one comments
//     are read every half minute.
//   - Nobody can be muted: to ban somebody from the Page is left to people.
//
// There is no network.Watcher, so that the card says of a post that Facebook does not show
// it to the public without a login. A look without one was considered and is not to be had:
// Facebook shows most posts only to people who are logged in, and asks others to log in with
// the same page whether a post is there or not; its oEmbed Post endpoint wants an access
// token of an app that was reviewed for "Meta oEmbed Read" (developers.facebook.com, "oEmbed
// Read", read 2026-11), which makes it a look by the department and not by the public.
//
// Which source says what:
//
//   - The vendor's SDK specifications, v24.0, as an OpenAPI description: the paths, the
//     parameters of all requests, and the properties of Pages, posts, comments, photos
//     and videos. The tests hold every request to it.
//   - developers.facebook.com, read 2026-11: the phases of a video's upload with their
//     answers and the subcode 1363037 that names the piece that is wanted; the states of
//     a video; error codes; usage headers; Facebook Login, fb_exchange_token and
//     /me/accounts; webhooks and their signature; the limits of 10 GB and 4 hours.
//   - Not tried on the real network, for want of a Page: that a post made with
//     published=false and no time is made public by is_published=true, and a video
//     likewise; that comments take since; that the poster can come with the end of an
//     upload (thumb); debug_token asked by a form with method=get, so that the token
//     stands in no address (where that fails, 90 days are assumed). Each of them is one
//     request in one place, and where Facebook does otherwise, nothing becomes public
//     that was not approved.
package facebook
