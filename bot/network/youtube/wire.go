package youtube

import (
	"encoding/json"
	"time"
)

// The JSON of the API, as far as it is used.
type (
	wireToken struct {
		Access  string `json:"access_token"`
		Refresh string `json:"refresh_token"`
		Expires int64  `json:"expires_in"`
		Scope   string `json:"scope"`
	}
	wireList[T any] struct {
		Kind  string `json:"kind"`
		Next  string `json:"nextPageToken"`
		Items []T    `json:"items"`
	}
	wireChannel struct {
		ID      string `json:"id"`
		Snippet struct {
			CustomURL string `json:"customUrl"` // the handle
		} `json:"snippet"`
		Content struct {
			Related struct {
				Uploads string `json:"uploads"`
			} `json:"relatedPlaylists"`
		} `json:"contentDetails"`
		Status struct {
			Privacy string `json:"privacyStatus"`
		} `json:"status"`
	}
	wireVideo struct {
		Kind       string          `json:"kind,omitempty"`
		ID         string          `json:"id,omitempty"`
		Snippet    *wireSnippet    `json:"snippet,omitempty"`
		Status     *wireStatus     `json:"status,omitempty"`
		Processing *wireProcessing `json:"processingDetails,omitempty"`
		Statistics *wireStatistics `json:"statistics,omitempty"`
	}
	wireSnippet struct {
		ChannelID   string     `json:"channelId,omitempty"`
		Title       string     `json:"title"`
		Description string     `json:"description"`
		Tags        []string   `json:"tags,omitempty"`
		Category    string     `json:"categoryId,omitempty"`
		Language    string     `json:"defaultLanguage,omitempty"`
		Published   *time.Time `json:"publishedAt,omitempty"`
	}
	// wireStatus has pointers where leaving something out would change it: an
	// update replaces the whole part.
	wireStatus struct {
		Upload     string `json:"uploadStatus,omitempty"`
		Failure    string `json:"failureReason,omitempty"`
		Rejection  string `json:"rejectionReason,omitempty"`
		Privacy    string `json:"privacyStatus,omitempty"`
		License    string `json:"license,omitempty"`
		Embeddable *bool  `json:"embeddable,omitempty"`
		Stats      *bool  `json:"publicStatsViewable,omitempty"`
		Kids       *bool  `json:"selfDeclaredMadeForKids,omitempty"`
	}
	wireProcessing struct {
		Status   string `json:"processingStatus"`
		Failure  string `json:"processingFailureReason"`
		Progress *struct {
			Total     json.Number `json:"partsTotal"`
			Processed json.Number `json:"partsProcessed"`
			Left      json.Number `json:"timeLeftMs"`
		} `json:"processingProgress"`
	}
	wireStatistics struct {
		Views    json.Number `json:"viewCount"`
		Likes    json.Number `json:"likeCount"`
		Comments json.Number `json:"commentCount"`
	}
	wirePlaylistItem struct {
		Snippet *wirePlaylistSnippet `json:"snippet,omitempty"`
		Content *struct {
			VideoID string `json:"videoId"`
		} `json:"contentDetails,omitempty"`
	}
	wirePlaylistSnippet struct {
		PlaylistID string       `json:"playlistId"`
		Resource   wireResource `json:"resourceId"`
	}
	wireResource struct {
		Kind    string `json:"kind"`
		VideoID string `json:"videoId"`
	}
	wireCaption struct {
		Snippet wireCaptionSnippet `json:"snippet"`
	}
	wireCaptionSnippet struct {
		VideoID  string `json:"videoId"`
		Language string `json:"language"`
		Name     string `json:"name"`
		Draft    bool   `json:"isDraft"`
	}
	wireThread struct {
		ID      string `json:"id"`
		Snippet struct {
			VideoID string          `json:"videoId"`
			Top     json.RawMessage `json:"topLevelComment"`
			Replies int             `json:"totalReplyCount"`
		} `json:"snippet"`
		Replies *struct {
			Comments []json.RawMessage `json:"comments"`
		} `json:"replies"`
	}
	wireComment struct {
		ID      string             `json:"id"`
		Snippet wireCommentSnippet `json:"snippet"`
	}
	wireCommentSnippet struct {
		VideoID   string `json:"videoId"`
		ParentID  string `json:"parentId"`
		Original  string `json:"textOriginal"`
		Display   string `json:"textDisplay"`
		Author    string `json:"authorDisplayName"`
		AuthorURL string `json:"authorChannelUrl"`
		AuthorID  struct {
			Value string `json:"value"`
		} `json:"authorChannelId"`
		Published time.Time `json:"publishedAt"`
		Updated   time.Time `json:"updatedAt"`
		State     string    `json:"moderationStatus"`
	}
	// wireAnswer is an answer to be written, or its new words.
	wireAnswer struct {
		ID      string            `json:"id,omitempty"`
		Snippet wireAnswerSnippet `json:"snippet"`
	}
	wireAnswerSnippet struct {
		ParentID string `json:"parentId,omitempty"`
		Text     string `json:"textOriginal"`
	}
)

// uploads is the list of everything that was uploaded to a channel.
func (c wireChannel) uploads() string { return c.Content.Related.Uploads }

// number is a number that is written as a text; zero where it is none.
func number(n json.Number) int64 {
	i, err := n.Int64()
	if err != nil || i < 0 {
		return 0
	}
	return i
}

// bounded is a count as an int.
func bounded(n json.Number) int { return int(min(number(n), 1<<31-1)) }
