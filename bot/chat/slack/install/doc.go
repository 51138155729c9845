// Package install prepares a Slack workspace for the bot, and finds out what
// keeps it from working there.
//
// What an app may do in a workspace is declared in its manifest, which somebody
// pastes into Slack once: Manifest fills in the names. Afterwards Examine
// compares what was granted with what the bot uses, and looks at tokens,
// connections, channels and people. One table says which method of Slack's API
// needs which scope; the manifest is held against it by a test.
//
// Neither function prints, reads flags or touches files, and Examine changes
// nothing in the workspace.
package install
