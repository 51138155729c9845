package slacktest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Where blocks are shown.
const (
	onMessage = "message"
	onModal   = "modal"
)

// bounds of blocks (docs.slack.dev/reference/block-kit/blocks and its pages).
const (
	blocksOnMessage = 50
	blocksOnModal   = 100
	sectionText     = 3000
	sectionFields   = 10
	fieldText       = 2000
	headerText      = 150
	contextElements = 10
	actionElements  = 25
	idLength        = 255
	altText         = 2000
	imageURL        = 3000
	inputLabel      = 2000
)

// An inspector goes through blocks and collects what Slack would not take.
type inspector struct {
	where   string
	bad     []string
	blocks  map[string]bool // block ids
	actions map[string]bool // action ids of the block: "should be unique among all other action_ids in the containing block"
	chars   int             // of all text
	inputs  int
	focus   int
	files   func(id string) bool
}

func (s *Server) newInspector(where string) *inspector {
	return &inspector{where: where, blocks: map[string]bool{}, files: func(id string) bool { return s.files[id] != nil }}
}

// fail notes something that Slack would not take, with a JSON pointer as
// Slack's own messages have one.
func (in *inspector) fail(at, format string, args ...any) {
	in.bad = append(in.bad, fmt.Sprintf(format, args...)+" [json-pointer:"+at+"]")
}

// only refuses fields that an object does not have.
func (in *inspector) only(at string, o obj, fields string) {
	for k := range o {
		if !slices.Contains(strings.Fields(fields), k) {
			in.fail(at, "invalid additional property: %s", k)
		}
	}
}

// goodBlocks refuses a call whose blocks Slack would not take.
func (c *call) goodBlocks(blocks []any, where string) error {
	in := c.newInspector(where)
	in.all("/blocks", blocks)
	return c.judge(in)
}

func (c *call) judge(in *inspector) error {
	if in.where == onMessage && in.chars > c.opts.maxBlocks {
		return c.wrong("msg_blocks_too_long", "the blocks hold %d characters, at most %d", in.chars, c.opts.maxBlocks)
	}
	if len(in.bad) == 0 {
		return nil
	}
	for _, b := range in.bad {
		c.violate("%s: invalid_blocks: %s", c.name, b)
	}
	messages := []string{}
	for _, b := range in.bad {
		messages = append(messages, "[ERROR] "+b)
	}
	code := "invalid_blocks"
	if in.where == onModal {
		code = "invalid_arguments"
	}
	return &refusal{code, obj{"errors": in.bad, "response_metadata": obj{"messages": messages}}}
}

// goodAttachments checks the blocks in attachments.
func (c *call) goodAttachments(as []any) error {
	in := c.newInspector(onMessage)
	for i, a := range as {
		o, ok := a.(obj)
		if !ok {
			return c.wrong("invalid_attachments", "attachment %d is no object", i)
		}
		in.all(fmt.Sprintf("/attachments/%d/blocks", i), list(o, "blocks"))
	}
	return c.judge(in)
}

func (in *inspector) all(at string, blocks []any) {
	most := blocksOnMessage
	if in.where == onModal {
		most = blocksOnModal
	}
	if len(blocks) > most {
		in.fail(at, "no more than %d items allowed", most)
	}
	for i, b := range blocks {
		o, ok := b.(obj)
		if !ok {
			in.fail(fmt.Sprintf("%s/%d", at, i), "must be an object")
			continue
		}
		in.block(fmt.Sprintf("%s/%d", at, i), o)
	}
}

// block checks one block.
func (in *inspector) block(at string, o obj) {
	in.actions = map[string]bool{}
	in.id(at, o, "block_id", in.blocks)
	switch kind := text(o, "type"); kind {
	case "section":
		in.section(at, o)
	case "header":
		in.only(at, o, "type block_id text level")
		in.text(at+"/text", o["text"], "plain_text", headerText, true)
	case "divider":
		in.only(at, o, "type block_id")
	case "context":
		in.context(at, o)
	case "actions":
		in.actionsBlock(at, o)
	case "image":
		in.image(at, o, "type block_id alt_text image_url slack_file title")
		if o["title"] != nil {
			in.text(at+"/title", o["title"], "plain_text", altText, true)
		}
	case "rich_text":
		in.only(at, o, "type block_id elements")
		in.richText(at, o)
	case "input":
		in.input(at, o)
	case "markdown", "video", "file", "table":
		in.fail(at, "the stand-in does not take %s blocks: they make links, load things or are not the app's to send", kind)
	default:
		in.fail(at+"/type", "unsupported type: %q", kind)
	}
}

// id checks an id that has to be unique.
func (in *inspector) id(at string, o obj, key string, seen map[string]bool) {
	v, ok := o[key]
	if !ok {
		return
	}
	id, isText := v.(string)
	switch n := utf8.RuneCountInString(id); {
	case !isText:
		in.fail(at+"/"+key, "must be a string")
	case n > idLength:
		in.fail(at+"/"+key, "must be less than %d characters", idLength+1)
	case id != "" && seen[id]:
		in.fail(at+"/"+key, "%s %q already exists", key, id)
	}
	if id != "" {
		seen[id] = true
	}
}

// text checks a text object: its kind, unless any will do, and its length.
func (in *inspector) text(at string, v any, kind string, most int, required bool) {
	o, ok := v.(obj)
	if !ok {
		if v != nil || required {
			in.fail(at, "must be a text object")
		}
		return
	}
	in.only(at, o, "type text emoji verbatim")
	got := text(o, "type")
	s, isText := o["text"].(string)
	n := utf8.RuneCountInString(s)
	in.chars += n
	switch {
	case got != "plain_text" && got != "mrkdwn", kind != "" && got != kind:
		in.fail(at+"/type", "must be %s, not %q", kind, got)
	case !isText:
		in.fail(at+"/text", "must be a string")
	case n == 0:
		in.fail(at+"/text", "must be more than 0 characters")
	case n > most:
		in.fail(at+"/text", "must be less than %d characters, not %d", most+1, n)
	}
	if _, has := o["emoji"]; has && got == "mrkdwn" {
		in.fail(at+"/emoji", "only plain_text has it")
	}
	if _, has := o["verbatim"]; has && got == "plain_text" {
		in.fail(at+"/verbatim", "only mrkdwn has it")
	}
}

func (in *inspector) section(at string, o obj) {
	in.only(at, o, "type block_id text fields accessory expand")
	fields := list(o, "fields")
	if o["text"] == nil && len(fields) == 0 {
		in.fail(at, "must have text or fields")
	}
	in.text(at+"/text", o["text"], "", sectionText, false)
	if len(fields) > sectionFields {
		in.fail(at+"/fields", "no more than %d items allowed", sectionFields)
	}
	for i, f := range fields {
		in.text(fmt.Sprintf("%s/fields/%d", at, i), f, "", fieldText, true)
	}
	if a := sub(o, "accessory"); a != nil {
		if text(a, "type") == "image" {
			in.image(at+"/accessory", a, "type alt_text image_url slack_file")
		} else {
			in.element(at+"/accessory", a)
		}
	}
}

func (in *inspector) context(at string, o obj) {
	in.only(at, o, "type block_id elements")
	es := objects(o, "elements")
	if len(es) == 0 || len(es) > contextElements {
		in.fail(at+"/elements", "must have 1 to %d items, not %d", contextElements, len(es))
	}
	for i, e := range es {
		here := fmt.Sprintf("%s/elements/%d", at, i)
		if text(e, "type") == "image" {
			in.image(here, e, "type alt_text image_url slack_file")
			continue
		}
		in.text(here, e, "", sectionText, true)
	}
}

func (in *inspector) actionsBlock(at string, o obj) {
	in.only(at, o, "type block_id elements")
	es := objects(o, "elements")
	if len(es) == 0 || len(es) > actionElements {
		in.fail(at+"/elements", "must have 1 to %d items, not %d", actionElements, len(es))
	}
	for i, e := range es {
		in.element(fmt.Sprintf("%s/elements/%d", at, i), e)
	}
}

// image checks an image: it shows a file of the workspace or loads an address.
func (in *inspector) image(at string, o obj, fields string) {
	in.only(at, o, fields)
	if n := utf8.RuneCountInString(text(o, "alt_text")); n == 0 || n > altText {
		in.fail(at+"/alt_text", "must have 1 to %d characters, not %d", altText, n)
	}
	in.chars += utf8.RuneCountInString(text(o, "alt_text"))
	file, url := sub(o, "slack_file"), text(o, "image_url")
	switch {
	case (file == nil) == (url == ""):
		in.fail(at, "must have either image_url or slack_file")
	case file != nil && text(file, "id") == "" && text(file, "url") == "":
		in.fail(at+"/slack_file", "must have an id or a url")
	case file != nil && text(file, "id") != "" && !in.files(text(file, "id")):
		in.fail(at+"/slack_file", "invalid slack file")
	case len(url) > imageURL:
		in.fail(at+"/image_url", "must be less than %d characters", imageURL+1)
	}
}

func (in *inspector) input(at string, o obj) {
	in.only(at, o, "type block_id label element hint optional dispatch_action")
	in.inputs++
	if in.where != onModal {
		in.fail(at, "the stand-in takes inputs in modals only")
	}
	in.text(at+"/label", o["label"], "plain_text", inputLabel, true)
	in.text(at+"/hint", o["hint"], "plain_text", inputLabel, false)
	e := sub(o, "element")
	if e == nil || text(e, "type") == "button" {
		in.fail(at+"/element", "must be an input")
		return
	}
	in.element(at+"/element", e)
}

// identified gives blocks without an id one, as Slack does.
func (s *Server) identified(blocks []any) []any {
	for _, b := range blocks {
		if o, ok := b.(obj); ok && text(o, "block_id") == "" {
			o["block_id"] = s.id("b")
		}
	}
	for _, b := range blocks {
		if o, ok := b.(obj); ok {
			for _, e := range append(objects(o, "elements"), sub(o, "accessory"), sub(o, "element")) {
				if e != nil && text(e, "action_id") == "" && text(e, "type") == "button" {
					e["action_id"] = s.id("a")
				}
			}
		}
	}
	return blocks
}
