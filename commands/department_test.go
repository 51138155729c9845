package commands_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// A department on fire: officers type whatever comes into their heads and press what
// they see, two at once and on old cards; the networks fail in every way they know; the
// program is killed between any two transactions; nights, weeks and the ends of warrants
// pass. Whatever happens, the promises hold (departmentlaws_test.go):
//
//   - nothing is public that was not approved word for word, by enough officers who wrote
//     none of it, and stood approved when it was sent for the first time;
//   - nothing is published twice;
//   - what should be gone is gone soon after the networks work again;
//   - whatever waits has somebody called to it, and whatever failed has been told;
//   - what the public writes arrives in its case, once;
//   - the audit log is whole, and nobody is told that something went wrong inside.
//
// A run depends on its seed alone: -run TestDepartment/seed=7. Set
// APPEALBOT_TEST_DEPARTMENT to the number of runs, or to FROM-TO, to make more than a
// few of them. Of a run that fails the story is told without the steps that do not matter.
func TestDepartment(t *testing.T) {
	from, to := 1, 12
	if s := os.Getenv("APPEALBOT_TEST_DEPARTMENT"); s != "" {
		a, b, _ := strings.Cut(s, "-")
		from, _ = strconv.Atoi(a)
		if to, _ = strconv.Atoi(b); b == "" {
			from, to = 1, from
		}
	}
	var public atomic.Int64
	t.Cleanup(func() {
		if public.Load() == 0 && !t.Skipped() {
			t.Error("nothing ever became public, so that no promise was put to the test")
		}
	})
	for seed := from; seed <= to; seed++ {
		t.Run(fmt.Sprintf("seed=%d", seed), func(t *testing.T) {
			t.Parallel()
			seed := uint64(seed)
			s := story(t, seed, allSteps())
			if public.Add(int64(s.public)); s.broken != nil {
				t.Errorf("a promise was broken:\n%s", shortest(t, seed, s))
			}
		})
	}
}

// stepsOfRun is how many things happen in a run.
const stepsOfRun = 150

func allSteps() []int {
	out := make([]int, stepsOfRun)
	for i := range out {
		out[i] = i
	}
	return out
}

// A told is what happened in a run, and the promises that were broken at its end.
type told struct {
	steps  []int
	lines  []string
	public int // posts, whatever became of them
	broken []string
}

func (s told) String() string { return strings.Join(slices.Concat(s.lines, s.broken), "\n") }

// promise is what was broken, without the names and times.
func (s told) promise() string {
	if s.broken == nil {
		return ""
	}
	return strings.Join(strings.Fields(s.broken[0])[:3], " ")
}

// mostTries is how often a story is told anew to make it shorter.
const mostTries = 60

// shortest leaves steps out of a story as long as the same promise is broken without
// them: first halves, then quarters, and so on.
func shortest(t *testing.T, seed uint64, s told) told {
	t.Helper()
	tries := 0
	for size := len(s.steps) / 2; size > 0; size /= 2 {
		for from := 0; from < len(s.steps) && tries < mostTries; {
			tries++
			steps := slices.Concat(s.steps[:from], s.steps[min(from+size, len(s.steps)):])
			if other := story(t, seed, steps); other.promise() == s.promise() {
				s = other
				continue
			}
			from += size
		}
	}
	return s
}

// begins are days before the clocks change, and some that are like any other.
var begins = []time.Time{
	time.Date(2026, 11, 23, 17, 0, 0, 0, time.UTC),
	time.Date(2026, 10, 31, 12, 0, 0, 0, time.UTC),
	time.Date(2026, 3, 7, 15, 0, 0, 0, time.UTC),
}

// story runs the steps of a seed until a promise is broken.
func story(t *testing.T, seed uint64, steps []int) (s told) {
	t.Helper()
	d, err := openDepartment(t, begins[seed%uint64(len(begins))], seed%8 == 0)
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	defer func() {
		for _, n := range d.networks {
			s.public += len(d.posts(n.Account().ID))
		}
	}()
	ended := func(err error) bool {
		if err != nil {
			d.laws.breach("the program fails: %v", err)
		}
		s.broken = d.laws.broken
		return len(s.broken) > 0
	}
	for _, i := range steps {
		s.steps = append(s.steps, i)
		c := chanceOf(seed, i)
		said, err := d.act(c)
		s.lines = append(s.lines, fmt.Sprintf("%3d %s  %s", i, d.time().In(d.desk.Now().Location()).Format("Mon 2 Jan 15:04:05"), said))
		if ended(err) || ended(d.goOn(c.percent(75))) {
			return s
		}
	}
	s.lines = append(s.lines, "    everything works again")
	ended(d.rests())
	return s
}

// goOn lets the program do what is to be done, or begin again if it was killed, and
// holds it to its promises. Not always does it come to that before something else
// happens.
func (d *department) goOn(settles bool) error {
	if err := d.laws.approved(); err != nil {
		return err
	}
	for range 3 {
		if d.memory.isDead() {
			if err := d.restart(); err != nil {
				return err
			}
		}
		if !settles {
			d.laws.once()
			return nil
		}
		if err := d.settle(); err != nil {
			return err
		}
		if !d.memory.isDead() {
			return d.laws.now()
		}
	}
	return nil
}

// rests lets a quiet time pass, in which all networks work.
func (d *department) rests() error {
	d.memory.dies(0, false)
	if err := d.heal(); err != nil {
		return err
	}
	if err := d.restart(); err != nil {
		return err
	}
	for range 3 {
		if err := d.pass(time.Hour); err != nil {
			return err
		}
	}
	if err := d.laws.now(); err != nil {
		return err
	}
	return d.laws.evening()
}
