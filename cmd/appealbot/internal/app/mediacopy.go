package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/bolt"
	"appealbot/store/files"
)

// mediaBeside is where a backup has its pictures and videos, unless it is told.
func mediaBeside(file string) string { return file + ".media" }

// mediaState is what became of the files that the records of a store name.
type mediaState struct {
	named int
	lost  []string // digests of those that are missing or damaged
	why   error    // of the first
}

// mediaCopy is the same after a copy.
type mediaCopy struct {
	mediaState
	copied int
}

// problem says what is missing, and what to do about it; nil when nothing is.
func (s mediaState) problem(how string) error {
	if len(s.lost) == 0 {
		return nil
	}
	const most = 5
	names := make([]string, 0, most)
	for _, d := range s.lost[:min(most, len(s.lost))] {
		names = append(names, d[:16])
	}
	if len(s.lost) > most {
		names = append(names, "...")
	}
	return fmt.Errorf("%d of %d pictures and videos are missing or damaged (%s): %w. %s", len(s.lost), s.named, strings.Join(names, ", "), s.why, how)
}

// note takes down what came of one file. It returns what is no fault of the file.
func (s *mediaState) note(digest string, err error) error {
	s.named++
	if errors.Is(err, bot.ErrNotFound) || errors.Is(err, files.ErrDamaged) {
		if s.lost = append(s.lost, digest); s.why == nil {
			s.why = err
		}
		return nil
	}
	return err
}

// checkMedia looks at every file in dir that a record in db names.
func checkMedia(ctx context.Context, db *bolt.DB, dir string, check func(dir, digest string) error) (s mediaState, err error) {
	err = store.ReadKept(ctx, db, func(k bot.Kept) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return s.note(k.Digest, check(dir, k.Digest))
	})
	return s, err
}

// copyMedia copies the files that the records in a database file name, as far as
// they are not there.
func copyMedia(ctx context.Context, state, from, to string) (s mediaCopy, err error) {
	err = withFile(state, func(db *bolt.DB) error {
		return store.ReadKept(ctx, db, func(k bot.Kept) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			copied, err := files.Copy(from, to, k.Digest)
			if copied && err == nil {
				s.copied++
			}
			if errors.Is(err, files.ErrKey) {
				return fmt.Errorf("%w. The folder belongs to other data; choose another one", err)
			}
			return s.note(k.Digest, err)
		})
	})
	if err == nil && s.copied > 0 {
		err = os.RemoveAll(filepath.Join(to, "tmp")) // where they were while they were copied
	}
	return s, err
}
