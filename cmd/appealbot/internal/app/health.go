package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

type healthCmd struct{ dataFlag }

// Run asks the program that runs on the data folder whether it is well.
func (c healthCmd) Run(ctx context.Context, sys System) error {
	f, err := findFolder(c.Data, sys)
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	body, err := callControl(ctx, f, pathWhere)
	if err != nil {
		return err
	}
	address, err := io.ReadAll(io.LimitReader(body, 1024))
	if err := errors.Join(err, body.Close()); err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, string(address)+"/readyz", http.NoBody)
	if err != nil {
		return err
	}
	resp, err := (&http.Client{}).Do(req)
	if err != nil {
		return fmt.Errorf("ask for health: %w", err)
	}
	text, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	if err := errors.Join(err, resp.Body.Close()); err != nil {
		return err
	}
	_, _ = fmt.Fprintln(sys.Stdout, strings.TrimSpace(string(text)))
	if resp.StatusCode != http.StatusOK {
		return errSilent
	}
	return nil
}
