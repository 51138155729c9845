package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"appealbot/configs"
)

// openToken reads the token that an earlier run kept.
func (p *setupPlan) openToken() error {
	if p.token != "" {
		return nil
	}
	if _, err := os.Stat(p.tokenFile); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	s, err := configs.ReadSecret(p.tokenFile)
	if err != nil {
		return err
	}
	p.token = strings.TrimSpace(s.Reveal())
	return nil
}

// keepToken keeps a new token of the bot.
func (p *setupPlan) keepToken(token string) error {
	p.token, p.renewed = token, true
	return keepSecret(p.tokenFile, token+"\n")
}

// keepCommandTokens keeps the command's tokens. Those of teams that could not
// be looked at stay.
func (p *setupPlan) keepCommandTokens(tokens []string) error {
	var have []string
	if s, err := configs.ReadSecret(p.commandFile); err == nil {
		have = strings.Fields(s.Reveal())
	}
	want := tokens
	if len(tokens) < len(p.m.Teams) {
		for _, t := range have {
			if !slices.Contains(want, t) {
				want = append(want, t)
			}
		}
	}
	if len(want) == 0 || slices.Equal(want, have) {
		return nil
	}
	return keepSecret(p.commandFile, strings.Join(want, "\n")+"\n")
}

// keepSecret writes a file that only its owner can read, whole or not at all.
func keepSecret(path, text string) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("keep %s: %w", path, err)
	}
	f, err := os.CreateTemp(dir, ".secret-*") // mode 0600
	if err != nil {
		return fmt.Errorf("keep %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, removeIfThere(f.Name())) }()
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("keep %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("keep %s: %w", path, err)
	}
	return syncDir(dir)
}
