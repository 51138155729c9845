package youtube_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"appealbot/bot/network"
)

// TestEveryRefusalSaysWhatToDo goes through what YouTube answers with.
func TestEveryRefusalSaysWhatToDo(t *testing.T) {
	for _, x := range []struct {
		status  int
		reason  string
		outcome network.Outcome
		cause   network.Cause
		want    string
	}{
		{403, "quotaExceeded", network.Never, network.Later, "quota"},
		{403, "dailyLimitExceeded", network.Never, network.Later, "quota"},
		{403, "rateLimitExceeded", network.Never, network.Later, "too many requests"},
		{400, "uploadLimitExceeded", network.Never, network.Later, "no more videos"},
		{403, "accessNotConfigured", network.No, network.Permanent, "not switched on"},
		{403, "insufficientPermissions", network.No, network.Reconnect, "allow everything"},
		{401, "youtubeSignupRequired", network.No, network.Reconnect, "no channel"},
		{403, "authenticatedUserAccountSuspended", network.No, network.Permanent, "suspended"},
		{400, "invalidTitle", network.No, network.Change, "title"},
		{400, "invalidDescription", network.No, network.Change, "Shorten"},
		{400, "invalidTags", network.No, network.Change, "tags"},
		{400, "mediaBodyRequired", network.No, network.Change, "another one"},
		{403, "commentsDisabled", network.No, network.Permanent, "switched off"},
		{400, "commentTextTooLong", network.No, network.Change, "too long"},
		{404, "parentCommentNotFound", network.No, network.Change, "any more"},
		{404, "videoNotFound", network.No, network.Permanent, "any more"},
		{400, "processingFailure", network.Never, network.Later, "again"},
		{400, "somethingNew", network.No, network.Change, "What Google says."},
		{403, "somethingNew", network.No, network.Permanent, "What Google says."},
		{404, "somethingNew", network.No, network.Permanent, "no such thing"},
		{401, "authError", network.Never, network.Later, "renewed"},
		{413, "uploadTooLarge", network.No, network.Change, "too big"},
		{429, "rateLimitExceeded", network.Never, network.Later, "too many requests"},
		{503, "backendError", network.Maybe, network.Later, "fault of its own"},
	} {
		w := newWorldBehind(t, func(rw http.ResponseWriter, _ *http.Request) {
			rw.WriteHeader(x.status)
			_, _ = fmt.Fprintf(rw, `{"error":{"code":%d,"message":"What Google says.","errors":[{"reason":%q}]}}`, x.status, x.reason)
		})
		w.clock.pass(1e9 * 120) // the credentials are no news
		res := w.Remove(t.Context(), "AAAAAAAAAAA")
		if x.reason == "videoNotFound" {
			if res.Outcome != network.Done {
				t.Errorf("what is gone = %+v", res)
			}
			continue
		}
		if res.Outcome != x.outcome || res.Cause != x.cause || !strings.Contains(res.Note, x.want) {
			t.Errorf("%d %s = %+v", x.status, x.reason, res)
		}
		w.hushed(res.Note, res.Raw)
	}
}

// TestNothingIsToldOfTheUpload lets answers repeat what they were asked.
func TestNothingIsToldOfTheUpload(t *testing.T) {
	for _, status := range []int{200, 308, 400, 403, 404, 500, 503} {
		w := newWorldBehind(t, func(rw http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			if status == 308 {
				rw.Header().Set("Range", "bytes=7-"+r.URL.Query().Get("upload_id"))
			}
			rw.WriteHeader(status)
			_, _ = fmt.Fprintf(rw, `{"error":{"message":"no http://%s%s for %s"}}`, r.Host, r.URL, r.Header.Get("Authorization"))
		})
		at := w.attempt("one", words, film("clip", 1000))
		at.Carried = `{"session":"` + w.base + `/upload/youtube/v3/videos?uploadType=resumable&upload_id=AbCdEfGh12345678","size":1000}`
		for range 3 {
			c := w.Carry(t.Context(), at)
			w.hushed(c.Note, c.Raw)
			if strings.Contains(c.Note+c.Raw, "AbCdEfGh12345678") {
				t.Errorf("%d: %q %q", status, c.Note, c.Raw)
			}
			if c.Outcome == network.Done {
				t.Errorf("%d: %+v", status, c)
			}
		}
		if res := w.Discard(t.Context(), at.Carried); strings.Contains(res.Note+res.Raw, "AbCdEfGh12345678") {
			t.Errorf("%d: discard tells %q %q", status, res.Note, res.Raw)
		}
	}
}
