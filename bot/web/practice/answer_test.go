package practice_test

import (
	"strings"
	"testing"
	"time"

	"appealbot/bot"
	"appealbot/bot/network"
	wall "appealbot/bot/network/practice"
)

// Visitors see whom the department answers, and nothing of what it hides.
func TestTheDepartmentAnswersAndHides(t *testing.T) {
	w := open(t)
	if err := w.publish(t.Context(), "metro", "Witnesses wanted."); err != nil {
		t.Fatal(err)
	}
	post := w.wall.Threads("", "", 1, 0)[0].Posts[0].ID
	var said []wall.Answer
	for _, text := range []string{"Is the road open?", "Liars!"} {
		a, err := w.wall.Answer(wall.Visitor{Name: "Jo Smith"}, post, text)
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, a)
	}
	p := w.wall.Profiles()[0]
	c := wall.NewClient(wall.ClientOptions{Profile: p, Base: w.api.URL, Token: w.wall.Token(p.ID), Now: time.Now})
	t.Cleanup(c.Close)
	if r := c.Publish(t.Context(), network.Attempt{Part: bot.Part{Text: "Yes, it is."}, Key: "k", ReplyTo: said[0].ID}); r.Outcome != network.Done {
		t.Fatalf("%+v", r)
	}
	if r := c.Moderate(t.Context(), network.Moderation{Op: bot.OpHide, Remote: said[1].ID}); r.Outcome != network.Done {
		t.Fatalf("%+v", r)
	}
	_, _, body := w.get("/?tab=public")
	for _, want := range []string{"Yes, it is.", "to <bdi>Jo Smith</bdi>", `<summary>Hidden by the department: show it</summary>`} {
		if !strings.Contains(body, want) {
			t.Errorf("the wall does not show %q", want)
		}
	}
	for _, not := range []string{"part 1/"} {
		if strings.Contains(body, not) {
			t.Errorf("the wall shows %q", not)
		}
	}
}
