package desk

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"appealbot/bot"
)

// Attach adds a picture to the draft: m with the bytes that would be published, and
// the file that it was made from, which is kept sealed. Original is nil where there
// is none.
func (d *Desk) Attach(ctx context.Context, by Actor, id bot.ID, m bot.MediaUse, public, original []byte) (bot.Appeal, error) {
	m, err := d.putPicture(m, public, original)
	if err != nil {
		return bot.Appeal{}, err
	}
	return d.alter(ctx, by, id, "attached picture", func(c *change, a *bot.Appeal) (string, error) {
		if a.Content.Medium(m.Digest) >= 0 {
			return "", bot.Refuse(bot.ErrStale, "The appeal has this picture already.")
		}
		if err := c.fits(*a); err != nil {
			return "", err
		}
		if err := c.keepPicture(*a, m, int64(len(original))); err != nil {
			return "", err
		}
		return m.Digest, c.edit(a, "", func(content *bot.Content) { content.Media = append(content.Media, m) })
	})
}

// Cover puts a picture that was made anew from its original, with parts of it
// covered or with none, in the place of the one with the digest old. What was said
// of that one stays.
func (d *Desk) Cover(ctx context.Context, by Actor, id bot.ID, old string, m bot.MediaUse, public []byte) (bot.Appeal, error) {
	m, err := d.putPicture(m, public, nil)
	if err != nil {
		return bot.Appeal{}, err
	}
	what := "covered picture"
	if len(m.Edits) == 0 {
		what = "uncovered picture"
	}
	return d.alter(ctx, by, id, what, func(c *change, a *bot.Appeal) (string, error) {
		i := a.Content.Medium(old)
		switch {
		case i < 0:
			return "", notThere()
		case a.Content.Media[i].IsVideo() || m.IsVideo():
			return "", bot.Refuse(bot.ErrInvalid, "%s is no picture.", a.Content.Called(i))
		case a.Content.Media[i].Original != m.Original:
			return "", bot.Refuse(bot.ErrStale, "%s was changed meanwhile. Look at the card and cover it again.", a.Content.Called(i))
		case m.Digest != old && a.Content.Medium(m.Digest) >= 0:
			return "", bot.Refuse(bot.ErrStale, "The appeal has this picture already.")
		}
		if err := c.keepPicture(*a, m, 0); err != nil {
			return "", err
		}
		return coverDetail(old, m), c.edit(a, "", func(content *bot.Content) {
			was := content.Media[i]
			m.Alt, m.Name = was.Alt, was.Name
			content.Media[i] = m
		})
	})
}

// coverDetail says in the audit log which file gave way to which, and what is covered in
// that.
func coverDetail(old string, m bot.MediaUse) string {
	says := []string{old, m.Digest}
	for _, c := range m.Edits {
		says = append(says, bot.GridOf(m.Width, m.Height).Name(c))
	}
	return strings.Join(says, " ")
}

// Original opens the sealed file of one of the media of an appeal, to make it anew.
// Whoever may not edit the appeal does not get it. The caller closes it.
func (d *Desk) Original(ctx context.Context, by Actor, id bot.ID, digest string) (bot.MediaUse, bot.Blob, error) {
	var m bot.MediaUse
	err := d.o.Store.View(ctx, func(tx bot.Tx) error {
		a, err := tx.Appeal(id)
		if err != nil {
			return err
		}
		if !by.Person.Can(bot.Author) && !by.Person.Can(bot.Approver) {
			return bot.Refuse(bot.ErrDenied, "You may not change pictures. Ask your administrator for the role %q.", bot.Author)
		}
		i := a.Content.Medium(digest)
		if i < 0 {
			return notThere()
		}
		if m = a.Content.Media[i]; m.Original == "" {
			return noOriginal(a.Content, i)
		}
		return nil
	})
	if err != nil {
		return m, nil, err
	}
	b, err := d.o.Files.Open(m.Original)
	if err != nil {
		return m, nil, fmt.Errorf("open original of %s: %w", digest, err)
	}
	return m, b, nil
}

// Published opens a file of the media of an appeal that is, or would be, public. It
// never opens an original. The caller closes it.
func (d *Desk) Published(ctx context.Context, id bot.ID, digest string) (bot.Blob, error) {
	err := d.o.Store.View(ctx, func(tx bot.Tx) error {
		a, err := tx.Appeal(id)
		if err != nil {
			return err
		}
		for _, m := range a.Content.Media {
			m.Original = ""
			if slices.Contains(m.Files(), digest) {
				return nil
			}
		}
		return notThere()
	})
	if err != nil {
		return nil, err
	}
	return d.o.Files.Open(digest)
}

func notThere() error {
	return bot.Refuse(bot.ErrStale, "The appeal has no such picture or video any more. Look at the card.")
}

func noOriginal(c bot.Content, i int) error {
	return bot.Refuse(bot.ErrInvalid, "%s was handed in before originals were kept, so it cannot be made anew. Take it off and drop the file again.", c.Called(i))
}

// putPicture keeps the bytes of a picture and its original, before the transaction
// that names them.
func (d *Desk) putPicture(m bot.MediaUse, public, original []byte) (bot.MediaUse, error) {
	digest, _, err := d.o.Files.Put(bytes.NewReader(public))
	if err != nil {
		return m, fmt.Errorf("keep picture: %w", err)
	}
	if digest != m.Digest {
		return m, fmt.Errorf("keep picture: its bytes are not those of %s", m.Digest)
	}
	if original == nil {
		return m, nil
	}
	if m.Original, _, err = d.o.Files.Put(bytes.NewReader(original)); err != nil {
		return m, fmt.Errorf("keep original of picture: %w", err)
	}
	return m, nil
}

// keepPicture records that a picture belongs to an appeal's case; its original, too,
// if that was handed in just now and has so many bytes.
func (c *change) keepPicture(a bot.Appeal, m bot.MediaUse, original int64) error {
	if err := c.keepFile(bot.Kept{Digest: m.Digest, Size: m.Size, Type: m.Type, Case: a.Case}); err != nil || original == 0 {
		return err
	}
	return c.keepFile(bot.Kept{Digest: m.Original, Size: original, Original: true, Case: a.Case})
}

// keepFile records that a file belongs to a case. What is public stays so when
// somebody hands it in as an original, such as a picture saved from the web.
func (c *change) keepFile(k bot.Kept) error {
	old, err := c.Kept(k.Digest)
	switch {
	case err == nil && (!old.Original || k.Original):
		if len(old.Cases) == 0 || slices.Contains(old.Cases, k.Case) {
			return nil
		}
	case err == nil:
		old.Original, old.Type, old.Case = false, k.Type, k.Case // the store keeps every case
		k = old
	case errors.Is(err, bot.ErrNotFound):
		k.At, k.Cases = c.now.UTC(), []bot.ID{k.Case}
	default:
		return err
	}
	return c.Keep(k)
}

// keepFiles records files of a case.
func (c *change) keepFiles(caseID bot.ID, files []bot.Kept) error {
	for _, k := range files {
		k.Case = caseID
		if err := c.keepFile(k); err != nil {
			return err
		}
	}
	return nil
}

// fits refuses another picture or video where the appeal has as many as it takes,
// with those that are being prepared.
func (c *change) fits(a bot.Appeal) error {
	ps, err := c.PrepsOf(a.ID)
	if err != nil {
		return err
	}
	n := len(a.Content.Media)
	for _, p := range ps {
		if p.Open() && p.Replaces == "" {
			n++
		}
	}
	if n >= bot.MaxMedia {
		return bot.Refuse(bot.ErrInvalid, "An appeal carries at most %d pictures and videos. Take one off first.", bot.MaxMedia)
	}
	return nil
}
