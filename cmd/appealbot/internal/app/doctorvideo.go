package app

import (
	"context"
	"errors"
	"fmt"

	"appealbot/bot/chat/finding"
	"appealbot/bot/media"
	"appealbot/bot/network/facebook"
	"appealbot/configs"
)

// examineTools says what prepares videos.
func examineTools(ctx context.Context, m configs.Media) finding.Finding {
	const about = "videos"
	t, err := media.FindTool(ctx, m.FFmpeg, m.FFprobe)
	switch {
	case errors.Is(err, media.ErrNoTool):
		return finding.Finding{
			Verdict: finding.Warning, About: about, Text: "ffmpeg is not installed. Only MP4 and MOV videos are taken that can be published as they are, and without a still picture.",
			How: "Install ffmpeg, which brings ffprobe (on Debian: apt install ffmpeg), or name both under media in the configuration.",
		}
	case err != nil:
		return finding.Finding{Verdict: finding.Problem, About: about, Text: err.Error() + ".", How: "Correct media.ffmpeg and media.ffprobe in the configuration."}
	}
	return finding.Finding{Verdict: finding.OK, About: about, Text: fmt.Sprintf("ffmpeg %s prepares them.", t.Version())}
}

// examineHooks says what Facebook has to be told for it to call the program.
func examineHooks(c configs.Config) []finding.Finding {
	var l finding.List
	for _, a := range c.Accounts {
		s, ok := a.Settings.(*facebookSettings)
		if !ok || c.Webhooks.Listen == "" {
			continue
		}
		l.OK("webhooks", "%s: the app's webhook for Page is https://YOUR-HOST/facebook, carried to %s, and its verify token %s.",
			a.Name, c.Webhooks.Listen, facebook.VerifyToken(s.AppSecret.Reveal()))
	}
	return l
}
