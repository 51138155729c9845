package card

import (
	"appealbot/bot"
	"appealbot/bot/chat"
)

// coverButtons offers to choose what nobody shall see of a picture or video, as long as
// the appeal can still be changed.
func coverButtons(a bot.Appeal, m bot.MediaUse) []chat.Button {
	if !unsubmitted(a) && a.State != bot.Waiting || m.IsVideo() && m.Video.Poster == "" {
		return nil
	}
	return []chat.Button{{Label: "Show grid", Action: chat.Action{Verb: VerbGrid, Subject: string(a.ID), Arg: m.Digest}}}
}

// gridOf is the grid of the picture or video with a digest, or that of a video as cameras
// take them where it is not there any more.
func (v View) gridOf(digest string) bot.Grid {
	for _, m := range v.Appeal.Content.Media {
		if m.Digest == digest {
			return bot.GridOf(m.Width, m.Height)
		}
	}
	return bot.GridOf(16, 9)
}
