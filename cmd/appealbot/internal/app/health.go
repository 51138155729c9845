package app

import (
	"context"
	"errors"
	"fmt"
	"io"
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
	body, unwell := callControl(ctx, f, pathHealth)
	if body == nil {
		return unwell
	}
	text, err := io.ReadAll(io.LimitReader(body, 64<<10))
	_, _ = fmt.Fprintln(sys.Stdout, strings.TrimSpace(string(text)))
	return errors.Join(unwell, err, body.Close())
}
