package network

import (
	"net/http"
	"testing"
)

// Without GetBody net/http cannot send a create again, whatever header it has.
func TestACreateHasNoBodyToRepeat(t *testing.T) {
	c := NewClient(ClientOptions{})
	for _, body := range []string{"", "{}"} {
		for _, repeatable := range []bool{false, true} {
			req, err := c.request(t.Context(), Request{
				Method: http.MethodPost, URL: "http://chirp.example/", Body: []byte(body), Repeatable: repeatable,
				Header: http.Header{"Idempotency-Key": {"k"}},
			})
			if err != nil {
				t.Fatal(err)
			}
			if again := req.Body == nil || req.GetBody != nil; again != repeatable {
				t.Errorf("body %q, repeatable %v: can be sent again = %v", body, repeatable, again)
			}
		}
	}
}
