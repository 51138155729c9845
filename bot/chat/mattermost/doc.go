// Package mattermost speaks to a department's own Mattermost server.
package mattermost
