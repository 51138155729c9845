package finding_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot/chat/finding"
)

func TestList(t *testing.T) {
	var l finding.List
	l.OK("server", "It answers.")
	l.Warn("clock", "Set it.", "It is %d s late.", 61)
	l.Bad("token", "Make a new one.", "%s.", "It said: revoked.")
	want := finding.List{
		{Verdict: finding.OK, About: "server", Text: "It answers."},
		{Verdict: finding.Warning, About: "clock", Text: "It is 61 s late.", How: "Set it."},
		{Verdict: finding.Problem, About: "token", Text: "It said: revoked.", How: "Make a new one."},
	}
	if diff := cmp.Diff(want, l); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
