package bot

import (
	"cmp"
	"hash"
	"slices"
	"time"
)

// Way is how a post that is public is corrected.
type Way string

// Ways. The zero value corrects nothing.
const (
	// WayEdit: its words are changed in place, where the network lets them be;
	// elsewhere as by WayReplace.
	WayEdit Way = "edit"
	// WayReplace: the corrected words are published anew, and once they are public
	// the old post is taken down.
	WayReplace Way = "replace"
	// WayFollow: the correction goes under the post, which stays as it is.
	WayFollow Way = "follow"
)

// Ways returns every way, in the order in which forms offer them.
func Ways() []Way { return []Way{WayEdit, WayReplace, WayFollow} }

// Whole reports whether the corrected words take the place of the old ones.
func (w Way) Whole() bool { return w == WayEdit || w == WayReplace }

// Title is the way as forms offer it.
func (w Way) Title() string {
	switch w {
	case WayReplace:
		return "Publish anew, then take the old down"
	case WayFollow:
		return "Only say it below the posts"
	default:
		return "Change in place, else publish anew"
	}
}

// A Remedy makes an appeal a correction of its Parent. The zero value corrects
// nothing.
type Remedy struct {
	How    Way    `json:",omitempty"`
	Number int    `json:",omitempty"` // of the appeal that is corrected
	Why    string `json:",omitempty"` // what was wrong, for officers
}

// A Correcting is what a rendering does about a post that is public. It is part of
// what is approved: whoever approves has seen which words go, and how.
type Correcting struct {
	Post ID
	Way  Way // on this account: never WayEdit where nothing can be edited
	// Was are the words of the post, part by part, as the approver saw them. If
	// they are others when it is time, somebody else has corrected it meanwhile.
	Was []Part `json:",omitempty"`
	// Why says why the post is replaced though editing was asked for.
	Why string `json:",omitempty"`
}

// digest writes what the approver has seen of a correction. Renderings that correct
// nothing are encoded as they always were.
func (c *Correcting) digest(h hash.Hash) {
	if c == nil {
		return
	}
	putString(h, "\x00corrects")
	putString(h, string(c.Post))
	putString(h, string(c.Way))
	putInt(h, int64(len(c.Was)))
	for _, p := range c.Was {
		putString(h, p.Text)
		putString(h, p.Title)
	}
}

// way is how a rendering corrects.
func (r Rendering) way() Way {
	if r.Corrects == nil {
		return ""
	}
	return r.Corrects.Way
}

// Stands reports whether the parts of p from the one with index i on say what was
// seen of them when the correction was approved.
func (c *Correcting) Stands(p Post, i int) bool {
	if len(c.Was) != len(p.Parts()) {
		return false
	}
	for ; i < len(c.Was); i++ {
		if words, _ := p.Words(i); words.Text != c.Was[i].Text || words.Title != c.Was[i].Title {
			return false
		}
	}
	return true
}

// Said are the words of p, part by part, as the public reads them.
func Said(p Post) []Part {
	out := make([]Part, len(p.Parts()))
	for i := range out {
		words, _ := p.Words(i)
		out[i] = Part{Text: words.Text, Title: words.Title}
	}
	return out
}

// A Rewording is one change of a post's words after it was public. The words that it
// had are those that By corrects (Correcting.Was), or those it was published with.
type Rewording struct {
	By  ID        // the post that changed it (OpEdit), which has the new words
	Was string    // Rendering.Hash before
	At  time.Time // when the last part of it was changed
}

// Reworded is p, whose part i says now what the edit e publishes there.
func Reworded(p, e Post, i int, now time.Time) Post {
	was := p.Rendering.Hash()
	r := p.Rendering
	r.Parts = slices.Clone(p.Parts())
	if p.Bare { // what it went out as is what it is
		r.Without, p.Bare = nil, false
	}
	words := e.Parts()[i]
	r.Parts[i].Text, r.Parts[i].Title, r.Parts[i].Tags, r.Parts[i].Places = words.Text, words.Title, words.Tags, words.Places
	r.Parts[i].Count, r.Parts[i].Limit = words.Count, words.Limit
	p.Rendering = r
	p.Edits = slices.Clone(p.Edits)
	if n := len(p.Edits); n > 0 && p.Edits[n-1].By == e.ID {
		p.Edits[n-1].At = now.UTC()
	} else {
		p.Edits = append(p.Edits, Rewording{By: e.ID, Was: was, At: now.UTC()})
	}
	p.Sight = Sight{} // nobody has looked at these words
	return p
}

// Since is when p, of which something is public, was published, or when its words
// were changed last: of a thread that is not complete yet, when it was approved.
// What was approved for a day far off is as new on that day as what was approved
// then.
func (p Post) Since() time.Time {
	at := p.Posted
	if at.IsZero() {
		at = p.Created
	}
	if n := len(p.Edits); n > 0 && p.Edits[n-1].At.After(at) {
		return p.Edits[n-1].At
	}
	return at
}

// Out reports whether the public has seen, or may have seen, anything of p.
func (p Post) Out() bool {
	switch p.Op {
	case OpEdit:
	case OpReshare:
		return p.Reshared()
	default:
		return p.Live()
	}
	return len(p.Remotes) > 0 || p.Tried || p.State == PostSending
}

// correcting makes of a post what its rendering does about one that is public.
func (p Post) correcting() Post {
	c := p.Rendering.Corrects
	switch p.Rendering.way() {
	case WayEdit:
		p.Op, p.Target, p.ReplyTo = OpEdit, c.Post, ""
		p.ID = PostID(p.Appeal, p.Digest, p.Account, p.Language, OpEdit)
	case WayReplace:
		p.Target, p.ReplyTo = c.Post, ""
	case WayFollow:
		p.ReplyTo = c.Post
	}
	return p
}

// Instead is the post that publishes the corrected words of e anew, because the
// network did not let the old ones be changed.
func Instead(e Post, now time.Time) Post {
	return Post{
		ID: PostID(e.Appeal, e.Digest, e.Account, e.Language, OpCreate), Op: OpCreate,
		Appeal: e.Appeal, Case: e.Case, Account: e.Account, Language: e.Language, Lane: e.Lane,
		Digest: e.Digest, Rendering: e.Rendering, Target: e.Target, Exercise: e.Exercise,
		State: PostQueued, Due: now.UTC(), Created: now.UTC(), Decided: e.Decided,
	}
}

// byPlace orders renderings: by account, language, and what they do there.
func byPlace(a, b Rendering) int {
	return cmp.Or(cmp.Compare(a.Account, b.Account), cmp.Compare(a.Language, b.Language), cmp.Compare(a.Slot, b.Slot), cmp.Compare(a.way(), b.way()))
}
