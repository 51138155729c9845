package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"slices"
	"strconv"
	"strings"

	"appealbot/bot"
)

// A batch is what one run purges: how many of what, by which rules, and the hash of all
// of it as it was.
type batch struct {
	counts  map[string]int
	order   []string
	rules   []string
	numbers []string // of replies and appeals
	buried  int
	sum     hash.Hash
}

func newBatch() batch { return batch{counts: map[string]int{}, sum: sha256.New()} }

// rule notes by which rule what follows is purged.
func (b *batch) rule(name string, p bot.Period) {
	if s := fmt.Sprintf("%s %d days", name, p); !slices.Contains(b.rules, s) {
		b.rules = append(b.rules, s)
	}
}

// bury takes in one record as it was.
func (b *batch) bury(what string, record any) error {
	data, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("hash what is purged: %w", err)
	}
	b.sum.Write([]byte(what + " " + strconv.Itoa(len(data)) + "\n"))
	b.sum.Write(data)
	b.count(what)
	return nil
}

func (b *batch) count(what string) {
	b.buried++
	if b.counts[what] == 0 {
		b.order = append(b.order, what)
	}
	b.counts[what]++
}

func (b *batch) empty() bool { return len(b.counts) == 0 }

// said is the batch for the audit log.
func (b *batch) said() string {
	words := make([]string, len(b.order))
	for i, what := range b.order {
		words[i] = fmt.Sprintf("%d %s", b.counts[what], what)
	}
	s := strings.Join(words, ", ")
	if len(b.numbers) > 0 {
		s += " (" + strings.Join(b.numbers, " ") + ")"
	}
	return fmt.Sprintf("%s; rule %s; sha256 %s", s, strings.Join(b.rules, ", "), hex.EncodeToString(b.sum.Sum(nil)))
}

// appeal purges one appeal with its revisions, posts, preparations and files. Its
// revisions and what was said about it come first, and may take more than one run.
func (p *purging) appeal(a bot.Appeal, ps []bot.Post) (bot.Appeal, error) {
	was, err := p.TakeRevisions(a.ID, p.left)
	if err != nil {
		return a, err
	}
	for _, c := range was {
		if err := errors.Join(p.bury("revisions", c), p.files(a, c.Media)); err != nil {
			return a, err
		}
	}
	if p.left -= len(was); p.left <= 0 {
		return a, nil
	}
	if all, err := p.tells(a.ID); err != nil || !all {
		return a, err
	}
	for _, post := range ps { // what was told of the posts, before any of them is cut
		if all, err := p.tells(post.ID); err != nil || !all {
			return a, err
		}
	}
	for _, post := range ps {
		if err := errors.Join(p.bury("posts", post), p.SetPost(post.Cut())); err != nil {
			return a, err
		}
		for _, part := range slices.Concat(post.Rendering.Parts, post.Rendering.Without) {
			if err := p.files(a, part.Media); err != nil {
				return a, err
			}
		}
	}
	preps, err := p.PrepsOf(a.ID)
	if err != nil {
		return a, err
	}
	for _, prep := range preps {
		if err := p.prep(a, prep); err != nil {
			return a, err
		}
	}
	p.left -= 1 + len(ps) + len(preps)
	p.numbers = append(p.numbers, fmt.Sprintf("/%d", a.Number))
	if err := errors.Join(p.bury("appeals", a), p.files(a, a.Content.Media)); err != nil {
		return a, err
	}
	a = a.Cut(p.now)
	if err := p.PutAppeal(a); err != nil || p.k.State == bot.CaseClosed {
		return a, err // the room of a closed case is archived, and shows nothing new
	}
	return a, p.card(a)
}

func (p *purging) prep(a bot.Appeal, prep bot.Prep) error {
	if err := p.bury("preparations", prep); err != nil {
		return err
	}
	if prep.Made != nil {
		if err := p.files(a, []bot.MediaUse{*prep.Made}); err != nil {
			return err
		}
	}
	return errors.Join(p.files(a, []bot.MediaUse{{Original: prep.Original}}), p.PutPrep(prep.Cut()))
}

// files lets go of everything that is kept for some media of an appeal, and that no
// other appeal of the case has: one picture may stand in two of them.
func (p *purging) files(a bot.Appeal, ms []bot.MediaUse) error {
	for _, m := range ms {
		for _, digest := range append(m.Files(), m.Original) {
			if used, err := p.usedBeside(a, digest); err != nil {
				return err
			} else if used {
				continue
			}
			if err := p.letGo(digest); err != nil {
				return err
			}
		}
	}
	return nil
}

// usedBeside reports whether another appeal of the case that has not been purged has a
// file.
func (p *purging) usedBeside(a bot.Appeal, digest string) (bool, error) {
	if digest == "" {
		return false, nil
	}
	has := func(m bot.MediaUse) bool { return m.Original == digest || slices.Contains(m.Files(), digest) }
	for _, b := range p.as {
		if b.ID == a.ID || !b.Purged.IsZero() {
			continue
		}
		if slices.ContainsFunc(b.Content.Media, has) {
			return true, nil
		}
		preps, err := p.PrepsOf(b.ID)
		if err != nil {
			return false, err
		}
		for _, prep := range preps {
			if prep.Original == digest || prep.Made != nil && has(*prep.Made) {
				return true, nil
			}
		}
	}
	return false, nil
}

func (p *purging) letGo(digest string) error {
	if digest == "" {
		return nil
	}
	gone, err := p.LetGo(digest, p.k.ID)
	if err != nil || !gone {
		return err
	}
	p.left--
	return p.bury("files", digest)
}

// originals lets go of the pictures and videos as they were handed in.
func (p *purging) originals() (bool, error) {
	for _, a := range p.as {
		digests, err := p.sealedOf(a)
		if err != nil {
			return false, err
		}
		for _, digest := range digests {
			if p.left <= 0 {
				return false, nil
			}
			k, err := p.Kept(digest)
			if errors.Is(err, bot.ErrNotFound) || err == nil && !k.Original {
				continue
			} else if err != nil {
				return false, err
			}
			if err := p.letGo(digest); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// sealedOf returns what was handed in for an appeal, at any of its revisions.
func (p *purging) sealedOf(a bot.Appeal) ([]string, error) {
	var out []string
	take := func(digest string) {
		if digest != "" && !slices.Contains(out, digest) {
			out = append(out, digest)
		}
	}
	for n := 1; n <= a.Revision; n++ {
		c, err := p.Revision(a.ID, n)
		if errors.Is(err, bot.ErrNotFound) {
			continue
		} else if err != nil {
			return nil, err
		}
		for _, m := range c.Media {
			take(m.Original)
		}
	}
	preps, err := p.PrepsOf(a.ID)
	for _, prep := range preps {
		take(prep.Original)
	}
	return out, err
}

// repliesOf purges replies of a case behind the one with number through, as long as
// they are due. It returns the number of the last one, and whether those were all that
// are due.
func (p *purging) repliesOf(caseID bot.ID, through int, due func(bot.Reply) bool) (int, bool, error) {
	n := p.left
	rs, err := p.RepliesOf(caseID, through+1, n)
	if err != nil {
		return through, false, err
	}
	first, all := 0, len(rs) < n
	for _, r := range rs {
		if !due(r) {
			all = true
			break
		}
		if err := p.bury("replies", r); err != nil {
			return through, false, err
		}
		if _, err := p.TakeRaw(r.ID); err != nil {
			return through, false, err
		}
		if err := p.PutReply(r.Cut(p.now)); err != nil {
			return through, false, err
		}
		if first == 0 {
			first = r.Number
		}
		through = r.Number
		p.left--
	}
	if first > 0 {
		p.numbers = append(p.numbers, fmt.Sprintf("R%d-R%d", first, through))
	}
	return through, all, nil
}

// appeals purges the words of the case itself, after those of its appeals and of what
// was said in its rooms.
func (p *purging) appeals() (bool, error) {
	for i, a := range p.as {
		if p.left <= 0 {
			return false, nil
		}
		if !a.Purged.IsZero() {
			continue
		}
		ps, err := p.PostsOf(a.ID)
		if err != nil {
			return false, err
		}
		if p.as[i], err = p.appeal(a, ps); err != nil {
			return false, err
		}
	}
	if p.left <= 0 {
		return false, nil
	}
	if all, err := p.tells(p.k.ID); err != nil || !all {
		return false, err
	}
	if err := p.bury("cases", p.k); err != nil {
		return false, err
	}
	p.k = p.k.Cut()
	return true, nil
}

// tells purges what the program said about the case or one of its appeals.
func (p *purging) tells(about bot.ID) (bool, error) {
	platforms := slices.Clone(p.d.o.Platforms)
	for _, r := range p.k.Rooms {
		if !slices.Contains(platforms, r.Platform) {
			platforms = append(platforms, r.Platform)
		}
	}
	for _, platform := range platforms {
		ns, err := p.TakeTells(platform, about, max(p.left, 1))
		if err != nil {
			return false, err
		}
		for _, n := range ns {
			if err := p.bury("messages", n); err != nil {
				return false, err
			}
		}
		if p.left -= len(ns); p.left <= 0 {
			return false, nil
		}
	}
	return true, nil
}
