package accounts

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"appealbot/bot/network"
)

// oneCall bounds one call to the network. It is less than what a program that
// stops waits for its loops.
const oneCall = 15 * time.Second

// call makes one call to the network that ends with ctx.
func call(ctx context.Context, fn func(context.Context) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, oneCall)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = &panicked{kind: fmt.Sprintf("%T", p), stack: debug.Stack()}
		}
	}()
	return fn(ctx)
}

// finish makes one call to the network that goes on when ctx ends: credentials
// may be replaced in it, and an answer that nobody waits for would be the loss
// of the new ones.
func finish(ctx context.Context, fn func(context.Context) error) error {
	return call(context.WithoutCancel(ctx), fn)
}

// panicked is a panic in an adapter: a bug, which leaves everything as it was. Its
// value is not kept, because it may be anything, secrets included; where it came
// from is.
type panicked struct {
	kind  string
	stack []byte
}

func (*panicked) Error() string {
	return "The program failed while it spoke to the network. Tell your administrator."
}

// problem is what an error of a network says to an officer, and whether only
// connecting the account again mends it.
func problem(err error) (text string, reconnect bool) {
	if a, ok := errors.AsType[*network.AnswerError](err); ok {
		return a.Note, a.Cause == network.Reconnect
	}
	return err.Error(), false
}
