package slacktest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// richText checks a rich_text block
// (docs.slack.dev/reference/block-kit/blocks/rich-text-block).
func (in *inspector) richText(at string, o obj) {
	es := objects(o, "elements")
	if len(es) == 0 || len(es) != len(list(o, "elements")) {
		in.fail(at+"/elements", "must have elements, and objects only")
	}
	for i, e := range es {
		here := fmt.Sprintf("%s/elements/%d", at, i)
		switch kind := text(e, "type"); kind {
		case "rich_text_section":
			in.only(here, e, "type elements")
			in.richElements(here, e, false)
		case "rich_text_quote":
			in.only(here, e, "type elements border")
			in.richElements(here, e, false)
		case "rich_text_preformatted":
			in.only(here, e, "type elements border language")
			in.richElements(here, e, true)
		case "rich_text_list":
			in.richList(here, e)
		default:
			in.fail(here+"/type", "unsupported type: %q", kind)
		}
	}
}

func (in *inspector) richList(at string, e obj) {
	in.only(at, e, "type elements style indent offset border")
	if s := text(e, "style"); s != "bullet" && s != "ordered" {
		in.fail(at+"/style", "must be bullet or ordered, not %q", s)
	}
	if len(objects(e, "elements")) == 0 {
		in.fail(at+"/elements", "must have elements")
	}
	for i, s := range objects(e, "elements") {
		here := fmt.Sprintf("%s/elements/%d", at, i)
		if text(s, "type") != "rich_text_section" {
			in.fail(here+"/type", "a list has sections only")
		}
		in.richElements(here, s, false)
	}
}

// richElements checks what stands in a section. In preformatted text there is
// only text and links.
func (in *inspector) richElements(at string, o obj, pre bool) {
	es := objects(o, "elements")
	if len(es) == 0 || len(es) != len(list(o, "elements")) {
		in.fail(at+"/elements", "must have elements, and objects only")
	}
	for i, e := range es {
		here := fmt.Sprintf("%s/elements/%d", at, i)
		kind := text(e, "type")
		if pre && kind != "text" && kind != "link" {
			in.fail(here+"/type", "preformatted text has no %s", kind)
		}
		in.richElement(here, kind, e)
	}
}

func (in *inspector) richElement(at, kind string, e obj) {
	styles := "bold italic strike highlight client_highlight unlink"
	switch kind {
	case "text":
		in.only(at, e, "type text style")
		s, ok := e["text"].(string)
		if !ok || s == "" {
			in.fail(at+"/text", "must be more than 0 characters")
		}
		in.chars += utf8.RuneCountInString(s)
		styles = "bold italic strike code underline"
	case "link":
		in.only(at, e, "type url text unsafe style")
		if text(e, "url") == "" {
			in.fail(at+"/url", "must be more than 0 characters")
		}
		in.chars += utf8.RuneCountInString(text(e, "text"))
		styles = "bold italic strike code underline"
	case "user":
		in.only(at, e, "type user_id style")
		in.given(at, e, "user_id")
	case "usergroup":
		in.only(at, e, "type usergroup_id style")
		in.given(at, e, "usergroup_id")
	case "channel":
		in.only(at, e, "type channel_id style")
		in.given(at, e, "channel_id")
	case "broadcast":
		in.only(at, e, "type range style")
		if !slices.Contains([]string{"here", "channel", "everyone"}, text(e, "range")) {
			in.fail(at+"/range", "must be here, channel or everyone")
		}
	case "emoji":
		in.only(at, e, "type name unicode skin_tone style")
		in.given(at, e, "name")
	case "date":
		in.only(at, e, "type timestamp format url fallback style")
		if _, ok := number(e, "timestamp"); !ok || text(e, "format") == "" {
			in.fail(at, "a date has a timestamp and a format")
		}
	case "color":
		in.only(at, e, "type value style")
	default:
		in.fail(at+"/type", "unsupported type: %q", kind)
	}
	in.style(at, e, styles)
}

func (in *inspector) given(at string, e obj, key string) {
	if text(e, key) == "" {
		in.fail(at+"/"+key, "must be more than 0 characters")
	}
}

func (in *inspector) style(at string, e obj, known string) {
	if v, has := e["style"]; has && sub(e, "style") == nil {
		in.fail(at+"/style", "must be an object, not %v", v)
	}
	for k, v := range sub(e, "style") {
		if _, ok := v.(bool); !ok || !slices.Contains(strings.Fields(known), k) {
			in.fail(at+"/style", "there is no style %s: %v", k, v)
		}
	}
}
