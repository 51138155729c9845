// Package mastodon is the adapter to Mastodon and to servers that speak its
// API. One Account is one account on one server.
//
// What is special about the network:
//
//   - Each server has limits of its own, so they are learned from it (Learn)
//     and remembered: the same text has the same parts after a restart without
//     a network (docs.joinmastodon.org, entities/Instance, 2026-07-02).
//   - A status is created with an Idempotency-Key, which Mastodon keeps for an
//     hour (docs.joinmastodon.org, methods/statuses, 2026-07-02). GoToSocial
//     0.20 ignores it, and Hollo 0.6.10 looks it up without a lock: so the
//     account has to know its server's software (Software) and makes one
//     attempt at a time.
//   - A status comes back as HTML. What the account itself wrote can be had
//     as it was written (/api/v1/statuses/:id/source), which is what Find
//     compares.
//   - A server knows only the answers that reached it, hence
//     Capabilities.Incomplete. They are read from two places: notifications,
//     and the context of each recent post, where answers stand that mention
//     nobody.
//   - Media are uploaded before the status (network.Carrier), each in one request that
//     is never in memory as a whole, and the server is asked until it has worked at them:
//     Mastodon answers 202 and 206 for that long, the others are done at once. An upload
//     cannot be resumed and has to end within one step, half of outbox.lease: who has
//     large videos and a slow line needs a longer one.
//   - What a server takes of videos it says itself; one that does not list a kind of video
//     takes none. A video stands alone in a status, with its still picture. There are no
//     captions: what is spoken is for the text or the description.
//   - scheduled_at is never used: Hollo 0.6.10 ignores it and publishes at
//     once.
package mastodon
