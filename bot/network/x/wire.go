package x

import (
	"encoding/json"
	"time"
)

// wirePost is a post as X writes it, under the names in use since 2026 and
// under the older ones.
type wirePost struct {
	ID             string       `json:"id"`
	Text           string       `json:"text"`
	AuthorID       string       `json:"author_id"`
	ConversationID string       `json:"conversation_id"`
	CreatedAt      time.Time    `json:"created_at"`
	Language       string       `json:"lang"`
	ReplyToUser    string       `json:"in_reply_to_user_id"`
	Shown          []int        `json:"display_text_range"` // characters; the rest is put there by X
	Entities       wireEntities `json:"entities"`
	Attachments    struct {
		MediaKeys []string `json:"media_keys"`
	} `json:"attachments"`
	Metrics *wireMetrics `json:"public_metrics"`

	History      []string        `json:"edit_history_post_ids"`
	OlderHistory []string        `json:"edit_history_tweet_ids"`
	Refers       []wireReference `json:"referenced_posts"`
	OlderRefers  []wireReference `json:"referenced_tweets"`
	Note         *wireNote       `json:"note_post"`
	OlderNote    *wireNote       `json:"note_tweet"`

	raw json.RawMessage
}

type wireReference struct {
	Type string `json:"type"` // "replied_to", "quoted" or "retweeted"
	ID   string `json:"id"`
}

// wireNote is a text of more than 280 characters.
type wireNote struct {
	Text     string       `json:"text"`
	Entities wireEntities `json:"entities"`
}

type wireEntities struct {
	URLs []wireURL `json:"urls"`
}

// wireURL is a link that X shortened.
type wireURL struct {
	URL      string `json:"url"` // as it stands in the text
	Expanded string `json:"expanded_url"`
	MediaKey string `json:"media_key"` // for the link to an attached picture
}

type wireMetrics struct {
	Replies      int `json:"reply_count"`
	Likes        int `json:"like_count"`
	Quotes       int `json:"quote_count"`
	Views        int `json:"impression_count"`
	Reposts      int `json:"repost_count"`
	OlderReposts int `json:"retweet_count"`
}

// UnmarshalJSON keeps the post as X wrote it.
func (p *wirePost) UnmarshalJSON(b []byte) error {
	type plain wirePost
	if err := json.Unmarshal(b, (*plain)(p)); err != nil {
		return err
	}
	p.raw = append([]byte(nil), b...)
	return nil
}

// first is the id that stands for all versions of a post.
func (p wirePost) first() string { return p.versions()[0] }

// last is the id of the newest version of a post.
func (p wirePost) last() string { v := p.versions(); return v[len(v)-1] }

// versions are the ids of all versions of a post, the oldest first.
func (p wirePost) versions() []string {
	for _, h := range [][]string{p.History, p.OlderHistory} {
		if len(h) > 0 {
			return h
		}
	}
	return []string{p.ID}
}

// refers returns the id of the post that p refers to in a way, or nothing.
func (p wirePost) refers(way string) string {
	for _, rs := range [][]wireReference{p.Refers, p.OlderRefers} {
		for _, r := range rs {
			if r.Type == way && validID(r.ID) {
				return r.ID
			}
		}
	}
	return ""
}

// words are a post's whole text with its links.
func (p wirePost) words() (string, []wireURL) {
	for _, n := range []*wireNote{p.Note, p.OlderNote} {
		if n != nil && n.Text != "" {
			return n.Text, append(n.Entities.URLs, p.Entities.URLs...)
		}
	}
	return p.Text, p.Entities.URLs
}

type wireUser struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Username  string `json:"username"`
	Protected bool   `json:"protected"`
}

type wireMedia struct {
	Key      string `json:"media_key"`
	URL      string `json:"url"`
	Preview  string `json:"preview_image_url"`
	Variants []struct {
		Type string `json:"content_type"`
		URL  string `json:"url"`
	} `json:"variants"`
}

// wirePage is an answer with posts in it.
type wirePage struct {
	Data     []wirePost `json:"data"`
	Includes struct {
		Users []wireUser  `json:"users"`
		Media []wireMedia `json:"media"`
	} `json:"includes"`
	Errors []problem `json:"errors"`
	Meta   *struct {
		Next  string `json:"next_token"`
		Count int    `json:"result_count"`
	} `json:"meta"`
}

// wireCreate is a new post. What the department does not use is not there to
// be set by mistake: geo, reply_settings, scheduling.
type wireCreate struct {
	Text  string       `json:"text"`
	Media *wireAttach  `json:"media,omitempty"`
	Reply *wireReplyTo `json:"reply,omitempty"`
}

type wireAttach struct {
	IDs []string `json:"media_ids"`
}

type wireReplyTo struct {
	ID string `json:"in_reply_to_tweet_id"`
}

// wireUpload is a picture or a video on its way.
type wireUpload struct {
	ID         string `json:"id"`
	Expires    int    `json:"expires_after_secs"`
	Processing *struct {
		State string `json:"state"` // "pending", "in_progress", "failed" or "succeeded"
		After int    `json:"check_after_secs"`
		// Percent is how much of it is done.
		Percent int `json:"progress_percent"`
		Error   struct {
			Message string `json:"message"`
		} `json:"error"`
	} `json:"processing_info"`
}

// wireToken is what the token endpoint answers.
type wireToken struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
	Expires int64  `json:"expires_in"` // seconds
	Scope   string `json:"scope"`
	Type    string `json:"token_type"`
}
