package facebook

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// paging is how the Graph API says that there is more.
type paging struct {
	Cursors struct {
		After string `json:"after"`
	} `json:"cursors"`
	// Next is an address with a token in it. It is not used, nor kept.
	Next string `json:"next"`
}

func (p paging) more() bool { return p.Next != "" && p.Cursors.After != "" }

// stamp is a time of the Graph API.
type stamp struct{ time.Time }

// UnmarshalJSON implements json.Unmarshaler.
func (t *stamp) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	at, err := time.Parse("2006-01-02T15:04:05-0700", s)
	if err != nil {
		at, err = time.Parse(time.RFC3339, s)
	}
	if err != nil {
		return fmt.Errorf("read answer: %.40q is no time", s)
	}
	t.Time = at.UTC()
	return nil
}

// offset is a place in a file, which the Graph API writes as a string.
type offset int64

// UnmarshalJSON implements json.Unmarshaler.
func (o *offset) UnmarshalJSON(b []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(b), `"`), 10, 64)
	if err != nil || n < 0 {
		return fmt.Errorf("read answer: %.40q is no place in a file", b)
	}
	*o = offset(n)
	return nil
}

// wirePost is a post or a video as far as publishing it goes.
type wirePost struct {
	ID          string `json:"id"`
	Message     string `json:"message"`
	Published   *bool  `json:"is_published"`
	Link        string `json:"permalink_url"`
	Created     stamp  `json:"created_time"`
	Description string `json:"description"` // of a video
	Visible     *bool  `json:"published"`   // of a video
	Attachments struct {
		Data []struct {
			Type   string `json:"media_type"`
			Target struct {
				ID string `json:"id"`
			} `json:"target"`
		} `json:"data"`
	} `json:"attachments"`
	Status struct {
		Video    string `json:"video_status"`
		Progress int    `json:"processing_progress"`
		Working  phase  `json:"processing_phase"`
	} `json:"status"`
}

type phase struct {
	Status string `json:"status"`
	Errors []struct {
		Message string `json:"message"`
	} `json:"errors"`
}

// wireComment is a comment.
type wireComment struct {
	ID      string `json:"id"`
	Message string `json:"message"`
	From    *struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"from"`
	Created stamp `json:"created_time"`
	Parent  *struct {
		ID string `json:"id"`
	} `json:"parent"`
	Attachment *struct {
		Type  string `json:"type"`
		URL   string `json:"url"`
		Media struct {
			Image struct {
				Src string `json:"src"`
			} `json:"image"`
			Source string `json:"source"`
		} `json:"media"`
	} `json:"attachment"`
	Link string `json:"permalink_url"`

	raw json.RawMessage
}

// UnmarshalJSON keeps the comment as Facebook wrote it.
func (c *wireComment) UnmarshalJSON(b []byte) error {
	type plain wireComment
	if err := json.Unmarshal(b, (*plain)(c)); err != nil {
		return err
	}
	c.raw = append([]byte(nil), b...)
	return nil
}

// by is whose the comment is; empty where Facebook does not say.
func (c wireComment) by() string {
	if c.From == nil {
		return ""
	}
	return c.From.ID
}

// wireUpload is the answer to a step of an upload.
type wireUpload struct {
	Session string `json:"upload_session_id"`
	Video   string `json:"video_id"`
	Start   offset `json:"start_offset"`
	End     offset `json:"end_offset"`
	Success bool   `json:"success"`
}

// webAddress returns s if it is the address of a web page, and nothing
// otherwise.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || len(s) > 2000 {
		return ""
	}
	return u.String()
}

// address is where something can be seen. Those of videos come without a host.
func (a *Account) address(link string) string {
	if strings.HasPrefix(link, "/") && !strings.HasPrefix(link, "//") {
		link = a.o.Web + link
	}
	return webAddress(link)
}

// post is a change of something.
func post(id string, form url.Values) call {
	return call{method: http.MethodPost, path: "/" + id, form: form, again: true}
}
