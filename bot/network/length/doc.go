// Package length counts texts as the networks count them and finds what they
// take for a link. It is pure: the same text always gives the same answer.
//
// X counts by weight (docs.x.com, "Counting characters"; twitter-text 3.1.0,
// configuration v3): of the text in NFC, letters up to Georgian and the common
// punctuation are one, everything else is two, every emoji two however many
// code points it is made of, and every link 23. What is a
// link is decided by twitter-text's pattern, which takes bare domains with a
// known ending, too: "metro.ca" in the middle of a sentence costs 23. Weighted
// and Links give what twitter-text gives, which the published vectors prove.
// Its list of emoji ends with Unicode 11.0; newer sequences are counted part
// by part, which can only be too much.
//
// Mastodon counts grapheme clusters (app/validators/status_length_validator.rb, 4.x,
// read 2026-11): a link with its protocol is a fixed number, a mention counts without
// its host. Bluesky counts grapheme clusters (and bytes, for which len does).
//
// All of it takes time in proportion to the text, whatever the text is.
package length
