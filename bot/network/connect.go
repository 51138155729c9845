package network

import "context"

// Secrets keeps the credentials of one account: sealed, and never in a log. The
// implementation refuses to replace a value by an empty one.
type Secrets interface {
	// Get returns nil when there is no such value.
	Get(ctx context.Context, name string) ([]byte, error)
	Put(ctx context.Context, name string, value []byte) error
}

// A Connector obtains an account's credentials from the person whose account it
// is, and keeps them in its Secrets.
type Connector interface {
	// Invite says what the person has to do. redirect is where the network
	// sends the person's browser afterwards; empty means that nobody listens
	// there, and the person brings the answer back by hand.
	Invite(ctx context.Context, redirect string) (Invitation, error)
	// Connect finishes with what the person brought back: the address at which
	// the browser ended or the code in it, or a password, as the invitation
	// asked. It makes sure that the credentials belong to the configured
	// account before they replace any. The error is a sentence for the
	// person.
	Connect(ctx context.Context, i Invitation, answer string) error
}

// An Invitation is one attempt to connect an account.
type Invitation struct {
	URL      string // the page where the network asks the person; empty for none
	Asks     string // what the person brings back, as in "Paste ..."
	Redirect string // as it was given to Invite
	// Secret is what Connect needs to know again. It never leaves the program.
	Secret []byte
}
