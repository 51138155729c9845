package xtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// fieldParams are the parameters that say what is told of posts.
const fieldParams = "post.fields expansions user.fields media.fields poll.fields place.fields"

// What the parameters of lists may hold (X's description 2.167).
func listed() map[string]string {
	return map[string]string{
		"post.fields": "article article_title attachments card_uri community_id context_annotations conversation_id created_at " +
			"display_text_range edit_controls entities geo id lang matched_media_notes media_metadata note_post possibly_sensitive " +
			"public_metrics reply_settings source text withheld",
		"expansions": "attachments.media_keys attachments.poll_ids author_id edit_history_post_ids entities.mentions.username " +
			"in_reply_to_user_id referenced_posts username pinned_post_id most_recent_post_id affiliation",
		"user.fields": "created_at description entities id location name profile_image_url protected public_metrics url username " +
			"verified verified_type withheld",
		"media.fields": "alt_text duration_ms height media_key preview_image_url public_metrics type url variants width",
	}
}

// valid checks a request's parameters and reads its body.
func (q *request) valid(rt route) bool {
	known := strings.Fields(rt.params)
	for name, vs := range q.r.URL.Query() {
		if !slices.Contains(known, name) {
			q.invalid(fmt.Sprintf("The query parameter [%s] is not one of [%s]", name, strings.Join(known, ",")))
			return false
		}
		may, list := listed()[name]
		if len(vs) != 1 || vs[0] == "" {
			q.invalid("The query parameter [" + name + "] needs one value")
			return false
		}
		for v := range strings.SplitSeq(vs[0], ",") {
			if list && !slices.Contains(strings.Fields(may), v) {
				q.invalid(fmt.Sprintf("The `%s` query parameter value [%s] is not one of [%s]", name, v, may))
				return false
			}
		}
	}
	for _, name := range []string{"since_id", "until_id"} {
		if v := q.r.URL.Query().Get(name); v != "" && !isID(v) {
			q.invalid("The `" + name + "` query parameter value [" + v + "] is not valid")
			return false
		}
	}
	body, err := io.ReadAll(io.LimitReader(q.r.Body, 32<<20))
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	q.body = body
	return true
}

// json reads the body of a request into v and answers one that is not as it
// should be.
func (q *request) json(v any) bool {
	kind, _, err := mime.ParseMediaType(q.r.Header.Get("Content-Type"))
	d := json.NewDecoder(bytes.NewReader(q.body))
	d.DisallowUnknownFields()
	if err == nil && kind != "application/json" {
		err = errors.New("the content type is " + kind)
	}
	if err == nil {
		err = d.Decode(v)
	}
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("there is more than one value")
		}
	}
	if err != nil {
		q.invalid("The request body is not valid: " + err.Error())
		return false
	}
	return true
}

// list is a parameter that is a list.
func (q *request) list(name string) []string {
	v := q.r.URL.Query().Get(name)
	if v == "" {
		return nil
	}
	return strings.Split(v, ",")
}

// size is how many posts a page has at most, and whether that is allowed.
func (q *request) size(least, usual int) (int, bool) {
	v := q.r.URL.Query().Get("max_results")
	if v == "" {
		return usual, true
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < least || n > 100 {
		q.invalid(fmt.Sprintf("The `max_results` query parameter value [%s] is not between %d and 100", v, least))
		return 0, false
	}
	return n, true
}
