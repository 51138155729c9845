package bluesky

import (
	"context"
	"fmt"
	"time"

	"appealbot/bot/network"
)

// keptBlob is a picture that the server has.
type keptBlob struct {
	blob wireBlob
	at   time.Time
}

// blobAge is how long an uploaded picture is counted on before a post uses it.
// Servers throw it away after some hours.
const blobAge = 30 * time.Minute

// images uploads the pictures of an attempt and puts them together. Without a
// post that uses it nobody is shown a picture, so whatever is unclear here had
// no effect.
func (a *Account) images(ctx context.Context, at network.Attempt) (*wireImages, network.Result) {
	done := network.Result{Outcome: network.Done}
	if len(at.Media) == 0 {
		return nil, done
	}
	out := &wireImages{Type: typeImages}
	for i, m := range at.Media {
		b, res := a.upload(ctx, m)
		if res.Outcome != network.Done {
			res.Note = fmt.Sprintf("Picture %d could not be sent: %s", i+1, res.Note)
			return nil, res
		}
		img := wireImage{Alt: m.Alt, Image: b}
		if m.Width > 0 && m.Height > 0 {
			img.Aspect = &wireRatio{m.Width, m.Height}
		}
		out.Images = append(out.Images, img)
	}
	return out, done
}

// upload makes sure that the server has a picture, byte for byte.
func (a *Account) upload(ctx context.Context, m network.Media) (wireBlob, network.Result) {
	done := network.Result{Outcome: network.Done}
	a.mu.Lock()
	kept, ok := a.blobs[m.Digest]
	a.mu.Unlock()
	if ok && a.now().Sub(kept.at) < blobAge {
		return kept.blob, done
	}
	data, err := m.Bytes()
	if err != nil {
		return wireBlob{}, network.Result{Outcome: network.Never, Note: "The picture could not be read.", Raw: err.Error()}
	}
	ans := a.write(ctx, call{method: "com.atproto.repo.uploadBlob", data: data, mime: m.Type, repeatable: true})
	if ans.Outcome != network.Done {
		return wireBlob{}, before(ans)
	}
	var out wireBlobAnswer
	err = ans.JSON(&out)
	b := out.Blob
	if err == nil && (b.Type != typeBlob || b.Size != len(data) || b.Ref.Link != blobCID(m.Digest)) {
		err = fmt.Errorf("read answer: it is about another picture than the one that was sent: %.80q", b.Ref.Link)
	}
	if err != nil {
		ans.Result = ans.Garbled(err)
		return wireBlob{}, before(ans)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.blobs) >= 100 {
		clear(a.blobs)
	}
	a.blobs[m.Digest] = keptBlob{b, a.now()}
	return b, done
}

// forgetBlobs forgets that the server had pictures.
func (a *Account) forgetBlobs(media []network.Media) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, m := range media {
		delete(a.blobs, m.Digest)
	}
}
