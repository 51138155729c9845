// Package blueskytest is a Bluesky in memory, for tests: a personal data server
// with its AppView, as strict as the lexicons and stricter than the real ones,
// which take fields that nobody knows.
//
// It answers as Bluesky's own development network (npm @atproto/dev-env 0.6.7,
// November 2026) was seen to, word for word where a caller could care. Its
// Visitors are the public.
package blueskytest
