// Package install makes a Mattermost server ready for the bot, and finds out
// what keeps it from working there.
//
// Setup does once, with an administrator's token, what the bot's own token
// cannot: the account, its rights, the slash command. Whatever the token may
// not do either is not an error but a Step for somebody who may, with the
// place in the System Console and the request of the API. Examine looks at an
// installation with the bot's token and returns Findings. Neither prints,
// reads flags or touches files; both are safe to repeat.
package install
