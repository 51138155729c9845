// Package facebooktest is Facebook on loopback for tests: the part of the Graph API
// that a police department's Pages need, strict about what it takes. It knows Pages
// and tokens of people and Pages, Facebook Login, posts, photos and videos that are
// prepared unseen and made public later, videos that come in pieces and are worked
// at, nested comments, usage headers and signed webhooks.
//
// Its requests and answers are those of the vendor's SDK specifications (v24.0), to
// which the adapter's tests hold it. What they do not say is said as the vendor's
// pages have it: the steps of an upload, the codes of errors, Facebook Login.
// Visitors do what the public does.
package facebooktest
