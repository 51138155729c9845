package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// A folder holds the data of one installation.
type folder string

// Files in the folder. All of them are readable by their owner only.
func (f folder) state() string    { return filepath.Join(string(f), "appealbot.db") }   // the store
func (f folder) outside() string  { return filepath.Join(string(f), "practice.db") }    // the practice room's chat and wall
func (f folder) key() string      { return filepath.Join(string(f), "audit.key") }      // signs the audit log
func (f folder) public() string   { return f.key() + ".pub" }                           // proves it
func (f folder) callback() string { return filepath.Join(string(f), "callback.key") }   // signs what comes back from a chat
func (f folder) secrets() string  { return filepath.Join(string(f), "secrets.key") }    // seals the credentials of accounts
func (f folder) media() string    { return filepath.Join(string(f), "media") }          // pictures and videos
func (f folder) films() string    { return filepath.Join(string(f), "practice-media") } // videos on the practice wall
func (f folder) socket() string   { return filepath.Join(string(f), "control.sock") }   // while it runs

// openFolder returns the folder that was asked for, or the user's own, made if
// need be.
func openFolder(dir string, sys System) (folder, error) {
	f, err := findFolder(dir, sys)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(string(f), 0o700); err != nil {
		return "", fmt.Errorf("make data folder: %w. Choose another one with --data", err)
	}
	return f, nil
}

// findFolder returns the folder without making it.
func findFolder(dir string, sys System) (folder, error) {
	if dir == "" {
		var err error
		if dir, err = userData(sys.Getenv); err != nil {
			return "", fmt.Errorf("find the user's data directory: %w. Name a folder with --data", err)
		}
		dir = filepath.Join(dir, "appealbot")
	}
	dir, err := filepath.Abs(dir)
	return folder(dir), err
}

// userData is where programs keep a user's data.
func userData(getenv func(string) string) (string, error) {
	if d := getenv("XDG_DATA_HOME"); filepath.IsAbs(d) {
		return d, nil
	}
	if runtime.GOOS == "windows" {
		if d := getenv("LOCALAPPDATA"); d != "" {
			return d, nil
		}
		return "", errors.New("LOCALAPPDATA is not set")
	}
	home := getenv("HOME")
	switch {
	case home == "":
		return "", errors.New("HOME is not set")
	case runtime.GOOS == "darwin":
		return filepath.Join(home, "Library", "Application Support"), nil
	default:
		return filepath.Join(home, ".local", "share"), nil
	}
}
