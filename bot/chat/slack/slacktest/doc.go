// Package slacktest is what the tests of the Slack adapter talk to.
//
// Server is a strict stand-in for Slack, on loopback and in memory. It was made
// from Slack's published documentation (docs.slack.dev as of 2026-11; where a
// rule is not obvious, the comment beside it names the page) and, where that is
// silent, from what people reported that Slack does. It refuses what Slack
// refuses, and it fails the test for a request that Slack would not take, so
// that a mistake shows here and not in a department's workspace. Hooks put
// faults into it: a lost answer, a cut connection, a rate limit, an envelope
// that comes twice.
//
// Far is the people: they type commands, press buttons, fill in modals and react
// as a Slack client lets them, and they see what a Slack client shows.
//
// What is known to be guessed is said with the word "guess".
package slacktest
