package bluesky

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"appealbot/bot/network"
)

// stamp is how createdAt is written.
const stamp = "2006-01-02T15:04:05.000Z"

// keyOf is the key of the record of an attempt, and when the record says that it
// was made. Both depend on nothing but when the post was created, which part
// of it this is, and the idempotency key, so that every attempt makes the same
// record. The parts of a thread are a millisecond apart, to be in order.
func keyOf(a network.Attempt) (key, createdAt string) {
	at := a.Post.Created.UTC().Truncate(time.Millisecond).Add(time.Duration(a.Post.Part()) * time.Millisecond)
	h := sha256.Sum256([]byte(a.Key))
	micros := at.UnixMicro() + int64(binary.BigEndian.Uint32(h[:4])%1000)
	return tid(micros, binary.BigEndian.Uint16(h[4:6])), at.Format(stamp)
}

// Publish implements network.Publisher.
func (a *Account) Publish(ctx context.Context, at network.Attempt) network.Result {
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return res
	}
	key, createdAt := keyOf(at)
	rec := wirePost{Type: collPost, Text: text(at), Langs: langs(at.Post.Language), CreatedAt: createdAt}
	if rec.Embed, res = a.embed(ctx, at); res.Outcome != network.Done {
		return res
	}
	if rec.Reply, res = a.reply(ctx, s, at.ReplyTo); res.Outcome != network.Done {
		return res
	}
	rec.Facets = a.facets(ctx, rec.Text)
	ans, renew := a.ask(ctx, s, call{
		method: "com.atproto.repo.putRecord", repeatable: true,
		body:    wirePut{Repo: s.DID, Collection: collPost, Key: key, Record: rec},
		refused: taken,
	})
	switch {
	case ans.Outcome == network.Done:
		return a.published(ans, s, key)
	case word(ans) == "InvalidSwap":
		return a.compare(ctx, s, key, rec, ans.Result)
	case word(ans) == "BlobNotFound":
		ans.Anew = true
	case renew:
		ans.Retry = time.Second
	}
	return ans.Result
}

// taken is said of a key that has another record already.
func taken(ans network.Answer) (network.Result, bool) {
	return network.Result{
		Outcome: network.No, Cause: network.Permanent,
		Note: "Bluesky has something else under the key of this post, and it was left as it is. Look at the account; if this post is missing, publish it as a new appeal.",
	}, word(ans) == "InvalidSwap"
}

// published is the result of a record that the server says it has.
func (a *Account) published(ans network.Answer, s credentials, key string) network.Result {
	var out wireRef
	if err := ans.JSON(&out); err != nil {
		return ans.Garbled(err)
	}
	if out.URI != atURI(s.DID, collPost, key) || !validCID(out.CID) {
		return ans.Garbled(errOther)
	}
	return network.Result{Outcome: network.Done, Remote: out.URI, URL: a.postURL(a.handleOr(s.DID), key), Raw: ans.Raw}
}

// compare decides what to make of a key that has a record already which is not
// the same in every byte: an earlier attempt may have found other handles or
// another version of its parent.
func (a *Account) compare(ctx context.Context, s credentials, key string, want wirePost, refused network.Result) network.Result {
	rec, absent, ans := a.record(ctx, s, collPost, key)
	switch {
	case ans.Outcome == network.Done && same(rec.Value, want):
		return network.Result{Outcome: network.Done, Remote: rec.URI, URL: a.postURL(a.handleOr(s.DID), key), Raw: ans.Raw}
	case ans.Outcome == network.Done:
		return refused
	case absent: // It was there a moment ago, and this attempt did not make it.
		return network.Result{Outcome: network.Never, Cause: network.Later, Note: "What was under the key of this post on Bluesky is gone. It is tried again.", Raw: ans.Raw}
	default:
		ans.Outcome = network.Maybe
		return ans.Result
	}
}

// same reports whether a record is the post that was wanted: in its words, its
// pictures or video, its place and its time.
func same(value json.RawMessage, want wirePost) bool {
	var got wireRead
	if json.Unmarshal(value, &got) != nil || got.Text != want.Text || got.CreatedAt != want.CreatedAt || (got.Reply == nil) != (want.Reply == nil) {
		return false
	}
	if got.Reply != nil && got.Reply.Parent.URI != want.Reply.Parent.URI {
		return false
	}
	var pictures []wireImage
	if e := want.Embed; e != nil {
		if e.Video != nil {
			return got.Embed != nil && got.Embed.Type == typeVideo && got.Embed.Alt == e.Alt && got.Embed.Video.Ref == e.Video.Ref
		}
		pictures = e.Images
	}
	if got.Embed == nil {
		return len(pictures) == 0
	}
	if got.Embed.Type != typeImages || len(got.Embed.Images) != len(pictures) {
		return false
	}
	for i, p := range pictures {
		if g := got.Embed.Images[i]; g.Alt != p.Alt || g.Image.Ref != p.Image.Ref {
			return false
		}
	}
	return true
}

// reply says what a post continues or answers, as the record of that says it:
// whatever the thread is, its root is the one that its other posts name.
func (a *Account) reply(ctx context.Context, s credentials, parent string) (*wireReply, network.Result) {
	done := network.Result{Outcome: network.Done}
	if parent == "" {
		return nil, done
	}
	did, key, ok := postURI(parent)
	if !ok {
		return nil, network.Result{
			Outcome: network.No, Cause: network.Permanent, Raw: "no at-uri of a post",
			Note: "What this post continues is no post on Bluesky. Publish it as a new appeal.",
		}
	}
	ref, value, res := a.parent(ctx, s, parent, did, key)
	if res.Outcome != network.Done {
		return nil, res
	}
	var read wireRead
	if json.Unmarshal(value, &read) != nil {
		return &wireReply{Root: ref, Parent: ref}, done
	}
	root := ref
	if r := read.Reply; r != nil && validCID(r.Root.CID) {
		if _, _, ok := postURI(r.Root.URI); ok {
			root = r.Root
		}
	}
	return &wireReply{Root: root, Parent: ref}, done
}

// parent returns the present version of a post: of an own one from the account's
// own server, of another one from the AppView.
func (a *Account) parent(ctx context.Context, s credentials, uri, did, key string) (wireRef, json.RawMessage, network.Result) {
	gone := network.Result{
		Outcome: network.No, Cause: network.Permanent, Raw: "parent not found",
		Note: "The post that this one continues is not on Bluesky any more. Publish it as a new appeal.",
	}
	if did == s.DID {
		rec, absent, ans := a.record(ctx, s, collPost, key)
		if absent {
			return wireRef{}, nil, gone
		}
		return wireRef{rec.URI, rec.CID}, rec.Value, before(ans)
	}
	views, ans := a.views(ctx, []string{uri})
	if ans.Outcome != network.Done {
		return wireRef{}, nil, before(ans)
	}
	v, ok := views[uri]
	if !ok {
		gone.Note = "The answer that this post is for is not on Bluesky any more, or its author has blocked this account."
		return wireRef{}, nil, gone
	}
	return wireRef{v.URI, v.CID}, v.Record, network.Result{Outcome: network.Done}
}

// before is the result of something that had to be done before the post was
// sent: whatever became of it, the post was not.
func before(ans network.Answer) network.Result {
	if ans.Outcome == network.Maybe {
		ans.Outcome = network.Never
	}
	return ans.Result
}

// text is what an attempt publishes.
func text(at network.Attempt) string {
	if at.Alone {
		return at.Part.Text + " " + at.Link
	}
	return at.Part.Text
}

// langs are the languages of a post.
func langs(language string) []string {
	if language == "" {
		return nil
	}
	return []string{language}
}

// postURL is where people see a post.
func (a *Account) postURL(author, key string) string {
	return fmt.Sprintf("%s/profile/%s/post/%s", a.o.Web, url.PathEscape(author), url.PathEscape(key))
}

// handleOr is the account's handle, or its DID where it has none that works.
func (a *Account) handleOr(did string) string {
	if h := handle(a.o.Account.Handle); h != "" && !strings.HasSuffix(h, ".invalid") {
		return h
	}
	return did
}
