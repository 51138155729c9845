package bluesky

import "encoding/json"

// Collections and types of the lexicons that this package writes.
const (
	collPost     = "app.bsky.feed.post"
	collGate     = "app.bsky.feed.threadgate"
	typeImages   = "app.bsky.embed.images"
	typeVideo    = "app.bsky.embed.video"
	typeVTT      = "text/vtt"
	typeMention  = "app.bsky.richtext.facet#mention"
	typeLink     = "app.bsky.richtext.facet#link"
	typeTag      = "app.bsky.richtext.facet#tag"
	typeBlob     = "blob"
	typeStrong   = "com.atproto.repo.strongRef"
	reasonReport = "com.atproto.moderation.defs#reasonOther"
)

// wireProblem is the body of every refusal.
type wireProblem struct {
	Error   string `json:"error"`
	Message string `json:"message"`
}

// wireRef names one version of a record.
type wireRef struct {
	URI string `json:"uri"`
	CID string `json:"cid"`
}

// wireReply says what a post answers.
type wireReply struct {
	Root   wireRef `json:"root"`
	Parent wireRef `json:"parent"`
}

// wirePost is the record of a post, as this package writes one.
type wirePost struct {
	Type      string      `json:"$type"`
	Text      string      `json:"text"`
	Facets    []wireFacet `json:"facets,omitempty"`
	Reply     *wireReply  `json:"reply,omitempty"`
	Embed     *wireMedia  `json:"embed,omitempty"`
	Langs     []string    `json:"langs,omitempty"`
	CreatedAt string      `json:"createdAt"`
}

type wireFacet struct {
	Index    wireIndex     `json:"index"`
	Features []wireFeature `json:"features"`
}

// wireIndex counts in bytes of UTF-8.
type wireIndex struct {
	Start int `json:"byteStart"`
	End   int `json:"byteEnd"`
}

type wireFeature struct {
	Type string `json:"$type"`
	URI  string `json:"uri,omitempty"`
	DID  string `json:"did,omitempty"`
	Tag  string `json:"tag,omitempty"`
}

// wireMedia is what stands under the words of a post: pictures, or a video.
type wireMedia struct {
	Type     string        `json:"$type"`
	Images   []wireImage   `json:"images,omitempty"`
	Video    *wireBlob     `json:"video,omitempty"`
	Captions []wireCaption `json:"captions,omitempty"`
	Alt      string        `json:"alt,omitempty"`
	Aspect   *wireRatio    `json:"aspectRatio,omitempty"`
}

type wireCaption struct {
	Language string   `json:"lang"`
	File     wireBlob `json:"file"`
}

type wireImage struct {
	Alt    string     `json:"alt"`
	Image  wireBlob   `json:"image"`
	Aspect *wireRatio `json:"aspectRatio,omitempty"`
}

type wireRatio struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

type wireBlob struct {
	Type string   `json:"$type"`
	Ref  wireLink `json:"ref"`
	Mime string   `json:"mimeType"`
	Size int      `json:"size"`
}

type wireLink struct {
	Link string `json:"$link"`
}

type wireBlobAnswer struct {
	Blob wireBlob `json:"blob"`
}

// wirePut is a record to be written. Swap is the version that it takes the
// place of; null for none.
type wirePut struct {
	Repo       string  `json:"repo"`
	Collection string  `json:"collection"`
	Key        string  `json:"rkey"`
	Record     any     `json:"record"`
	Swap       *string `json:"swapRecord"`
}

type wireDelete struct {
	Repo       string `json:"repo"`
	Collection string `json:"collection"`
	Key        string `json:"rkey"`
}

// wireRecord is a record as its repository has it.
type wireRecord struct {
	URI   string          `json:"uri"`
	CID   string          `json:"cid"`
	Value json.RawMessage `json:"value"`
}

// wireRead is what is read of anybody's post. Whatever else is in it does not
// matter.
type wireRead struct {
	Text      string     `json:"text"`
	Reply     *wireReply `json:"reply"`
	Langs     []string   `json:"langs"`
	CreatedAt string     `json:"createdAt"`
	Embed     *struct {
		Type   string `json:"$type"`
		Images []struct {
			Alt   string `json:"alt"`
			Image struct {
				Ref wireLink `json:"ref"`
			} `json:"image"`
		} `json:"images"`
		Video struct {
			Ref wireLink `json:"ref"`
		} `json:"video"`
		Alt string `json:"alt"`
		// Record is a wireRef, or a wireRef in a field "record" beside media.
		Record json.RawMessage `json:"record"`
	} `json:"embed"`
}

type wireSession struct {
	DID     string `json:"did"`
	Handle  string `json:"handle"`
	Active  *bool  `json:"active"` // missing means active
	Status  string `json:"status"` // why it is not
	Access  string `json:"accessJwt"`
	Refresh string `json:"refreshJwt"`
	DidDoc  struct {
		Service []struct {
			ID       string `json:"id"`
			Type     string `json:"type"`
			Endpoint any    `json:"serviceEndpoint"` // a string, or what other methods have
		} `json:"service"`
	} `json:"didDoc"`
}

type wireAuthor struct {
	DID    string `json:"did"`
	Handle string `json:"handle"`
	Name   string `json:"displayName"`
}

// wireView is a post as the AppView shows it.
type wireView struct {
	URI       string          `json:"uri"`
	CID       string          `json:"cid"`
	Author    wireAuthor      `json:"author"`
	Record    json.RawMessage `json:"record"`
	Embed     json.RawMessage `json:"embed"`
	IndexedAt string          `json:"indexedAt"`
	Replies   int             `json:"replyCount"`
	Reposts   int             `json:"repostCount"`
	Likes     int             `json:"likeCount"`
	Quotes    int             `json:"quoteCount"`
}

// wireNotification is a wireView with a reason.
type wireNotification struct {
	wireView
	Reason  string `json:"reason"`
	Subject string `json:"reasonSubject"`
}

// wireEmbed is what stands below a text, as the AppView shows it.
type wireEmbed struct {
	Images []struct {
		Full string `json:"fullsize"`
	} `json:"images"`
	Playlist string     `json:"playlist"`
	Media    *wireEmbed `json:"media"`
}

type wirePosts struct {
	Posts  []json.RawMessage `json:"posts"`
	Cursor string            `json:"cursor"`
}

type wireNotifications struct {
	Notifications []json.RawMessage `json:"notifications"`
	Cursor        string            `json:"cursor"`
}

// wireThread is a post with what is below it. A post that is gone or that the
// account may not see has no Post.
type wireThread struct {
	Post    json.RawMessage `json:"post"`
	Replies []wireThread    `json:"replies"`
}

type wireThreadAnswer struct {
	Thread wireThread `json:"thread"`
}
