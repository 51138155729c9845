// Package slack lets officers work with the bot in their department's own Slack
// workspace. It implements package chat's port: towards the people it posts
// messages, opens forms and looks after the channels of cases; from them it
// gives events to a chat.Handler. It decides nothing by itself.
//
// Platform is the adapter. New makes one without connecting; everything that
// posts works from then on. Run takes events until its ctx ends.
//
// # Two ways in, one handling
//
// With an app's token Run keeps two connections to Slack (Socket Mode,
// socket.go): nothing has to be let in through a firewall. Without one Slack calls
// Handler (hook.go), and every call has to be signed, lately. Both give what they
// get to the same place (inbound.go): commands (command.go), presses (press.go),
// forms that were sent or changed (form.go), and events (event.go), which are
// reactions, files in threads and what becomes of channels.
//
// Whatever comes is acknowledged within a second. It is handled before that
// where there is time, so that nothing is acknowledged and then lost with the
// program.
//
// # Once, whatever is delivered twice
//
// An event's ID is made of what happened: the trigger of a command, the time of
// a press, what was typed into which form, which reaction of whom was turned on
// or off how often. How often and under which names Slack delivers it does not
// matter. What posts, updates and is found again after a crash is package
// adapter's, which wire.go and room.go give one Slack call after the other.
//
// # What is trusted, and why
//
// Slack says who did something, and takes buttons and forms of an app from that
// app alone; so they carry what they mean in plain words. Nothing else is
// believed: values of forms are checked again, files are measured before and
// while they are fetched, and no token goes to an address that is not Slack's.
//
// DESIGN.md says why all this is as it is. The tests run on slacktest, a strict
// stand-in for Slack.
package slack
