package mastodon

import (
	"encoding/json"
	"net/url"
	"regexp"
	"time"
	"unicode/utf8"
)

// wireTime is a time as the author's server claims it, which may be any: what is
// none is zero, and does not keep what it stands in from being read.
type wireTime struct{ time.Time }

// UnmarshalJSON implements json.Unmarshaler.
func (t *wireTime) UnmarshalJSON(b []byte) error {
	if json.Unmarshal(b, &t.Time) != nil {
		t.Time = time.Time{}
	}
	return nil
}

// The JSON of the API, as far as it is used (docs.joinmastodon.org, entities,
// 2026-07-02).
type (
	wireAccount struct {
		ID          string `json:"id"`
		Username    string `json:"username"`
		Acct        string `json:"acct"`
		DisplayName string `json:"display_name"`
		URL         string `json:"url"`
		Suspended   bool   `json:"suspended"`
		Limited     bool   `json:"limited"`
		Moved       *struct {
			Acct string `json:"acct"`
		} `json:"moved"`
	}
	wireStatus struct {
		ID          string      `json:"id"`
		CreatedAt   wireTime    `json:"created_at"`
		EditedAt    *wireTime   `json:"edited_at"`
		InReplyTo   string      `json:"in_reply_to_id"`
		Visibility  string      `json:"visibility"`
		SpoilerText string      `json:"spoiler_text"`
		Language    string      `json:"language"`
		URL         string      `json:"url"`
		URI         string      `json:"uri"`
		Content     string      `json:"content"`
		Account     wireAccount `json:"account"`
		Media       []wireMedia `json:"media_attachments"`
		Quote       *wireQuote  `json:"quote"`
		Reblog      *wireStatus `json:"reblog"`
		Replies     int         `json:"replies_count"`
		Reblogs     int         `json:"reblogs_count"`
		Quotes      int         `json:"quotes_count"`
		Favourites  int         `json:"favourites_count"`
	}
	wireMedia struct {
		ID          string `json:"id"`
		URL         string `json:"url"`
		RemoteURL   string `json:"remote_url"`
		Description string `json:"description"`
	}
	// wireQuote is a quote as Mastodon 4.5 has it, where the quoted status
	// is one level down, and as Hollo has it, where it is this one.
	wireQuote struct {
		ID     string `json:"id"`
		Status *struct {
			ID string `json:"id"`
		} `json:"quoted_status"`
		StatusID string `json:"quoted_status_id"`
	}
	wireNotification struct {
		ID        string          `json:"id"`
		Type      string          `json:"type"`
		CreatedAt time.Time       `json:"created_at"`
		Status    json.RawMessage `json:"status"`
	}
	wireContext struct {
		Ancestors   []json.RawMessage `json:"ancestors"`
		Descendants []json.RawMessage `json:"descendants"`
	}
	wireSource struct {
		ID   string  `json:"id"`
		Text *string `json:"text"`
	}
	wireError struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	// wireCreate is a status to be published or changed.
	wireCreate struct {
		Status      string   `json:"status"`
		MediaIDs    []string `json:"media_ids,omitempty"`
		InReplyTo   string   `json:"in_reply_to_id,omitempty"`
		Sensitive   bool     `json:"sensitive"`
		Visibility  string   `json:"visibility,omitempty"`
		Language    string   `json:"language,omitempty"`
		ContentType string   `json:"content_type,omitempty"` // GoToSocial's
	}
)

// The description of a server since Mastodon 4.0, and before.
type (
	wireInstance struct {
		Domain        string            `json:"domain"`
		Version       string            `json:"version"`
		Source        string            `json:"source_url"`
		Configuration wireConfiguration `json:"configuration"`
	}
	wireInstance1 struct {
		URI           string            `json:"uri"`
		Version       string            `json:"version"`
		MaxTootChars  int               `json:"max_toot_chars"`
		URLs          wireURLs          `json:"urls"`
		Configuration wireConfiguration `json:"configuration"`
	}
	wireConfiguration struct {
		URLs     wireURLs `json:"urls"`
		Statuses struct {
			MaxCharacters int `json:"max_characters"`
			MaxMedia      int `json:"max_media_attachments"`
			PerURL        int `json:"characters_reserved_per_url"`
		} `json:"statuses"`
		Media struct {
			Types       []string `json:"supported_mime_types"`
			Description int      `json:"description_limit"`
			ImageSize   int      `json:"image_size_limit"`
			VideoSize   int64    `json:"video_size_limit"`
			VideoRate   float64  `json:"video_frame_rate_limit"`
			VideoMatrix int      `json:"video_matrix_limit"`
		} `json:"media_attachments"`
	}
	wireURLs struct {
		Streaming    string `json:"streaming"`
		StreamingAPI string `json:"streaming_api"`
	}
)

func (w wireConfiguration) instance() Instance {
	return Instance{
		Text: w.Statuses.MaxCharacters, PerURL: w.Statuses.PerURL, Media: w.Statuses.MaxMedia,
		Alt: w.Media.Description, Types: w.Media.Types, ImageSize: w.Media.ImageSize, Streaming: w.URLs.Streaming,
		VideoSize: w.Media.VideoSize, VideoRate: w.Media.VideoRate, VideoMatrix: w.Media.VideoMatrix,
	}
}

func (w wireInstance) instance() Instance {
	i := w.Configuration.instance()
	i.Version, i.Domain, i.Software = w.Version, w.Domain, software(w.Version, w.Source)
	return i.filled()
}

func (w wireInstance1) instance() Instance {
	i := w.Configuration.instance()
	i.Version, i.Domain, i.Software = w.Version, w.URI, software(w.Version, "")
	i.Streaming = w.URLs.StreamingAPI
	if i.Text == 0 {
		i.Text = w.MaxTootChars
	}
	return i.filled()
}

// quoted is the id of the status that q quotes.
func (q *wireQuote) quoted() string {
	switch {
	case q == nil:
		return ""
	case q.Status != nil:
		return q.Status.ID
	case q.StatusID != "":
		return q.StatusID
	default:
		return q.ID
	}
}

// anID is an id of Mastodon (a number), GoToSocial (a ULID) or Hollo (a UUID).
var anID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// validID reports whether s can be part of a path.
func validID(s string) bool { return anID.MatchString(s) }

// noticeID is an id of a notification: Hollo's have "/" and ":" in them.
var noticeID = regexp.MustCompile(`^[!-~]{1,200}$`)

// webAddress returns s if it is the address of a web page, and nothing
// otherwise.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || u.User != nil || len(s) > 2000 || !utf8.ValidString(s) {
		return ""
	}
	return u.String()
}
