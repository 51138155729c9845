package install

// A State says how a step ended.
type State string

// How steps end.
const (
	Done   State = "done"       // it was changed just now
	Same   State = "already so" // nothing had to be changed
	Would  State = "would do"   // it would be changed without Options.Dry
	ByHand State = "by hand"    // somebody else has to change it; How says how
	Note   State = "note"       // nothing has to be changed, but this should be known
)

// A Step is one thing that Setup saw to.
type Step struct {
	State State
	// Text is a sentence about what is so now, or is to be.
	Text string
	// How says what somebody with the right has to do, one line each.
	How []string
	// Essential says that nothing works without it.
	Essential bool
}

// Missing reports whether one of the steps is essential and still to be done.
func Missing(steps []Step) bool {
	for _, s := range steps {
		if s.State == ByHand && s.Essential {
			return true
		}
	}
	return false
}
