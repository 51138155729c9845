package desk

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"appealbot/bot"
)

// Handed returns the first bytes, at most so many, of a file that somebody handed
// in and the chat has put into the files.
func (d *Desk) Handed(digest string, most int64) ([]byte, error) {
	b, err := d.o.Files.Open(digest)
	if err != nil {
		return nil, fmt.Errorf("open what was handed in: %w", err)
	}
	defer func() { _ = b.Close() }() // it was only read
	data := make([]byte, min(b.Size(), most))
	if _, err := io.ReadFull(io.NewSectionReader(b, 0, b.Size()), data); err != nil {
		return nil, fmt.Errorf("read what was handed in: %w", err)
	}
	return data, nil
}

// Hold puts a file that came whole into the files, as the chat does with large
// ones, and returns its digest.
func (d *Desk) Hold(data []byte) (digest string, err error) {
	digest, _, err = d.o.Files.Put(bytes.NewReader(data))
	if err != nil {
		return "", fmt.Errorf("keep what was handed in: %w", err)
	}
	return digest, nil
}

// Say says in the thread of an appeal's card what became of something that an
// officer did there, for those to whom it was not answered.
func (d *Desk) Say(ctx context.Context, by Actor, id bot.ID, text string) error {
	return d.do(ctx, by, func(c *change) error {
		a, err := c.Appeal(id)
		if err != nil {
			return err
		}
		return c.tell(a.Case, "said/"+by.Event, text)
	}, nil)
}
