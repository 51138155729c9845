package bluesky

import (
	"context"

	"appealbot/bot/network"
)

// embed is what stands under the words of an attempt, made of the files that were
// carried. What was not carried before is carried now: nobody is shown it, so whatever
// is unclear had no effect.
func (a *Account) embed(ctx context.Context, at network.Attempt) (*wireMedia, network.Result) {
	done := network.Result{Outcome: network.Done}
	if len(at.Media) == 0 {
		return nil, done
	}
	loads := loadsOf(at.Media)
	c := cargoOf(at.Carried, loads, a.now())
	switch missing := c.next() >= 0; {
	case missing && at.Carried != "":
		return nil, network.CarryAgain("Bluesky")
	case missing:
		state, res := network.CarryAll(ctx, a, at)
		if res.Outcome != network.Done {
			return nil, res
		}
		c = cargoOf(state, loads, a.now())
	}
	n := 0
	file := func() wireBlob {
		l, f := loads[n], c.Files[n]
		n++
		return wireBlob{Type: typeBlob, Ref: wireLink{f.CID}, Mime: f.Mime, Size: int(l.blob.Size())}
	}
	e := &wireMedia{Type: typeImages}
	for _, m := range at.Media {
		var ratio *wireRatio
		if m.Width > 0 && m.Height > 0 {
			ratio = &wireRatio{m.Width, m.Height}
		}
		b := file()
		if !m.IsVideo() {
			e.Images = append(e.Images, wireImage{Alt: m.Alt, Image: b, Aspect: ratio})
			continue
		}
		e.Type, e.Video, e.Alt, e.Aspect = typeVideo, &b, m.Alt, ratio
		for _, cap := range captionsOf(m) {
			e.Captions = append(e.Captions, wireCaption{Language: cap.Language, File: file()})
		}
	}
	return e, done
}
