package slacktest_test

import (
	"slices"
	"strings"
	"testing"

	"appealbot/bot/chat"
	"appealbot/bot/chat/chattest"
	"appealbot/bot/chat/slack/slacktest"
)

// show posts a message as it is written here and returns what people see.
func show(t *testing.T, f *slacktest.Far, args ...string) chattest.Seen {
	t.Helper()
	ch, _ := f.Public()
	args = append([]string{"channel", ch, "unfurl_links", "false", "unfurl_media", "false"}, args...)
	got := do(t, f.Server, "chat.postMessage", args...)
	if got["ok"] != true {
		t.Fatalf("answer = %v", got)
	}
	return f.See(t, chat.Ref{Channel: ch, Message: got["ts"].(string)})
}

func TestText(t *testing.T) {
	f := world(t)
	ann := f.Officers()[0]
	for _, want := range []struct {
		text, parse  string
		shown        string
		pings, links []string
	}{
		{"*bold* _it_ ~gone~ a*b*c 2 * 3 * 4", "none", "bold it gone a*b*c 2 * 3 * 4", nil, nil},
		{"&lt;!channel&gt; &amp;amp;", "none", "<!channel> &amp;", nil, nil},
		{"<!channel> <!here|x>", "none", "@channel @here", []string{"*"}, nil},
		{"<!subteam^S1|@desk>", "none", "@@desk", []string{"S1"}, nil},
		{"<@" + ann + ">", "none", "@ann", []string{ann}, nil},
		{"<https://a.example/x?a=1&amp;b=2|the bank>", "none", "the bank", nil, []string{"https://a.example/x?a=1&b=2"}},
		{"<mailto:a@b.example>", "none", "mailto:a@b.example", nil, []string{"mailto:a@b.example"}},
		{"<!date^1392734382^{date}^https://a.example|Feb 18>", "none", "Feb 18", nil, []string{"https://a.example"}},
		{"<script>alert(1)</script>", "none", "<script>alert(1)</script>", nil, nil},
		{"see https://a.example/x", "none", "see https://a.example/x", nil, nil},
		{"see https://a.example/x", "", "see https://a.example/x", nil, []string{"https://a.example/x"}},
		{"see a.example/x and me@b.example", "", "see a.example/x and me@b.example", nil, []string{"a.example/x", "me@b.example"}},
		{"@here @ann", "", "@here @ann", nil, nil},
		{"@here @ann *b*", "full", "@here @ann *b*", []string{"*", ann}, nil},
		{"`*code* <@" + ann + ">` x", "none", "*code* @ann x", []string{ann}, nil},
		{":wave: 10:30:15", "none", "\ufffc 10\ufffc15", nil, nil},
		{"&gt; quoted", "none", "quoted", nil, nil},
	} {
		args := []string{"text", want.text}
		if want.parse != "" {
			args = append(args, "parse", want.parse)
		}
		s := show(t, f, args...)
		if strings.TrimSuffix(s.Text, "\n") != want.shown || !slices.Equal(s.Pings, want.pings) || !slices.Equal(s.Links, want.links) {
			t.Errorf("%s with parse %q is shown as %q with pings %q and links %q, want %q, %q, %q", want.text, want.parse, s.Text, s.Pings, s.Links, want.shown, want.pings, want.links)
		}
	}
}

func TestBlocks(t *testing.T) {
	f := world(t)
	ann := f.Officers()[0]
	at := "https://a.example"
	blocks := []m{
		{"type": "header", "text": m{"type": "plain_text", "text": "Head *x* <@" + ann + ">", "emoji": false}},
		{"type": "section", "text": m{"type": "mrkdwn", "text": "*x* " + at + " @here", "verbatim": true}, "fields": []m{{"type": "plain_text", "text": ":wave:"}}, "accessory": button("a", nil)},
		{"type": "context", "elements": []m{{"type": "image", "image_url": at + "/p.png", "alt_text": "A car"}}},
		rich(m{"type": "text", "text": "*x* " + at + " @here :wave:", "style": m{"bold": true}}),
		rich(m{"type": "link", "url": at + "/2", "text": "bank"}),
		rich(m{"type": "user", "user_id": ann}),
		actions(button("c", m{"text": m{"type": "plain_text", "text": "Go"}})),
	}
	s := show(t, f, "text", "unseen <!channel> <"+at+"/3>", "blocks", js(blocks))
	if want := "Head *x* <@" + ann + ">\nx " + at + " @here\n\ufffc\nA car\n*x* " + at + " @here :wave:\nbank\n@ann\n"; s.Text != want {
		t.Errorf("text = %q, want %q", s.Text, want)
	}
	if !slices.Equal(s.Pings, []string{"*", ann}) || !slices.Equal(s.Links, []string{at + "/2"}) || !slices.Equal(s.Remote, []string{at + "/p.png"}) || !slices.Equal(s.Buttons, []string{"xxx", "Go"}) {
		t.Errorf("seen %+v", s)
	}
	s = show(t, f, "text", "x", "blocks", js([]m{{"type": "section", "text": m{"type": "mrkdwn", "text": at + " @here"}}}))
	if !slices.Equal(s.Links, []string{at}) || !slices.Equal(s.Pings, []string{"*"}) {
		t.Errorf("what is not verbatim is seen as %+v", s)
	}
}

func TestBareLinks(t *testing.T) {
	f := world(t, slacktest.BareLinks())
	s := show(t, f, "text", "x", "blocks", js([]m{rich(m{"type": "text", "text": "https://a.example"})}))
	if len(s.Links) != 1 {
		t.Errorf("seen %+v", s)
	}
}

// TestUnfurl: what is linked is loaded unless it is said that it is not to be.
func TestUnfurl(t *testing.T) {
	f := world(t)
	f.Expect("without unfurl_links=false")
	s := show(t, f, "text", "<https://a.example>", "unfurl_media", "true")
	if len(s.Remote) != 1 {
		t.Errorf("seen %+v", s)
	}
}

// TestNastyIsCaught: the suite's hostile texts do something when nothing is done
// about them.
func TestNastyIsCaught(t *testing.T) {
	f := world(t)
	for _, s := range chattest.Nasty()[:5] {
		if got := show(t, f, "text", s, "link_names", "true"); len(got.Pings)+len(got.Links) == 0 && got.Text == s+"\n" {
			t.Errorf("%s does no harm", s)
		}
	}
}
