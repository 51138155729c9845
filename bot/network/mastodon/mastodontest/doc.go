// Package mastodontest is a Mastodon server in memory for tests: as strict as
// the real one and stricter, because it refuses what a real one ignores.
//
// What it answers, its errors and its headers are those of Mastodon 4.5 as
// described at docs.joinmastodon.org (2026-07-02). Like lets it behave as other
// software of the same API was seen to behave.
package mastodontest
