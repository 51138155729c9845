package app

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/chat"
)

// clip is a video of seven seconds as a telephone records it, which is made once.
var clip = sync.OnceValues(func() ([]byte, error) { return record() })

// record makes a clip, with more words for what makes it.
func record(more ...string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "appealbot-clip-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	file := filepath.Join(dir, "clip.mov")
	args := slices.Concat([]string{
		"-v", "error", "-nostdin", "-f", "lavfi", "-i", "testsrc=size=640x360:rate=15:duration=7", "-f", "lavfi", "-i", "sine=duration=7",
		"-c:v", "libx264", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "use_metadata_tags",
		"-metadata", "com.apple.quicktime.location.ISO6709=" + where,
	}, more, []string{file})
	if out, err := exec.Command("ffmpeg", args...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	return os.ReadFile(file)
}

// where is where the clip was recorded, which nobody may learn.
const where = "+43.6532-079.3832/"

// needsFilm skips where no video can be made.
func needsFilm(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("ffmpeg"); err != nil {
		t.Skip("ffmpeg is not installed")
	}
}

// filmCase is the number of the case with the video, and filmRoom its channel.
const (
	filmCase = "2026-5555555"
	filmRoom = "case-2026-5555555-robbery"
)

// A video goes from the thread of the card to five networks: it is prepared, described
// and captioned before anybody can approve it, is on each network once, with its
// address in the words of the others, and is taken down everywhere.
func TestLiveFilm(t *testing.T) {
	t.Parallel()
	needsFilm(t)
	d := &filmDay{live: onStandIn(t).goLive(allSquares(t)...), make: clip}
	for _, s := range d.squares {
		d.connected(s, "--no-listen")
	}
	d.start()
	d.handedIn()
	d.described()
	d.approved()
	d.card("public (5 posts)")
	d.published()
	d.answered()
	d.takenDown()
	_, metrics := fetch(d.t, d.wall+"/metrics")
	d.quit()
	d.whole()
	d.publishedOnly(7) // with two answers
	d.sealed(metrics)
}

// filmDay is a live department with an appeal that has a video.
type filmDay struct {
	*live
	make func() ([]byte, error)
}

// handedIn: an appeal is begun, and the video is dropped into the thread of its card.
func (d *filmDay) handedIn() {
	d.t.Helper()
	for _, s := range d.squares {
		d.fit(s.account())
	}
	d.says("ann", d.newsroom, "new --kind identify "+filmCase+" Robbery: do you know this man? {metro-youtube} Call 416-808-2222.", "is stored")
	d.enter(filmRoom)
	at := d.card("Do you know this man?")
	data, err := d.make()
	d.must(err)
	d.far.Upload(d.t, d.people["ann"], at.At, []chat.File{{Name: "clip.mov", Data: data}})
	d.until("the video has been taken", d.taken)
}

// taken reports whether the video is being prepared, or is ready.
func (d *filmDay) taken() (is bool) {
	d.t.Helper()
	d.read(func(tx bot.Tx) error {
		ps, err := tx.DuePreps(time.Now().Add(time.Hour), 1)
		is = len(ps) > 0
		return err
	})
	return is || strings.Contains(d.card("Revision").Text, "clip.mov")
}

// described: the appeal cannot be submitted before the video is ready, described and
// captioned.
func (d *filmDay) described() {
	d.t.Helper()
	d.lasts("the video is ready", func() bool { return d.film().Digest != "" })
	d.sees("clip.mov is ready")
	d.says("ann", d.room, "submit", "has no description")
	d.press("ann", "Edit")
	d.fill(map[string]string{"alt.1": "A man in a dark jacket leaves a shop"})
	at := d.card("A man in a dark jacket")
	d.says("ann", d.room, "submit", "has sound and no captions")
	words, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "commands", "testdata", "pictures", "clip.vtt"))
	d.must(err)
	d.far.Upload(d.t, d.people["ann"], at.At, []chat.File{{Name: "clip.en.vtt", Data: words}})
	d.card("Captions in English", "ready to submit", "goes in place of {metro-youtube}")
}

// describe says of a video that is ready what it shows, and that nobody speaks in it.
func (d *filmDay) describe() {
	d.t.Helper()
	d.lasts("the video is ready", func() bool { return d.film().Digest != "" })
	d.sees("clip.mov is ready")
	d.says("ann", d.room, "describe 1 A man in a dark jacket leaves a shop")
	d.says("ann", d.room, "captions 1 none")
	d.card("ready to submit")
}

// approved: two officers who wrote none of it approve.
func (d *filmDay) approved() {
	d.t.Helper()
	d.says("ann", d.room, "submit", "It needs 2 approvals")
	d.card("waiting for 2 approvals")
	d.confirms("bob", "Your approval counts")
	if n := d.everywhere(""); n != 0 || len(d.youtube().Videos()) != 0 {
		d.t.Errorf("%d posts are public and %d videos are on YouTube with one approval", n, len(d.youtube().Videos()))
	}
	d.confirms("carla", "Approved. It is being published now")
}

func (d *filmDay) youtube() *youtubeSquare { return d.on("metro-youtube").(*youtubeSquare) }

func (d *filmDay) facebook() *facebookSquare { return d.on("metro-facebook").(*facebookSquare) }

// film is the video of the only appeal, as it is approved; nothing where it has none
// yet.
func (d *filmDay) film() (m bot.MediaUse) {
	d.t.Helper()
	d.read(func(tx bot.Tx) error {
		ks, err := tx.Cases("", 10)
		if err != nil {
			return err
		}
		as, err := tx.AppealsOf(ks[0].ID, 1)
		if err == nil && len(as[0].Content.Media) > 0 {
			m = as[0].Content.Media[0]
		}
		return err
	})
	return m
}

// published: the video is on YouTube and Facebook once, byte for byte, with what
// belongs to it, and its address stands in every other post.
func (d *filmDay) published() {
	d.t.Helper()
	m := d.film()
	videos := d.youtube().Videos()
	if len(videos) != 1 {
		d.t.Fatalf("%d videos are on YouTube", len(videos))
	}
	v := videos[0]
	if v.Digest != m.Digest || v.Size != m.Size || v.Privacy != "public" || len(v.Thumb) == 0 || !strings.Contains(v.Captions["en"], "Stop! Police!") {
		d.t.Errorf("on YouTube is %s, %d bytes, %s, with captions %q; approved was %s, %d bytes", v.Digest, v.Size, v.Privacy, v.Captions, m.Digest, m.Size)
	}
	if strings.Contains(v.Text, "{") || strings.Contains(v.Text, "http") {
		d.t.Errorf("the words on YouTube are %q", v.Text)
	}
	films := d.facebook().Films("1001")
	if len(films) != 1 {
		d.t.Fatalf("%d videos are on Facebook", len(films))
	}
	if f, _ := d.facebook().Film(films[0]); f.Sum != m.Digest || !f.Public || !f.Poster || len(f.Captions) != 1 {
		d.t.Errorf("on Facebook is %+v; approved was %s", f, m.Digest)
	}
	for _, s := range d.squares {
		all := s.public()
		if len(all) != 1 {
			d.t.Errorf("%s has %q", s.account(), all)
			continue
		}
		if s != square(d.youtube()) && !strings.Contains(all[0], "Do you know this man? https://youtu.be/"+v.ID) {
			d.t.Errorf("%s says %q; the video is %s", s.account(), all[0], v.ID)
		}
	}
}

// answered: what the public writes below the videos is in the case's channel.
func (d *filmDay) answered() {
	d.t.Helper()
	replies := map[bot.AccountID]string{}
	for _, s := range d.squares {
		replies[s.account()] = s.reply(s.newest(), "I know him, says "+string(s.account()))
	}
	for id, r := range replies {
		d.lasts("the program has read what is on "+string(id), func() (is bool) {
			d.read(func(tx bot.Tx) error {
				_, err := tx.Reply(bot.ReplyID(id, r))
				is = err == nil
				return nil
			})
			return is
		})
		d.sees("Answer "+d.number(id, r)+" in case", "I know him, says "+string(id))
	}
	for _, id := range []bot.AccountID{"metro-youtube", "metro-facebook"} {
		n := d.number(id, replies[id])
		text := "Please call us about it, says " + string(id)
		d.says("ann", d.room, "answer "+n+" "+text, "The answer is submitted")
		d.card(text, "waiting for")
		d.press("bob", "Approve", "Your approval counts")
		d.press("carla", "Approve", "Approved")
		d.until("the answer is public on "+string(id), func() bool { return slices.Contains(d.on(id).public(), text) })
		d.says("carla", d.room, "hide "+n+" names a witness", "Noted: hide "+n)
		d.until("it is hidden on "+string(id), func() bool { return d.on(id).hidden("", replies[id]) })
	}
}

// takenDown: nothing is left, on any network.
func (d *filmDay) takenDown() {
	d.t.Helper()
	d.says("ann", d.room, "takedown court order", "being taken down everywhere")
	for _, s := range d.squares {
		d.until("nothing is public on "+string(s.account()), func() bool { return len(s.public()) == 0 })
	}
}

// patience bounds what takes minutes: videos on a busy machine, and comments on a
// network that is asked for them seldom.
const patience = 3 * time.Minute

// lasts is until for what takes minutes.
func (d *filmDay) lasts(what string, ok func() bool) {
	d.t.Helper()
	for end := time.Now().Add(patience); !ok(); <-time.After(time.Second) {
		if time.Now().After(end) {
			d.t.Fatalf("it never happens: %s\nThe bot said:\n%s", what, d.transcript())
		}
	}
}
