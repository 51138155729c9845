package accounts_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"appealbot/bot"
	"appealbot/bot/accounts"
	"appealbot/bot/network"
)

// till notes when the network was asked to count how many posts.
type till struct {
	moments
	posts []int
}

func (c *till) on(w *world, count func(remotes []string) (map[string]bot.Counts, error)) {
	c.moments.took()
	w.net.Counting = func(remotes []string) (map[string]bot.Counts, error) {
		c.add()
		c.mu.Lock()
		c.posts = append(c.posts, len(remotes))
		c.mu.Unlock()
		return count(remotes)
	}
}

func (c *till) took() (at []time.Duration, posts []int) {
	at = c.moments.took()
	c.mu.Lock()
	defer c.mu.Unlock()
	posts, c.posts = c.posts, nil
	return at, posts
}

func likes(remotes []string) (map[string]bot.Counts, error) {
	out := map[string]bot.Counts{"of somebody else": {Likes: 1}}
	for _, r := range remotes {
		out[r] = bot.Counts{Likes: 5, Views: 1000}
	}
	return out, nil
}

func TestReactionsAreCountedOftenAtFirst(t *testing.T) {
	for name, count := range map[string]func([]string) (map[string]bot.Counts, error){
		"counted":         likes,
		"cannot be asked": func([]string) (map[string]bot.Counts, error) { return nil, errors.New("503") },
		"knows nothing":   func([]string) (map[string]bot.Counts, error) { return nil, nil },
		"a bug":           func([]string) (map[string]bot.Counts, error) { panic("nil map") },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t)
				var c till
				c.on(w, count)
				stop := w.run(w.k)
				p := w.publish("One", "Two")
				w.k.Wake()
				time.Sleep(time.Hour + time.Minute)
				at, posts := c.took()
				wantTimes(t, "counted", at, times(time.Minute, 15, 30, 45, 60))
				if !slices.Equal(posts, []int{1, 1, 1, 1}) {
					t.Errorf("counted %v posts", posts)
				}
				if n := w.post(p.ID).Counts; name == "counted" && (n.Likes != 5 || n.Views != 1000 || time.Since(n.At) > 2*time.Minute) {
					t.Errorf("kept %+v", n)
				}
				time.Sleep(24 * time.Hour)
				c.took()
				time.Sleep(24 * time.Hour)
				if at, _ := c.took(); len(at) != 24 {
					t.Errorf("counted %d times on the third day", len(at))
				}
				time.Sleep(5 * 24 * time.Hour)
				c.took()
				time.Sleep(24 * time.Hour)
				if at, _ := c.took(); len(at) > 0 {
					t.Errorf("counted after a week: %v", at)
				}
				w.must(stop())
			})
		})
	}
}

func TestPostsAreCountedTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var c till
		c.on(w, likes)
		stop := w.run(w.k)
		for i := range 4 {
			w.publish(fmt.Sprint(i))
			w.k.Wake()
			time.Sleep(time.Minute)
		}
		time.Sleep(11*time.Minute + 30*time.Second)
		at, posts := c.took()
		if !slices.Equal(posts, []int{4}) {
			t.Errorf("counted %v posts at %v", posts, at)
		}
		w.must(stop())
	})
}

func TestAHundredPostsAtOnceAreCountedAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		var c till
		c.on(w, likes)
		for i := range 250 {
			w.publish(fmt.Sprint(i))
		}
		stop := w.run(w.k)
		time.Sleep(18 * time.Minute)
		at, posts := c.took()
		if len(posts) < 3 || slices.Max(posts) > 100 {
			t.Errorf("counted %v posts at %v", posts, at)
		}
		for i := range 250 {
			if p := w.post(bot.ID(fmt.Sprintf("post%03d", i+1))); p.Counts.Likes != 5 {
				t.Errorf("post %d was not counted", i)
			}
		}
		w.must(stop())
	})
}

// paid is a network that charges for counting.
type paid struct {
	probed
	budget int64
}

func (paid) Price(parts []bot.Part) int64 { return int64(len(parts)) * 15_000 }
func (n paid) Budget() int64              { return n.budget }
func (paid) CountPrice(posts int) int64   { return int64(posts) * 1_000 }
func (n paid) keeper() *accounts.Keeper   { return n.w.keeper(n) }
func (n paid) spent(month string) (s bot.Spending) {
	n.w.view(func(tx bot.Tx) (err error) { s, err = tx.Spending("metro", month); return err })
	return s
}

var _ network.Meter = paid{}

// Whoever is counted several times in a day is paid for once.
func TestCountingIsCharged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		n := paid{probed{w.net, w}, 100_000}
		stop := w.run(n.keeper())
		w.publish("One")
		w.publish("Two")
		time.Sleep(time.Hour + time.Minute)
		month := bot.Month(time.Now())
		if s := n.spent(month); s.Micros != 2_000 || s.Reads != 2 || s.Posts != 0 || len(w.told("duty")) > 0 {
			t.Errorf("spent %+v, told %q", s, w.told("duty"))
		}
		time.Sleep(24 * time.Hour)
		if s := n.spent(month); s.Micros != 4_000 || s.Reads != 4 {
			t.Errorf("spent %+v the next day", s)
		}
		// What was published is charged elsewhere, and looked at here.
		w.must(w.store.Update(t.Context(), func(tx bot.Tx) error {
			_, err := bot.Charge(tx, "metro", month, 97_000, 2, 0)
			return err
		}))
		time.Sleep(2 * time.Minute)
		if got := w.told("duty"); len(got) != 1 || !n.spent(month).Told {
			t.Errorf("told %q", got)
		}
		w.must(stop())
	})
}
