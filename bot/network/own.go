package network

import (
	"context"
	"time"
)

// A Lister tells what stands on the account, whoever put it there: an officer with
// the network's own app, another program, or somebody who has stolen the password.
type Lister interface {
	// Own returns the account's own newest posts that others than the account
	// see: what it wrote, what it answered and what it passed on, the newest
	// first. What is older than since may be left out, and is where reading
	// costs money. A network leaves out what it does not list for anybody.
	Own(ctx context.Context, since time.Time) (Own, error)
}

// OwnPage is how many posts Own returns at most.
const OwnPage = 40

// Own is what stands on an account.
type Own struct {
	Posts []OwnPost
	// Cost is what the reading cost, in millionths of a US dollar, and Reads how
	// many posts the network counts as read.
	Cost  int64
	Reads int
}

// An OwnPost is one post on the account.
type OwnPost struct {
	// Remote is the id that publishing it returns. Others are further ids that
	// the network has for the same post.
	Remote string
	Others []string
	URL    string
	// Title is the title of a video.
	Title string
	Text  string // of what was passed on: the words of its author
	At    time.Time
	// ReplyTo is what it answers or continues, Passed what it passes on without
	// words of its own.
	ReplyTo, Passed string
}

// IDs are all ids that the network has for the post.
func (p OwnPost) IDs() []string { return append([]string{p.Remote}, p.Others...) }
