package install

import (
	"context"
	"strconv"

	"appealbot/bot/chat/mattermost"
)

// limits looks at what the server tells its clients about sizes and switches. A
// setting that this version does not tell is not judged.
func (e *examination) limits(context.Context) bool {
	const about = "limits"
	set := e.server.Settings
	before := len(e.List)
	if n, ok := number(set["MaxPostSize"]); ok && n < mattermost.MaxText {
		e.Bad(about, "Upgrade the server's database: old ones hold 4,000 characters (the Posts table's Message column).", "Messages hold %d characters, and the bot writes up to %d.", n, mattermost.MaxText)
	}
	if n, ok := number(set["MaxFileSize"]); ok && n < mattermost.MaxFile {
		e.Warn(about, "System Console > Environment > File Storage > Maximum file size (FileSettings.MaxFileSize).", "Files may have %d MB; pictures that are larger cannot be given to the bot.", n>>20)
	}
	if set["EnableFileAttachments"] == "false" {
		e.Bad(about, "System Console > Site Configuration > File Sharing and Downloads > Allow file sharing: true (FileSettings.EnableFileAttachments).", "File sharing is switched off, so cards show no pictures.")
	}
	if set["EnableCommands"] == "false" {
		e.Bad(about, "System Console > Integrations > Integration Management > Enable Custom Slash Commands: true (ServiceSettings.EnableCommands).", "Custom slash commands are switched off.")
	}
	if n, ok := number(set["PostEditTimeLimit"]); ok && n >= 0 {
		e.Warn(about, "System Console > Site Configuration > Posts > Post edit time limit: -1 (ServiceSettings.PostEditTimeLimit).", "Messages can be changed for %d seconds only, so the text of older cards stays as it was.", n)
	}
	if set["FeatureFlagInteractiveDialogAppsForm"] == "false" {
		e.Bad(about, "Take MM_FEATUREFLAGS_INTERACTIVEDIALOGAPPSFORM out of the server's environment.", "The server's feature flag InteractiveDialogAppsForm is off: forms of several steps and choices of several options do not work in clients.")
	}
	if len(e.List) == before {
		e.OK(about, "Messages, files and forms can be as large as the bot needs.")
	}
	return true
}

func number(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil
}
