// Package youtubetest is YouTube on loopback for tests: the part of the Data API
// that a police department needs, strict about what it takes. It knows channels,
// their videos with still pictures, captions and playlists, resumable uploads with
// their rules, the time that converting takes, projects that Google has not
// audited, quota, comments with their moderation, OAuth 2.0 with PKCE, and oEmbed.
// Of a video it keeps a hash and not the bytes, so that large ones fit.
//
// Contract holds what passes to YouTube's own description of its API.
package youtubetest
