// Package bluesky publishes on one Bluesky account and reads what the public
// answers, over the XRPC interface of the AT Protocol.
//
// What is special about it, as the published lexicons (20 August 2026) and
// Bluesky's own development network (npm @atproto/dev-env 0.6.7, November
// 2026) have it:
//
//   - Whoever writes a record chooses its key. A post's key is a TID that is
//     computed from nothing but when the post was created and its idempotency
//     key, and putRecord with swapRecord null ("must not exist") makes it: the
//     same request again answers with the same record and changes nothing,
//     another text under the same key is refused with InvalidSwap. So a post
//     that nobody knows the fate of may simply be sent again, at any time.
//     createRecord on a key that exists answers with HTTP 500 and is not used.
//   - createdAt is part of the record. It is fixed with the key.
//   - An account's own records live on its personal data server (PDS), which
//     knows at once what it has. What others wrote is seen through the AppView,
//     which lags, usually by less than a second.
//   - A post links, mentions and tags with facets, which count in bytes of
//     UTF-8. They are made from the exact text when it is published.
//   - Refusals are HTTP 400 with a word: a token that is over is ExpiredToken,
//     a record that is not there is RecordNotFound. HTTP 500 proves nothing.
//   - Files are named by their SHA-256, and are sent before the post
//     (network.Carrier). Who sends one again gets the same name.
//   - A video goes to the account's own server with uploadBlob, as a picture does, and
//     not to Bluesky's video service (app.bsky.video.uploadVideo). Bluesky documents both
//     (docs.bsky.app, tutorials/video). The service is one company's host, wants tokens of
//     its own, takes videos of verified addresses only, and puts a file on the account's
//     server that need not be the one that people approved. The price is that the
//     service begins to work at the video when the post is public: for some seconds
//     nothing stands in its place.
//   - The lexicon allows a video of 300 MB. Servers take less, and 100 MB are sent here at
//     most, as MP4 of up to three minutes, with captions as WebVTT in 20 languages. It has
//     no still picture of its own.
//
// An account is connected with an app password, which its owner makes in the
// settings and can take back there. OAuth with DPoP is left out: it would need
// a client identity with a public web address, which a bot that works from
// inside a department's network does not have.
package bluesky
