package slacktest_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"appealbot/bot/chat"
	"appealbot/bot/chat/slack/slacktest"
)

func TestUpload(t *testing.T) {
	for _, later := range []time.Duration{0, 50 * time.Millisecond} {
		f := world(t, slacktest.ShareLater(later))
		c := client(f.Server)
		ch, _ := f.Public()
		_, root, err := c.PostMessage(ch, mute("card")...)
		ok(t, err)
		up, err := c.UploadFile(slack.UploadFileParameters{Filename: "a.csv", Content: "1,2\n", FileSize: 4, AltTxt: "Answers", Channel: ch, ThreadTimestamp: root})
		ok(t, err)
		at := chat.Ref{Channel: ch, Message: root}
		eventually(t, func() bool { return len(f.Under(t, at)) == 1 })
		seen := f.Under(t, at)[0]
		if len(seen.Files) != 1 || seen.Files[0].Name != "a.csv" || string(seen.Files[0].Data) != "1,2\n" || seen.Text != "Answers\n" {
			t.Errorf("seen %+v", seen)
		}
		file, _, _, err := c.GetFileInfo(up.ID, 0, 0)
		ok(t, err)
		if s := file.Shares.Public[ch]; len(s) != 1 || s[0].Ts != seen.At.Message || s[0].ThreadTs != root {
			t.Errorf("shares = %+v", file.Shares)
		}
		var got bytes.Buffer
		ok(t, c.GetFile(file.URLPrivateDownload, &got))
		if got.String() != "1,2\n" {
			t.Errorf("downloaded %q", got.String())
		}
	}
}

// TestDownloadWithoutToken: Slack answers with 200 and a page to sign in.
func TestDownloadWithoutToken(t *testing.T) {
	f := world(t)
	a := listen(t, f, nil)
	ch, _ := f.Public()
	_, root, err := a.PostMessage(ch, mute("card")...)
	ok(t, err)
	f.Upload(t, f.Officers()[0], chat.Ref{Channel: ch, Message: root}, []chat.File{{Name: "a.png", Type: "image/png", Data: []byte("x")}, {Name: "b.png", Data: []byte("y")}})
	var e map[string]any
	for e == nil || e["subtype"] != "file_share" {
		e = a.inner(t, "message")
	}
	files := e["files"].([]any)
	if len(files) != 2 || e["thread_ts"] != root || e["user"] != f.Officers()[0] {
		t.Fatalf("event = %v", e)
	}
	file := files[0].(m)
	if file["mimetype"] != "image/png" || file["size"] != float64(1) {
		t.Errorf("file = %v", file)
	}
	res, err := http.Get(file["url_private_download"].(string))
	ok(t, err)
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		t.Errorf("without a token: %s %v", res.Status, res.Header)
	}
}

func TestUploadWrong(t *testing.T) {
	f := world(t)
	f.Expect("3 bytes were announced", "was not uploaded")
	got := do(t, f.Server, "files.getUploadURLExternal", "filename", "a", "length", "3")
	res, err := http.Post(got["upload_url"].(string), "application/octet-stream", strings.NewReader("xxxx"))
	ok(t, err)
	res.Body.Close()
	if res.StatusCode == http.StatusOK {
		t.Error("four bytes were taken for three")
	}
	got = do(t, f.Server, "files.completeUploadExternal", "files", js([]m{{"id": got["file_id"]}}))
	if got["error"] != "file_not_found" {
		t.Errorf("answer = %v", got)
	}
}
