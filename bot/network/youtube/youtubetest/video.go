package youtubetest

import (
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

type video struct {
	id       string
	owner    *channel
	meta     record
	privacy  string
	digest   string
	size     int64
	left     int // looks until it is converted
	came     time.Time
	shown    int // when it became public, among the others
	thumb    []byte
	captions map[string]string
	fail     string
	reject   string
	off      bool // comments are switched off
}

// state is the video's uploadStatus.
func (v *video) state() string {
	switch {
	case v.left > 0:
		return "uploaded"
	case v.fail != "":
		return "failed"
	case v.reject != "":
		return "rejected"
	default:
		return "processed"
	}
}

// resource is the video as its owner sees it.
func (v *video) resource(s *Server, parts []string) map[string]any {
	out := map[string]any{"kind": "youtube#video", "etag": s.id(20), "id": v.id}
	for _, p := range parts {
		switch p {
		case "snippet":
			sn := map[string]any{
				"publishedAt": v.came.UTC().Format(time.RFC3339), "channelId": v.owner.id, "title": v.meta.Snippet.Title,
				"description": v.meta.Snippet.Description, "categoryId": v.meta.Snippet.CategoryID, "liveBroadcastContent": "none",
			}
			if len(v.meta.Snippet.Tags) > 0 {
				sn["tags"] = v.meta.Snippet.Tags
			}
			if v.meta.Snippet.Language != "" {
				sn["defaultLanguage"] = v.meta.Snippet.Language
			}
			out["snippet"] = sn
		case "status":
			st := map[string]any{
				"uploadStatus": v.state(), "privacyStatus": v.privacy, "license": "youtube", "embeddable": true,
				"publicStatsViewable": true, "madeForKids": false, "selfDeclaredMadeForKids": false,
			}
			switch v.state() {
			case "failed":
				st["failureReason"] = v.fail
			case "rejected":
				st["rejectionReason"] = v.reject
			}
			out["status"] = st
		case "processingDetails":
			if v.left > 0 {
				out["processingDetails"] = map[string]any{
					"processingStatus": "processing",
					"processingProgress": map[string]any{
						"partsTotal": "1000", "partsProcessed": strconv.Itoa(1000 / (v.left + 1)), "timeLeftMs": strconv.Itoa(v.left * 4000),
					},
				}
			} else {
				out["processingDetails"] = map[string]any{"processingStatus": "succeeded"}
			}
		case "statistics":
			out["statistics"] = map[string]any{
				"viewCount": "1234", "likeCount": "5", "favoriteCount": "0", "commentCount": strconv.Itoa(s.count(v.id)),
			}
		}
	}
	return out
}

func (s *Server) video(id string) *video {
	for _, v := range s.videos {
		if v.id == id {
			return v
		}
	}
	return nil
}

func listVideos(q *request) {
	ids := strings.Split(q.r.URL.Query().Get("id"), ",")
	if len(ids) > 50 || q.r.URL.Query().Has("maxResults") { // which goes with other filters only
		q.fail(http.StatusBadRequest, "invalidFilters", "The request specifies an invalid filter parameter.")
		return
	}
	var out []any
	for _, id := range ids {
		v := q.s.video(id)
		if v == nil || v.privacy == "private" && v.owner != q.as {
			continue
		}
		out = append(out, v.resource(q.s, q.parts()))
		if v.left > 0 && slices.Contains(q.parts(), "processingDetails") {
			v.left--
		}
	}
	q.list("video", "", out)
}

func updateVideo(q *request) {
	var m record
	if !q.body(&m) {
		return
	}
	v := q.s.video(m.ID)
	switch {
	case v == nil:
		q.fail(http.StatusNotFound, "videoNotFound", "The video that you are trying to update cannot be found.")
		return
	case v.owner != q.as:
		q.fail(http.StatusForbidden, "forbidden", "The request is not properly authorized.")
		return
	}
	for _, p := range q.parts() {
		if p == "status" && (m.Status == nil || m.Status.Kids == nil || m.Status.Embeddable == nil || m.Status.Stats == nil || m.Status.License == "") {
			// It would be allowed, and reset what an officer set.
			q.fail(http.StatusBadRequest, "invalidVideoMetadata", "A part of the status is missing.")
			return
		}
		if p == "snippet" && (m.Snippet == nil || !validTitle(m.Snippet.Title) || m.Snippet.CategoryID == "" || len(m.Snippet.Description) > 5000) {
			q.fail(http.StatusBadRequest, "invalidVideoMetadata", "The request metadata specifies an invalid video resource.")
			return
		}
	}
	for _, p := range q.parts() {
		switch p {
		case "snippet":
			v.meta.Snippet = m.Snippet
		case "status":
			if !q.s.o.Unaudited {
				v.show(q.s, m.Status.Privacy)
			}
		}
	}
	write(q.w, http.StatusOK, v.resource(q.s, q.parts()))
}

// show sets who sees a video.
func (v *video) show(s *Server, privacy string) {
	if privacy == "public" && v.privacy != "public" {
		s.public++
		v.shown = s.public
	}
	v.privacy = privacy
}

func deleteVideo(q *request) {
	v := q.s.video(q.r.URL.Query().Get("id"))
	switch {
	case v == nil:
		q.fail(http.StatusNotFound, "videoNotFound", "The video that you are trying to delete cannot be found.")
	case v.owner != q.as:
		q.fail(http.StatusForbidden, "forbidden", "The request is not properly authorized.")
	default:
		q.s.videos = slices.DeleteFunc(q.s.videos, func(o *video) bool { return o == v })
		for k, l := range q.s.lists {
			q.s.lists[k] = slices.DeleteFunc(l, func(id string) bool { return id == v.id })
		}
		q.w.WriteHeader(http.StatusNoContent)
	}
}

func setThumbnail(q *request) {
	v := q.s.video(q.r.URL.Query().Get("videoId"))
	data, err := io.ReadAll(io.LimitReader(q.r.Body, 3<<20))
	kind := q.r.Header.Get("Content-Type")
	switch {
	case v == nil:
		q.fail(http.StatusNotFound, "videoNotFound", "The video cannot be found.")
	case v.owner != q.as || q.s.o.Unverified:
		q.fail(http.StatusForbidden, "forbidden", "The authenticated user doesn't have permissions to upload and set custom video thumbnails.")
	case err != nil || len(data) == 0:
		q.fail(http.StatusBadRequest, "mediaBodyRequired", "The request does not include the image content.")
	case len(data) > 2<<20 || kind != "image/jpeg" && kind != "image/png":
		q.fail(http.StatusBadRequest, "invalidImage", "The provided image content is invalid.")
	default:
		v.thumb = data
		write(q.w, http.StatusOK, map[string]any{"kind": "youtube#thumbnailSetResponse", "etag": q.s.id(20), "items": []any{
			map[string]any{"default": map[string]any{"url": "https://i.ytimg.com/vi/" + v.id + "/default.jpg", "width": 120, "height": 90}},
		}})
	}
}

func insertCaption(q *request) {
	kind, params, err := mime.ParseMediaType(q.r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/related" || q.r.URL.Query().Get("uploadType") != "multipart" {
		q.fail(http.StatusBadRequest, "contentRequired", "The request does not contain the caption track contents.")
		return
	}
	var m struct {
		Snippet struct {
			VideoID  string  `json:"videoId"`
			Language string  `json:"language"`
			Name     *string `json:"name"`
			Draft    bool    `json:"isDraft"`
		} `json:"snippet"`
	}
	parts := multipart.NewReader(q.r.Body, params["boundary"])
	meta, err := parts.NextPart()
	if err == nil {
		d := json.NewDecoder(meta)
		d.DisallowUnknownFields()
		err = d.Decode(&m)
	}
	var text []byte
	if err == nil {
		var file *multipart.Part
		if file, err = parts.NextPart(); err == nil {
			text, err = io.ReadAll(file)
		}
	}
	v := q.s.video(m.Snippet.VideoID)
	switch {
	case err != nil || !strings.HasPrefix(string(text), "WEBVTT"):
		q.fail(http.StatusBadRequest, "contentRequired", "The request does not contain the caption track contents.")
	case v == nil:
		q.fail(http.StatusNotFound, "videoNotFound", "The video identified by the videoId parameter could not be found.")
	case v.owner != q.as:
		q.fail(http.StatusForbidden, "forbidden", "The permissions associated with the request are not sufficient.")
	case m.Snippet.Language == "" || m.Snippet.Name == nil || m.Snippet.Draft:
		q.fail(http.StatusBadRequest, "invalidMetadata", "The request contains invalid metadata values.")
	case v.captions[m.Snippet.Language] != "":
		q.fail(http.StatusConflict, "captionExists", "The specified video already has a caption track with the given language and name.")
	default:
		v.captions[m.Snippet.Language] = string(text)
		write(q.w, http.StatusOK, map[string]any{"kind": "youtube#caption", "etag": q.s.id(20), "id": q.s.id(30), "snippet": map[string]any{
			"videoId": v.id, "language": m.Snippet.Language, "name": *m.Snippet.Name, "trackKind": "standard", "status": "serving", "isDraft": false,
		}})
	}
}

func listPlaylistItems(q *request) {
	v := q.r.URL.Query()
	ids, ok := q.s.lists[v.Get("playlistId")]
	if !ok {
		q.fail(http.StatusNotFound, "playlistNotFound", "The playlist identified with the request's playlistId parameter cannot be found.")
		return
	}
	if only := v.Get("videoId"); only != "" {
		ids = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id != only })
	}
	ids, next, ok := q.page(ids)
	if !ok {
		return
	}
	var out []any
	for _, id := range ids {
		out = append(out, q.s.playlistItem(v.Get("playlistId"), id, q.parts()))
	}
	q.list("playlistItem", next, out)
}

func (s *Server) playlistItem(list, video string, parts []string) map[string]any {
	it := map[string]any{"kind": "youtube#playlistItem", "etag": s.id(20), "id": s.id(40)}
	for _, p := range parts {
		switch p {
		case "snippet":
			it["snippet"] = map[string]any{"playlistId": list, "resourceId": map[string]any{"kind": "youtube#video", "videoId": video}}
		case "contentDetails":
			it["contentDetails"] = map[string]any{"videoId": video}
		}
	}
	return it
}

// page takes what a request asks for out of a list.
func (q *request) page(ids []string) (some []string, next string, ok bool) {
	v := q.r.URL.Query()
	n, err := strconv.Atoi(v.Get("maxResults"))
	if err != nil {
		n = 5
	}
	from := 0
	if t := v.Get("pageToken"); t != "" {
		// A token names what it comes behind, so that it stays what it is.
		i := slices.Index(ids, strings.TrimPrefix(t, "behind-"))
		if i < 0 {
			q.fail(http.StatusBadRequest, "invalidPageToken", "The request specifies an invalid page token.")
			return nil, "", false
		}
		from = i + 1
	}
	to := min(from+n, len(ids))
	if to < len(ids) {
		next = "behind-" + ids[to-1]
	}
	return ids[from:to], next, true
}

func insertPlaylistItem(q *request) {
	var m struct {
		Snippet struct {
			PlaylistID string `json:"playlistId"`
			Resource   struct {
				Kind    string `json:"kind"`
				VideoID string `json:"videoId"`
			} `json:"resourceId"`
		} `json:"snippet"`
	}
	if !q.body(&m) {
		return
	}
	list, id := m.Snippet.PlaylistID, m.Snippet.Resource.VideoID
	switch _, ok := q.s.lists[list]; {
	case !ok || strings.HasPrefix(list, "UU"):
		q.fail(http.StatusNotFound, "playlistNotFound", "The playlist cannot be found.")
	case q.s.video(id) == nil || m.Snippet.Resource.Kind != "youtube#video":
		q.fail(http.StatusNotFound, "videoNotFound", "The video that you are trying to add to the playlist cannot be found.")
	default:
		q.s.lists[list] = append(q.s.lists[list], id) // twice, if that is asked for
		write(q.w, http.StatusOK, q.s.playlistItem(list, id, []string{"snippet"}))
	}
}

// oembed shows a video to everybody.
func (s *Server) oembed(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, err := url.Parse(r.URL.Query().Get("url"))
	if err != nil || r.URL.Query().Get("format") != "json" || r.Header.Get("Authorization") != "" {
		http.Error(w, "Bad Request", http.StatusBadRequest)
		return
	}
	switch v := s.video(u.Query().Get("v")); {
	case v == nil:
		http.Error(w, "Not Found", http.StatusNotFound)
	case v.privacy == "private":
		http.Error(w, "Unauthorized", http.StatusUnauthorized)
	default:
		write(w, http.StatusOK, map[string]any{
			"type": "video", "version": "1.0", "title": v.meta.Snippet.Title, "provider_name": "YouTube", "author_name": v.owner.handle,
		})
	}
}
