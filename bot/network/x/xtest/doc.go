// Package xtest is X on loopback for tests: the part of API v2 that a police
// department needs, strict about what it takes. It knows users, their posts,
// edits and pictures, OAuth 2.0 with PKCE, scopes, rate limits, X's ways with
// texts (weights, t.co, escapes), its rule about replies by API, and prices.
//
// Its requests and answers are those of X's published description 2.167, to
// which its own tests hold it. What the description does not say is said as
// real accounts saw it. Visitors do what the public does.
package xtest
