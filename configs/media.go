package configs

import "strings"

// media looks at the programs that prepare videos. Whether they are there is found
// out at the start, because a configuration is checked on other machines, too.
func (d *decoder) media(m Media) {
	if (m.FFmpeg == "") != (m.FFprobe == "") {
		d.wrong("media", "names one of ffmpeg and ffprobe only; name both, or write \"\" for both to do without.")
	}
	for _, s := range []struct{ key, value string }{{"ffmpeg", m.FFmpeg}, {"ffprobe", m.FFprobe}} {
		if strings.ContainsAny(s.value, "\x00\r\n") || strings.HasPrefix(s.value, "-") {
			d.wrong("media."+s.key, "expected the name or the path of a program, like ffmpeg, found %s.", show(s.value))
		}
	}
}

// webhooks looks at where networks are let in: nobody else should share the
// address with them.
func (d *decoder) webhooks(c *Config) {
	const at = "webhooks.listen"
	s := c.Webhooks.Listen
	if s == "" {
		return
	}
	d.listen(at, s, "127.0.0.1:8069")
	switch {
	case strings.HasSuffix(s, ":0"):
	case s == c.HTTP.Listen:
		d.wrong(at, "%s is where the program's own pages are (http.listen), and networks are let in from the internet; give one of the two another port.", show(s))
	case c.Mattermost.Used() && s == c.Mattermost.Listen:
		d.wrong(at, "%s is where the Mattermost server is let in (mattermost.listen); give one of the two another port.", show(s))
	case c.Slack.Used() && c.Slack.Called() && s == c.Slack.Listen:
		d.wrong(at, "%s is where Slack is let in (slack.listen); give one of the two another port.", show(s))
	}
}
