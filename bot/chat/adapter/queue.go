package adapter

import "context"

// queued is how many things wait for their turn in a Queue.
const queued = 1000

// A Queue handles things one after the other, in the order in which they came.
type Queue struct {
	work *Work
	what string
	jobs chan job
}

type job struct {
	do   func(context.Context) error
	done func()
}

// Queue returns a queue of things that the log calls what.
func (w *Work) Queue(what string) *Queue {
	return &Queue{work: w, what: what, jobs: make(chan job, queued)}
}

// Add has something handled when everything before it is. It waits for a place
// in the queue: what cannot be taken now stays with the platform, which tells it
// later. As long as it is not handled, progress does not pass it.
func (q *Queue) Add(ctx context.Context, do func(context.Context) error) {
	q.add(ctx, job{do, q.work.progress.Open()})
}

func (q *Queue) add(ctx context.Context, j job) {
	select {
	case q.jobs <- j:
	case <-ctx.Done():
		q.work.progress.Missed() // a backfill finds it
		j.done()
	}
}

// Loop handles what was added until ctx ends.
func (q *Queue) Loop(ctx context.Context) error {
	for {
		select {
		case j := <-q.jobs:
			q.work.Try(q.what, j.do)
			j.done()
		case <-ctx.Done():
			return nil
		}
	}
}
