package outbox

import (
	"fmt"

	"appealbot/bot"
	"appealbot/bot/network"
)

// attempt gathers what publishing the next part of p needs, or finding it. What
// may be public is looked for whatever became of its parent and its pictures.
func attempt(tx bot.Tx, p bot.Post, find bool) (network.Attempt, error) {
	i := p.Part()
	if i >= len(p.Parts()) {
		return network.Attempt{}, fmt.Errorf("post %s has no part %d", p.ID, i+1)
	}
	part, known := p.Words(i)
	if !known && !find {
		return network.Attempt{}, fmt.Errorf("post %s has a place in part %d and no address for it", p.ID, i+1)
	}
	a := network.Attempt{Post: p, Part: part, Key: p.Key()}
	a.Carried = p.Carry.State
	return a, place(tx, &a, find)
}

// open opens the files of an attempt. The caller closes them with what is
// returned, whatever the error.
func (w *Publisher) open(a *network.Attempt) (shut func(), err error) {
	var opened []bot.Blob
	shut = func() {
		for _, b := range opened {
			_ = b.Close() // it was only read
		}
	}
	get := func(digest string) bot.Blob {
		if digest == "" || err != nil {
			return nil
		}
		var b bot.Blob
		if b, err = w.Files.Open(digest); err != nil {
			return nil
		}
		opened = append(opened, b)
		return b
	}
	for _, m := range a.Part.Media {
		f := network.Media{MediaUse: m, Blob: get(m.Digest)}
		if v := m.Video; v != nil {
			f.Poster = get(v.Poster)
			for _, c := range v.Captions {
				f.Captions = append(f.Captions, get(c.Digest))
			}
		}
		if err != nil {
			return shut, fmt.Errorf("open %q: %w", m.Name, err)
		}
		a.Media = append(a.Media, f)
	}
	return shut, nil
}

// place says under what the part of an attempt goes: under the part before it,
// the post that it continues, the reply that it answers, or nothing.
func place(tx bot.Tx, a *network.Attempt, find bool) error {
	p := a.Post
	switch {
	case p.Answers != "":
		if err := answering(tx, a, find); err != nil {
			return err
		}
	case p.ReplyTo != "":
		q, err := tx.Post(p.ReplyTo)
		if err != nil {
			return err
		}
		if !find && q.State != bot.PostPosted || len(q.Remotes) == 0 {
			return bot.Refuse(bot.ErrStale, "The post that it continues is not public any more.")
		}
		a.ReplyTo, a.Link = q.Remotes[len(q.Remotes)-1], q.URL
		if a.Root, err = root(tx, q); err != nil {
			return err
		}
	}
	if i := p.Part(); i > 0 {
		a.ReplyTo = p.Remotes[i-1]
		if a.Root == "" {
			a.Root, a.Link = p.Remotes[0], p.URL
		}
	}
	if !p.Alone || !a.Part.Alone {
		a.Link = ""
		return nil
	}
	if a.Link == "" {
		return bot.Refuse(bot.ErrStale, "The network lets no post continue the thread, and the address of its first post is not known. Publish it there by hand.")
	}
	// It is another request than the one that was refused.
	a.Alone, a.ReplyTo, a.Root, a.Key = true, "", "", a.Key+"-alone"
	return nil
}

// answering says under which reply the first part of an attempt goes.
func answering(tx bot.Tx, a *network.Attempt, find bool) error {
	r, err := tx.Reply(a.Post.Answers)
	if err != nil {
		return err
	}
	if !find && !r.Gone.IsZero() && a.Post.Part() == 0 {
		return bot.Refuse(bot.ErrStale, "What it answers was deleted by its author.")
	}
	a.ReplyTo = r.Remote
	if r.Post == "" {
		return nil // it stands under nothing of ours; the network knows its thread
	}
	q, err := tx.Post(r.Post)
	if err != nil {
		return err
	}
	if len(q.Remotes) > 0 && r.Kind == bot.ReplyAnswer {
		a.Root, err = root(tx, q)
	}
	return err
}

// longestChain bounds how far back a chain of updates is followed.
const longestChain = 50

// root returns the network's id of the first post of the thread that p, which
// is public, stands in; empty where that is not one of the department's.
func root(tx bot.Tx, p bot.Post) (string, error) {
	for range longestChain {
		if p.Answers != "" {
			r, err := tx.Reply(p.Answers)
			if err != nil {
				return "", err
			}
			if r.Kind != bot.ReplyAnswer || r.Post == "" {
				return "", nil // the answer stands in a thread of somebody else's
			}
			if p, err = tx.Post(r.Post); err != nil {
				return "", err
			}
			if len(p.Remotes) == 0 {
				return "", nil
			}
			continue
		}
		if p.ReplyTo == "" {
			break
		}
		q, err := tx.Post(p.ReplyTo)
		if err != nil {
			return "", err
		}
		if len(q.Remotes) == 0 {
			break
		}
		if p.Alone && len(p.Parts()) > 0 && p.Parts()[0].Alone {
			break // it began a thread of its own
		}
		p = q
	}
	return p.Remotes[0], nil
}
