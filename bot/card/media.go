package card

import (
	"fmt"
	"path"
	"strings"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// MediaSections shows each picture and video of an appeal with what the public
// is told about it, and what it lacks. Their numbers are those by which officers
// name them.
func (b Book) MediaSections(v View) []chat.Section {
	out := make([]chat.Section, 0, len(v.Appeal.Content.Media))
	for i, m := range v.Appeal.Content.Media {
		s := chat.Section{
			Heading: v.Appeal.Content.Called(i),
			Fields:  []chat.Field{{Label: "File", Value: file(m)}, {Label: "Description", Value: described(m)}},
			Images:  []chat.File{still(m, v.Media)},
			Buttons: coverButtons(v.Appeal, m),
		}
		if lacks := m.Lacks(); lacks != "" && unsubmitted(v.Appeal) {
			s.Text, s.Tone = "It "+lacks, chat.Warning
		}
		if m.IsVideo() {
			s.Fields = append(s.Fields, chat.Field{Label: "To watch", Value: towatch(m)})
		}
		s.Fields = append(s.Fields, captions(m)...)
		if len(m.Edits) > 0 {
			s.Fields = append(s.Fields, chat.Field{Label: "Covered", Value: Covered(m)})
		}
		if m.IsVideo() && m.Video.Note != "" {
			s.Fields = append(s.Fields, chat.Field{Label: "Not checked", Value: m.Video.Note})
		}
		out = append(out, s)
	}
	return out
}

// unsubmitted reports whether an appeal can still be submitted as it is.
func unsubmitted(a bot.Appeal) bool { return a.State == bot.Editing || a.State == bot.Rejected }

// needed shows what has to come before some account can be published on.
func needed(a bot.Appeal) []chat.Section {
	out := make([]chat.Section, len(a.Plan.Lacks))
	for i, s := range a.Plan.Lacks {
		out[i] = chat.Section{Heading: "Still needed", Text: s, Tone: chat.Warning}
	}
	return out
}

// lacking is how many of an appeal's media lack something.
func lacking(a bot.Appeal) int {
	n := 0
	for _, m := range a.Content.Media {
		if m.Lacks() != "" {
			n++
		}
	}
	return n
}

// file says what kind of file a medium is: "video, 0:42, 1280 x 720, 12 MB".
func file(m bot.MediaUse) string {
	if !m.IsVideo() {
		return fmt.Sprintf("picture, %d x %d, %s", m.Width, m.Height, Size(m.Size))
	}
	s := fmt.Sprintf("video, %s, %d x %d, %s", Clock(m.Video.Length), m.Width, m.Height, Size(m.Size))
	if m.Video.Sound == "" {
		s += ", without sound"
	}
	return s
}

// described is what people are told who cannot see a medium.
func described(m bot.MediaUse) string {
	if m.Alt == "" {
		return "no description yet; press Edit and write one"
	}
	return m.Alt
}

// still is the picture that stands for a medium: itself, or what is shown of a
// video before it plays.
func still(m bot.MediaUse, data map[string][]byte) chat.File {
	if !m.IsVideo() {
		return chat.File{Name: m.Name, Type: m.Type, Alt: described(m), Data: data[m.Digest]}
	}
	name := strings.TrimSuffix(m.Name, path.Ext(m.Name)) + ".jpg"
	return chat.File{Name: name, Type: "image/jpeg", Alt: described(m), Data: data[m.Video.Poster]}
}

// maxWords is how much of a caption file the card itself shows, in characters.
const maxWords = 200

// captions says what is spoken in a video, or that nothing is.
func captions(m bot.MediaUse) []chat.Field {
	switch {
	case !m.IsVideo():
		return nil
	case len(m.Video.Captions) > 0:
	case m.Video.NoSpeech:
		return []chat.Field{{Label: "Captions", Value: "none: nobody speaks in it"}}
	case m.Video.Sound == "":
		return []chat.Field{{Label: "Captions", Value: "none: it has no sound"}}
	default:
		return []chat.Field{{Label: "Captions", Value: "none yet; drop an SRT or VTT file into the thread"}}
	}
	var out []chat.Field
	for _, c := range m.Video.Captions {
		text := []rune(strings.Join(strings.Fields(Untrusted(c.Text)), " "))
		if len(text) > maxWords {
			text = append(text[:maxWords-1], '…')
		}
		out = append(out, chat.Field{Label: "Captions in " + language(c.Language), Value: string(text)})
	}
	return out
}

// towatch says where a video can be seen as it would be published.
func towatch(m bot.MediaUse) string {
	v, ok := watched(m)
	switch {
	case !ok:
		return "it is too large to be shown here"
	case v.Digest != m.Digest:
		return fmt.Sprintf("attached, in a smaller version (%d x %d)", v.Width, v.Height)
	default:
		return "attached"
	}
}

// filmFiles are the videos and the captions as they are published, so that whoever
// approves them can watch the one and read every word of the other with its time.
func filmFiles(v View) []chat.File {
	var out []chat.File
	for _, m := range v.Appeal.Content.Media {
		if !m.IsVideo() {
			continue
		}
		if w, ok := watched(m); ok && len(v.Media[w.Digest]) > 0 {
			out = append(out, chat.File{Name: m.Name, Type: w.Type, Alt: described(m), Data: v.Media[w.Digest]})
		}
		for _, c := range m.Video.Captions {
			if data := v.Media[c.Digest]; len(data) > 0 {
				name := strings.TrimSuffix(m.Name, path.Ext(m.Name)) + "." + c.Language + ".vtt"
				out = append(out, chat.File{Name: name, Type: "text/vtt", Alt: "Captions in " + language(c.Language), Data: data})
			}
		}
	}
	return out
}

// covers says which parts are covered, and when: "B1, C2:D3 from 0:03 to 0:07".
func covers(cs []bot.Cover, g bot.Grid) string {
	parts := make([]string, len(cs))
	for i, c := range cs {
		parts[i] = squares(c, g)
		if c.To > 0 {
			parts[i] += fmt.Sprintf(" from %s to %s", Clock(c.From), Clock(c.To))
		}
	}
	return strings.Join(parts, ", ")
}

// squares is a part by the squares of the grid, or in shares of a hundred where it
// was drawn.
func squares(c bot.Cover, g bot.Grid) string {
	if s := g.Squares(c); s != "" {
		return s
	}
	return fmt.Sprintf("%s to %s from the left and %s to %s from the top", share(c.Left), share(c.Right), share(c.Top), share(c.Bottom))
}

// Covered says which parts of a picture or video nobody sees.
func Covered(m bot.MediaUse) string { return covers(m.Edits, bot.GridOf(m.Width, m.Height)) }

// share writes thousandths as a share of a hundred: "12.5 %".
func share(n int) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/10), ".0") + " %"
}

// Size is a size as officers read it.
func Size(n int64) string {
	switch {
	case n >= 10_000_000:
		return fmt.Sprintf("%d MB", n/1_000_000)
	case n >= 100_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	default:
		return fmt.Sprintf("%d kB", (n+999)/1000)
	}
}

// Clock is a length or a moment of a video as officers read it: "2:20".
func Clock(d time.Duration) string {
	d = d.Round(time.Second)
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	if h > 0 {
		return fmt.Sprintf("%d:%02d:%02d", h, m, s)
	}
	return fmt.Sprintf("%d:%02d", m, s)
}

// Media lists the pictures and videos of an appeal with their numbers, and what
// each lacks.
func (b Book) Media(v View) chat.Message {
	n := len(v.Appeal.Content.Media)
	m := chat.Message{
		Text: v.title() + " has " + count(n, "picture or video", "pictures and videos"), Tone: chat.Info,
		Sections: append(preps(v), b.MediaSections(v)...), Files: filmFiles(v), Exercise: v.Appeal.Exercise,
	}
	switch k := lacking(v.Appeal); {
	case n == 0:
		m.Text = v.title() + " has no pictures or videos. Drop some into the thread of its card."
	case k > 0:
		m.Text += "; " + count(k, "lacks", "lack") + " something"
	default:
		m.Text += "; none lacks anything"
	}
	return m
}
