package bot

import "hash"

// A Sharing is what a rendering shows again of what is public: the account's own
// post, as it stands there. Its answers stay in one thread, nothing new is said, and
// no network takes it for a duplicate. It is part of what is approved: the parts of
// the rendering are the words of that post as the approver saw them.
type Sharing struct {
	Post ID
	URL  string `json:",omitempty"` // of the post, for whoever approves
}

// digest writes which post is shared again. Renderings that share nothing are encoded
// as they always were.
func (s *Sharing) digest(h hash.Hash) {
	if s == nil {
		return
	}
	putString(h, "\x00shares")
	putString(h, string(s.Post))
}

// Stands reports whether p, which is to be shared again, is public in the words that
// were approved.
func (r Rendering) Stands(p Post) bool {
	said := Said(p)
	if p.State != PostPosted || len(p.Remotes) == 0 || len(said) != len(r.Parts) {
		return false
	}
	for i, part := range r.Parts {
		if said[i].Text != part.Text || said[i].Title != part.Title {
			return false
		}
	}
	return true
}

// sharing makes of a post what shares again the one that its rendering names.
func (p Post) sharing() Post {
	s := p.Rendering.Shares
	if s == nil {
		return p
	}
	p.Op, p.Target, p.ReplyTo = OpReshare, s.Post, ""
	p.ID = SlotPostID(p.Appeal, p.Digest, p.Account, p.Language, p.Slot, OpReshare)
	return p
}

// Reshared reports whether p has shared its target again, or may have. Nothing of it
// is a copy: it goes when its target does.
func (p Post) Reshared() bool {
	return p.Op == OpReshare && (p.State == PostPosted || p.State == PostSending || p.Tried)
}
