package app

import (
	"errors"
	"syscall"
	"testing"
	"testing/iotest"

	"appealbot/bot/chat"
	"appealbot/store/files"
)

// A chat hears in its own words that there is no room.
func TestChatsHearOfAFullDisk(t *testing.T) {
	f, err := files.Open(t.TempDir(), make([]byte, files.KeySize))
	if err != nil {
		t.Fatal(err)
	}
	for cause, want := range map[error]bool{syscall.ENOSPC: true, syscall.EIO: false} {
		if _, _, err := (held{f}).Put(iotest.ErrReader(cause)); !errors.Is(err, cause) || errors.Is(err, chat.ErrFull) != want {
			t.Errorf("%v: got %v", cause, err)
		}
	}
}
