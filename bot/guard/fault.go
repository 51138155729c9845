package guard

import (
	"errors"
	"fmt"
	"runtime/debug"
)

// A Fault is a panic of the rules, as an error. Neither its words nor the stack hold
// anything of the text: the runtime names positions and addresses.
type Fault struct {
	During string // "run detector vin", "classify a reply"
	Panic  any
	Stack  []byte // for whoever mends the rule
}

// faultIn makes an error of what was recovered. It must be called where that was.
func faultIn(during string, p any) *Fault { return &Fault{during, p, debug.Stack()} }

// Error implements error.
func (f *Fault) Error() string { return fmt.Sprintf("%s: panic: %v", f.During, f.Panic) }

// report hands a fault on to whoever wants to know.
func (g *Guard) report(err error) {
	var f *Fault
	if g.OnFault != nil && errors.As(err, &f) {
		g.OnFault(f)
	}
}
