package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/store"
	"appealbot/store/mem"
)

func caseID(c bot.Case) bot.ID     { return c.ID }
func appealID(a bot.Appeal) bot.ID { return a.ID }
func postID(p bot.Post) bot.ID     { return p.ID }
func noticeID(n bot.Notice) bot.ID { return n.ID }
func replyID(r bot.Reply) bot.ID   { return r.ID }

func wantNotFound[T any](t *testing.T, s *store.Store, what string, fn func(bot.Tx) (T, error)) {
	t.Helper()
	if _, err := try(s, fn); !errors.Is(err, bot.ErrNotFound) {
		t.Errorf("%s: %v, want ErrNotFound", what, err)
	}
}

func TestLookingUpWhatIsNotThere(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		for _, id := range []bot.ID{"", "x", bot.ID(strings.Repeat("x", 5000))} {
			wantNotFound(t, s, "Case", func(tx bot.Tx) (bot.Case, error) { return tx.Case(id) })
			wantNotFound(t, s, "CaseByNumber", func(tx bot.Tx) (bot.Case, error) { return tx.CaseByNumber(string(id)) })
			wantNotFound(t, s, "CaseByRoom", func(tx bot.Tx) (bot.Case, error) { return tx.CaseByRoom("p", string(id)) })
			wantNotFound(t, s, "Appeal", func(tx bot.Tx) (bot.Appeal, error) { return tx.Appeal(id) })
			wantNotFound(t, s, "Revision", func(tx bot.Tx) (bot.Content, error) { return tx.Revision(id, 1) })
			wantNotFound(t, s, "Post", func(tx bot.Tx) (bot.Post, error) { return tx.Post(id) })
			wantNotFound(t, s, "PostByRemote", func(tx bot.Tx) (bot.Post, error) { return tx.PostByRemote("a", string(id)) })
			wantNotFound(t, s, "Notice", func(tx bot.Tx) (bot.Notice, error) { return tx.Notice(id) })
			wantNotFound(t, s, "NoticeAt", func(tx bot.Tx) (bot.Notice, error) { return tx.NoticeAt("p", "c", string(id)) })
			wantNotFound(t, s, "Reply", func(tx bot.Tx) (bot.Reply, error) { return tx.Reply(id) })
			wantNotFound(t, s, "Raw", func(tx bot.Tx) ([]byte, error) { return tx.Raw(id, "hash") })
			wantNotFound(t, s, "Raw", func(tx bot.Tx) ([]byte, error) { return tx.Raw("reply", string(id)) })
			if v := view(t, s, func(tx bot.Tx) (bot.Standing, error) { return tx.Standing(bot.AccountID(id)) }); v != (bot.Standing{Account: bot.AccountID(id)}) {
				t.Errorf("Standing: %+v", v)
			}
			if v := view(t, s, func(tx bot.Tx) (bot.Spending, error) { return tx.Spending("a", string(id)) }); v != (bot.Spending{Account: "a", Month: string(id)}) {
				t.Errorf("Spending: %+v", v)
			}
			wantNotFound(t, s, "Kept", func(tx bot.Tx) (bot.Kept, error) { return tx.Kept(string(id)) })
			wantNotFound(t, s, "Prep", func(tx bot.Tx) (bot.Prep, error) { return tx.Prep(id) })
			if v := view(t, s, func(tx bot.Tx) (bot.Tally, error) { return tx.Tally(id) }); v.Replies != 0 || v.Labels != nil {
				t.Errorf("Tally: %+v", v)
			}
			if v := view(t, s, func(tx bot.Tx) (bot.Cursor, error) { return tx.Cursor(string(id)) }); v != (bot.Cursor{Source: string(id)}) {
				t.Errorf("Cursor: %+v", v)
			}
		}
		wantNotFound(t, s, "Cases", func(tx bot.Tx) ([]bot.Case, error) { return tx.Cases("x", 1) })
		err := s.Update(t.Context(), func(tx bot.Tx) error { return tx.SetPost(bot.Post{ID: "x"}) })
		if !errors.Is(err, bot.ErrNotFound) {
			t.Errorf("SetPost: %v, want ErrNotFound", err)
		}
	})
}

func TestRecordsNeedAnID(t *testing.T) {
	s := openStore(t, mem.New())
	for name, v := range map[string]any{
		"case": bot.Case{}, "appeal": bot.Appeal{}, "post": bot.Post{}, "notice": bot.Notice{},
		"reply": bot.Reply{}, "freeze": bot.Freeze{}, "cursor": bot.Cursor{},
		"standing": bot.Standing{}, "spending": bot.Spending{Month: "2026-11"}, "spending of no month": bot.Spending{Account: "a"},
	} {
		err := s.Update(t.Context(), func(tx bot.Tx) error { return putOne(tx, v) })
		if !errors.Is(err, bot.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
	err := s.Update(t.Context(), func(tx bot.Tx) error { _, err := tx.Seen("", noon); return err })
	if !errors.Is(err, bot.ErrInvalid) {
		t.Errorf("Seen: %v, want ErrInvalid", err)
	}
	err = s.Update(t.Context(), func(tx bot.Tx) error { return tx.PutRaw("", "hash", nil) })
	if !errors.Is(err, bot.ErrInvalid) {
		t.Errorf("PutRaw: %v, want ErrInvalid", err)
	}
}

func TestCaseIsFoundByNumberAndRoom(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		c := bot.Case{ID: "k1", Number: "2026-1", Opened: noon, Members: []bot.ID{"p1"}}
		c.SetRoom(bot.Room{Platform: "slack"}) // not made yet
		c.SetRoom(bot.Room{Platform: "mattermost", Channel: "C1"})
		put(t, s, c)
		for what, fn := range map[string]func(bot.Tx) (bot.Case, error){
			"id":     func(tx bot.Tx) (bot.Case, error) { return tx.Case("k1") },
			"number": func(tx bot.Tx) (bot.Case, error) { return tx.CaseByNumber("2026-1") },
			"room":   func(tx bot.Tx) (bot.Case, error) { return tx.CaseByRoom("mattermost", "C1") },
		} {
			if diff := cmp.Diff(c, view(t, s, fn)); diff != "" {
				t.Errorf("by %s: %s", what, diff)
			}
		}
		wantNotFound(t, s, "a room without a channel", func(tx bot.Tx) (bot.Case, error) { return tx.CaseByRoom("slack", "") })

		c.SetRoom(bot.Room{Platform: "mattermost", Channel: "C2"})
		c.Number = "2026-2"
		put(t, s, c)
		wantNotFound(t, s, "the old room", func(tx bot.Tx) (bot.Case, error) { return tx.CaseByRoom("mattermost", "C1") })
		wantNotFound(t, s, "the old number", func(tx bot.Tx) (bot.Case, error) { return tx.CaseByNumber("2026-1") })
		view(t, s, func(tx bot.Tx) (bot.Case, error) { return tx.CaseByRoom("mattermost", "C2") })
	})
}

func TestNumberAndRoomBelongToOneCase(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		room := []bot.Room{{Platform: "slack", Channel: "C1"}}
		put(t, s, bot.Case{ID: "k1", Number: "2026-1", Rooms: room})
		for what, c := range map[string]bot.Case{
			"number": {ID: "k2", Number: "2026-1"},
			"room":   {ID: "k2", Rooms: room},
		} {
			err := s.Update(t.Context(), func(tx bot.Tx) error {
				if err := tx.PutCase(c); !errors.Is(err, bot.ErrStale) {
					t.Errorf("%s of another: %v, want ErrStale", what, err)
				}
				return nil // it is an answer, not damage
			})
			must(t, err)
		}
		wantNotFound(t, s, "the second case", func(tx bot.Tx) (bot.Case, error) { return tx.Case("k2") })
	})
}

func TestCasesNewestFirstInPages(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		put(t, s,
			bot.Case{ID: "b", Opened: noon},
			bot.Case{ID: "a", Opened: noon.Add(time.Nanosecond)},
			bot.Case{ID: "c", Opened: noon},
			bot.Case{ID: "old", Opened: time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC)},
			bot.Case{ID: "zero"})
		for _, c := range []struct {
			before bot.ID
			n      int
			want   string
		}{
			{"", 10, "a c b old zero "},
			{"", 2, "a c "},
			{"c", 2, "b old "},
			{"zero", 2, ""},
			{"", 0, ""},
		} {
			got := ids(view(t, s, func(tx bot.Tx) ([]bot.Case, error) { return tx.Cases(c.before, c.n) }), caseID)
			if got != c.want {
				t.Errorf("Cases(%q, %d) = %q, want %q", c.before, c.n, got, c.want)
			}
		}
	})
}

func TestAppealsNewestFirst(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		states := []bot.AppealState{bot.Editing, bot.Waiting, bot.Rejected, bot.Approved, bot.Done, bot.Cancelled}
		for i, st := range states {
			// The clock goes back; the number does not.
			put(t, s, bot.Appeal{
				ID: bot.ID(st), Case: "k1", Number: i + 1, State: st,
				Created: noon.Add(-time.Duration(i) * time.Minute),
			})
		}
		put(t, s, bot.Appeal{ID: "other", Case: "k", Number: 1, State: bot.Done})
		got := ids(view(t, s, func(tx bot.Tx) ([]bot.Appeal, error) { return tx.AppealsOf("k1", 4) }), appealID)
		if want := "cancelled done approved rejected "; got != want {
			t.Errorf("AppealsOf = %q, want %q", got, want)
		}
		got = ids(view(t, s, func(tx bot.Tx) ([]bot.Appeal, error) { return tx.OpenAppeals(10) }), appealID)
		if want := "editing waiting rejected approved "; got != want {
			t.Errorf("OpenAppeals = %q, want %q", got, want)
		}
		a := view(t, s, func(tx bot.Tx) (bot.Appeal, error) { return tx.Appeal("waiting") })
		a.State = bot.Done
		put(t, s, a)
		got = ids(view(t, s, func(tx bot.Tx) ([]bot.Appeal, error) { return tx.OpenAppeals(2) }), appealID)
		if want := "editing rejected "; got != want {
			t.Errorf("OpenAppeals = %q, want %q", got, want)
		}
	})
}

func TestRevisionIsKeptForGood(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		one := bot.Content{Texts: map[string]string{"en": "<one> & \u2028"}, At: noon}
		two := bot.Content{Texts: map[string]string{"en": "two"}}
		update(t, s, func(tx bot.Tx) error { return tx.PutRevision("a", 1, one) })
		update(t, s, func(tx bot.Tx) error {
			if err := tx.PutRevision("a", 1, one); err != nil {
				t.Errorf("the same again: %v", err)
			}
			if err := tx.PutRevision("a", 1, two); !errors.Is(err, bot.ErrStale) {
				t.Errorf("another content: %v, want ErrStale", err)
			}
			return tx.PutRevision("a", 2, two)
		})
		for i, want := range []bot.Content{one, two} {
			got := view(t, s, func(tx bot.Tx) (bot.Content, error) { return tx.Revision("a", i+1) })
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("revision %d: %s", i+1, diff)
			}
		}
	})
}

func TestPostIsAddedOnce(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		update(t, s, func(tx bot.Tx) error {
			for _, want := range []bool{true, false} {
				added, err := tx.AddPost(bot.Post{ID: "p", Note: fmt.Sprint(want)})
				if err != nil || added != want {
					t.Errorf("AddPost = %t, %v; want %t", added, err, want)
				}
			}
			return nil
		})
		if p := view(t, s, func(tx bot.Tx) (bot.Post, error) { return tx.Post("p") }); p.Note != "true" {
			t.Errorf("the second one replaced the first: %+v", p)
		}
	})
}

func TestDueByLaneThenOldestFirst(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		for id, v := range map[string]struct {
			lane bot.Lane
			due  time.Duration
		}{
			"urgent late": {bot.LaneUrgent, 0}, "normal b": {bot.LaneNormal, -time.Hour}, "normal a": {bot.LaneNormal, -2 * time.Hour},
			"bulk": {bot.LaneBulk, -72 * time.Hour}, "more than bulk": {7, -time.Hour}, "later": {bot.LaneUrgent, time.Nanosecond},
		} {
			put(t, s,
				bot.Post{ID: bot.ID(id), Account: "x", Lane: v.lane, Due: noon.Add(v.due)},
				bot.Notice{ID: bot.ID(id), Platform: "x", Lane: v.lane, Due: noon.Add(v.due)})
		}
		put(t, s, bot.Post{ID: "never", Account: "x"}, bot.Notice{ID: "never", Platform: "x"},
			bot.Post{ID: "another's", Account: "xx", Due: noon.Add(-999 * time.Hour)},
			bot.Notice{ID: "another's", Platform: "xx", Due: noon.Add(-999 * time.Hour)})

		order := []string{"urgent late", "normal a", "normal b", "bulk", "more than bulk"}
		for n := range len(order) + 2 {
			want := strings.Join(order[:min(n, len(order))], " ")
			got := strings.TrimSpace(ids(view(t, s, func(tx bot.Tx) ([]bot.Post, error) { return tx.DuePosts("x", noon, n) }), postID))
			if got != want {
				t.Errorf("DuePosts(%d) = %q, want %q", n, got, want)
			}
			got = strings.TrimSpace(ids(view(t, s, func(tx bot.Tx) ([]bot.Notice, error) { return tx.DueNotices("x", noon, n) }), noticeID))
			if got != want {
				t.Errorf("DueNotices(%d) = %q, want %q", n, got, want)
			}
		}
		wantNext := func(what string, next func(bot.Tx) (time.Time, bool, error), want time.Time) {
			t.Helper()
			must(t, s.View(t.Context(), func(tx bot.Tx) error {
				at, ok, err := next(tx)
				if err != nil || ok == want.IsZero() || !at.Equal(want) {
					t.Errorf("%s = %v, %t, %v; want %v", what, at, ok, err, want)
				}
				return nil
			}))
		}
		wantNext("NextPost", func(tx bot.Tx) (time.Time, bool, error) { return tx.NextPost("x") }, noon.Add(-72*time.Hour))
		wantNext("NextNotice", func(tx bot.Tx) (time.Time, bool, error) { return tx.NextNotice("x") }, noon.Add(-72*time.Hour))
		wantNext("NextPost of nobody", func(tx bot.Tx) (time.Time, bool, error) { return tx.NextPost("y") }, time.Time{})
		wantNext("NextNotice of nobody", func(tx bot.Tx) (time.Time, bool, error) { return tx.NextNotice("y") }, time.Time{})
	})
}

func TestPostIsFoundByWhatItPublished(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		put(t, s,
			bot.Post{ID: "gone", Op: bot.OpRemove, Account: "x", Remotes: []string{"r1", "r2"}},
			bot.Post{ID: "made", Op: bot.OpCreate, Account: "x", Remotes: []string{"r1", "r2", ""}},
			bot.Post{ID: "other", Op: bot.OpCreate, Account: "y", Remotes: []string{"r1"}})
		for account, want := range map[bot.AccountID]bot.ID{"x": "made", "y": "other"} {
			if p := view(t, s, func(tx bot.Tx) (bot.Post, error) { return tx.PostByRemote(account, "r1") }); p.ID != want {
				t.Errorf("PostByRemote(%s, r1) = %s, want %s", account, p.ID, want)
			}
		}
		view(t, s, func(tx bot.Tx) (bot.Post, error) { return tx.PostByRemote("x", "r2") })
		wantNotFound(t, s, "no remote", func(tx bot.Tx) (bot.Post, error) { return tx.PostByRemote("x", "") })
	})
}

func TestPostsOfAnAppealAreAllThere(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		want := ""
		update(t, s, func(tx bot.Tx) error {
			for i := range 600 { // more than a page
				id := bot.ID(fmt.Sprintf("%04d", i))
				want += string(id) + " "
				if _, err := tx.AddPost(bot.Post{ID: id, Appeal: "a", State: bot.PostHeld, Created: noon}); err != nil {
					return err
				}
			}
			_, err := tx.AddPost(bot.Post{ID: "x", Appeal: "aa"})
			return err
		})
		if got := ids(view(t, s, func(tx bot.Tx) ([]bot.Post, error) { return tx.PostsOf("a") }), postID); got != want {
			t.Errorf("PostsOf = %q", got)
		}
		if got := view(t, s, func(tx bot.Tx) ([]bot.Post, error) { return tx.PostsIn(bot.PostHeld, 599) }); len(got) != 599 {
			t.Errorf("PostsIn found %d, want 599", len(got))
		}
	})
}

func TestPublicPostsNewestFirst(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		at := func(d time.Duration) time.Time { return noon.Add(d) }
		public := func(id bot.ID, account bot.AccountID, created time.Time) bot.Post {
			return bot.Post{ID: id, Op: bot.OpCreate, Account: account, State: bot.PostPosted, Created: created, Remotes: []string{string(id)}}
		}
		half := public("half a thread", "x", at(-time.Second))
		half.State = bot.PostQueued
		gone := public("removed", "x", at(0))
		gone.State = bot.PostRemoved
		removal := public("removal", "x", at(0))
		removal.Op = bot.OpRemove
		nothing := public("queued", "x", at(0))
		nothing.Remotes = nil
		put(t, s,
			public("b", "x", at(0)), public("a", "x", at(0)), public("later", "x", at(time.Nanosecond)), public("before", "x", at(-time.Nanosecond)),
			half, gone, removal, nothing, public("another's", "xx", at(time.Hour)), public("of the zero time", "x", time.Time{}),
			public("of the year 1969", "x", time.Date(1969, 1, 1, 0, 0, 0, 0, time.UTC)))
		of := func(since time.Time, n int) string {
			return strings.TrimSpace(ids(view(t, s, func(tx bot.Tx) ([]bot.Post, error) { return tx.PublicPosts("x", since, n) }), postID))
		}
		for _, tt := range []struct {
			since time.Time
			n     int
			want  string
		}{
			{at(0), 9, "later a b"},
			{at(0).In(time.FixedZone("there", -5*3600)), 9, "later a b"},
			{at(time.Nanosecond), 9, "later"},
			{at(2), 9, ""},
			{at(-time.Nanosecond), 9, "later a b before"},
			{at(-time.Second), 9, "later a b before half a thread"},
			{time.Time{}, 9, "later a b before half a thread of the year 1969 of the zero time"},
			{time.Time{}, 2, "later a"},
			{time.Time{}, 0, ""},
		} {
			if got := of(tt.since, tt.n); got != tt.want {
				t.Errorf("since %v, %d: %q, want %q", tt.since, tt.n, got, tt.want)
			}
		}
		p := view(t, s, func(tx bot.Tx) (bot.Post, error) { return tx.Post("later") })
		p.State = bot.PostRemoved
		update(t, s, func(tx bot.Tx) error { return tx.SetPost(p) })
		if got := of(at(0), 9); got != "a b" {
			t.Errorf("after it was removed: %q", got)
		}
	})
}

func TestTheNetworksOwnWordsAreKept(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		first, later := []byte("{\"text\":\"a\xffb\\u0000\"}"), bytes.Repeat([]byte("x"), 64<<10)
		update(t, s, func(tx bot.Tx) error {
			return errors.Join(tx.PutRaw("metro/1", "h1", first), tx.PutRaw("metro/1", "h2", later), tx.PutRaw("metro/1h", "1", nil))
		})
		for _, tt := range []struct {
			id   bot.ID
			hash string
			want []byte
		}{{"metro/1", "h1", first}, {"metro/1", "h2", later}, {"metro/1h", "1", []byte{}}} {
			if got := view(t, s, func(tx bot.Tx) ([]byte, error) { return tx.Raw(tt.id, tt.hash) }); !bytes.Equal(got, tt.want) {
				t.Errorf("of %s %s there are %d other bytes", tt.id, tt.hash, len(got))
			}
		}
		wantNotFound(t, s, "of another", func(tx bot.Tx) ([]byte, error) { return tx.Raw("metro/1", "1") })
	})
}

func TestStandingAndSpending(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		standing := bot.Standing{
			Account: "metro", Checked: noon, OK: true, Since: noon, Handle: "@metro", Problem: "none", Reconnect: true, Failures: 1, Told: true,
		}
		update(t, s, func(tx bot.Tx) error { return tx.PutStanding(standing) })
		if got := view(t, s, func(tx bot.Tx) (bot.Standing, error) { return tx.Standing("metro") }); got != standing {
			t.Errorf("standing %+v", got)
		}
		spent := map[string]bot.Spending{}
		for i, month := range []string{"2026-11", "2026-12", "2026-11"} {
			update(t, s, func(tx bot.Tx) (err error) {
				spent[month], err = bot.Charge(tx, "metro", month, int64(1000*i+1), 1, i)
				return err
			})
		}
		for month, want := range map[string]bot.Spending{
			"2026-11": {Account: "metro", Month: "2026-11", Micros: 2002, Posts: 2, Reads: 2},
			"2026-12": {Account: "metro", Month: "2026-12", Micros: 1001, Posts: 1, Reads: 1},
			"2027-01": {Account: "metro", Month: "2027-01"},
		} {
			got := view(t, s, func(tx bot.Tx) (bot.Spending, error) { return tx.Spending("metro", month) })
			if got != want || want.Posts > 0 && spent[month] != want {
				t.Errorf("spent in %s: %+v, as it was charged %+v, want %+v", month, got, spent[month], want)
			}
		}
	})
}

func TestNoticeIsFoundByItsMessage(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		n := bot.Notice{ID: "card/slack/a", Platform: "slack", Posted: "C1", Message: "17.1", Due: noon}
		put(t, s, n)
		if got := view(t, s, func(tx bot.Tx) (bot.Notice, error) { return tx.NoticeAt("slack", "C1", "17.1") }); got.ID != n.ID {
			t.Errorf("found %+v", got)
		}
		wantNotFound(t, s, "another channel", func(tx bot.Tx) (bot.Notice, error) { return tx.NoticeAt("slack", "C", "117.1") })
		n.Message, n.Due = "17.2", time.Time{}
		put(t, s, n)
		wantNotFound(t, s, "the old message", func(tx bot.Tx) (bot.Notice, error) { return tx.NoticeAt("slack", "C1", "17.1") })
		view(t, s, func(tx bot.Tx) (bot.Notice, error) { return tx.NoticeAt("slack", "C1", "17.2") })
	})
}

func TestRepliesStayInTheOrderOfTheirNumbers(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		for _, n := range []int{300, 2, 1, 256, 3} {
			put(t, s, bot.Reply{ID: bot.ID(fmt.Sprint("r", n)), Case: "k", Number: n, Text: "first"})
		}
		put(t, s, bot.Reply{ID: "other", Case: "kk", Number: 4})
		of := func(from, n int) string {
			return ids(view(t, s, func(tx bot.Tx) ([]bot.Reply, error) { return tx.RepliesOf("k", from, n) }), replyID)
		}
		if got := of(2, 3); got != "r2 r3 r256 " {
			t.Errorf("RepliesOf(2, 3) = %q", got)
		}
		r := view(t, s, func(tx bot.Tx) (bot.Reply, error) { return tx.Reply("r3") })
		r.Edits = append(r.Edits, bot.ReplyEdit{Text: "second", At: noon})
		put(t, s, r)
		if got := of(-5, 99); got != "r1 r2 r3 r256 r300 " {
			t.Errorf("after an edit: %q", got)
		}
		if diff := cmp.Diff(r, view(t, s, func(tx bot.Tx) (bot.Reply, error) { return tx.Reply("r3") })); diff != "" {
			t.Error(diff)
		}
		r.Number = 1000
		put(t, s, r)
		if got := of(0, 99); got != "r1 r2 r256 r300 r3 " {
			t.Errorf("after a new number: %q", got)
		}
		// A number that was given twice loses nobody's answer.
		put(t, s, bot.Reply{ID: "r1b", Case: "k", Number: 1})
		if got := of(1, 2); got != "r1 r1b " {
			t.Errorf("two with one number: %q", got)
		}
	})
}

func TestTallyAndCursor(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		tally := bot.Tally{Replies: 3, Labels: map[bot.Label]int{bot.LabelTip: 2}, Shown: map[string]int{"slack": 1}, Since: noon}
		cursor := bot.Cursor{Source: "metro/replies", Position: "p9", LastOK: noon, Behind: true}
		update(t, s, func(tx bot.Tx) error { return tx.PutTally("k", tally) })
		put(t, s, cursor)
		if diff := cmp.Diff(tally, view(t, s, func(tx bot.Tx) (bot.Tally, error) { return tx.Tally("k") })); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(cursor, view(t, s, func(tx bot.Tx) (bot.Cursor, error) { return tx.Cursor("metro/replies") })); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTheFirstRecordOfAFileStays(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		digest := strings.Repeat("ab", 32)
		first := bot.Kept{Digest: digest, Size: 7, Type: "video/mp4", Original: true, Case: "k1", At: noon}
		keep := func(k bot.Kept) {
			t.Helper()
			update(t, s, func(tx bot.Tx) error { return tx.Keep(k) })
		}
		want := func(k bot.Kept) {
			t.Helper()
			if diff := cmp.Diff(k, view(t, s, func(tx bot.Tx) (bot.Kept, error) { return tx.Kept(digest) })); diff != "" {
				t.Error(diff)
			}
		}
		keep(first)
		want(first)
		again := bot.Kept{Digest: digest, Size: 7, Type: "video/webm", Original: true, Case: "k2", At: noon.Add(time.Hour)}
		keep(again)
		want(first)
		again.Original = false // it is published as it is
		keep(again)
		first.Original = false
		want(first)
		keep(bot.Kept{Digest: digest, Size: 7, Original: true, At: noon})
		want(first)
		for _, bad := range []bot.Kept{{Digest: digest, Size: 8}, {Size: 7}} {
			if err := s.Update(t.Context(), func(tx bot.Tx) error { return tx.Keep(bad) }); !errors.Is(err, bot.ErrInvalid) {
				t.Errorf("%+v: %v, want ErrInvalid", bad, err)
			}
		}
		want(first)
	})
}

func TestPreparationsAreFoundWhenTheyAreDue(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		prep := func(id bot.ID, appeal bot.ID, created, due time.Duration) bot.Prep {
			p := bot.Prep{ID: id, Appeal: appeal, Case: "k", Original: "d", Size: 9, State: bot.PrepWaiting, Created: noon.Add(created), By: bot.Mark{Person: "p1", At: noon}}
			if due >= 0 {
				p.Due = noon.Add(due)
			}
			return p
		}
		save := func(ps ...bot.Prep) {
			t.Helper()
			update(t, s, func(tx bot.Tx) error {
				for _, p := range ps {
					if err := tx.PutPrep(p); err != nil {
						return err
					}
				}
				return nil
			})
		}
		prepID := func(p bot.Prep) bot.ID { return p.ID }
		due := func(at time.Duration, n int) string {
			t.Helper()
			return ids(view(t, s, func(tx bot.Tx) ([]bot.Prep, error) { return tx.DuePreps(noon.Add(at), n) }), prepID)
		}
		of := func(appeal bot.ID) string {
			t.Helper()
			return ids(view(t, s, func(tx bot.Tx) ([]bot.Prep, error) { return tx.PrepsOf(appeal) }), prepID)
		}
		next := func(want time.Duration, ok bool) {
			t.Helper()
			type answer struct {
				at time.Time
				ok bool
			}
			got := view(t, s, func(tx bot.Tx) (a answer, err error) { a.at, a.ok, err = tx.NextPrep(); return a, err })
			if got.ok != ok || ok && !got.at.Equal(noon.Add(want)) {
				t.Errorf("NextPrep is %+v, want %v, %v", got, want, ok)
			}
		}
		next(0, false)
		save(prep("b", "a1", 2, 300), prep("a", "a1", 1, 100), prep("c", "a2", 0, 200), prep("done", "a1", 3, -1))
		next(100, true)
		if got := due(99, 9) + "|" + due(100, 9) + "|" + due(300, 9) + "|" + due(999, 2); got != "|a |a c b |a c " {
			t.Errorf("DuePreps: %q", got)
		}
		if got := of("a1") + "|" + of("a2") + "|" + of("a"); got != "a b done |c |" {
			t.Errorf("PrepsOf: %q", got)
		}
		claimed := prep("a", "a1", 1, 500)
		claimed.State, claimed.Lease, claimed.Worker, claimed.Attempt, claimed.Percent = bot.PrepWorking, noon.Add(500), "w", 1, 40
		save(claimed)
		next(200, true)
		if got := due(400, 9) + "|" + due(500, 9); got != "c b |c b a " {
			t.Errorf("after one was claimed: %q", got)
		}
		if diff := cmp.Diff(claimed, view(t, s, func(tx bot.Tx) (bot.Prep, error) { return tx.Prep("a") })); diff != "" {
			t.Error(diff)
		}
		for _, id := range []bot.ID{"a", "b", "c"} {
			p := view(t, s, func(tx bot.Tx) (bot.Prep, error) { return tx.Prep(id) })
			p.State, p.Due = bot.PrepDone, time.Time{}
			save(p)
		}
		next(0, false)
		if got := due(999, 9); got != "" {
			t.Errorf("when all are done: %q", got)
		}
		for _, bad := range []bot.Prep{{ID: "x"}, {Appeal: "a1"}} {
			if err := s.Update(t.Context(), func(tx bot.Tx) error { return tx.PutPrep(bad) }); !errors.Is(err, bot.ErrInvalid) {
				t.Errorf("%+v: %v, want ErrInvalid", bad, err)
			}
		}
	})
}

func TestFreezesOldestFirst(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		for i, id := range []bot.ID{"z", "y", "x"} {
			put(t, s, bot.Freeze{ID: id, By: bot.Mark{At: noon.Add(time.Duration(i) * time.Second)}})
		}
		freezes := func() string {
			return ids(view(t, s, func(tx bot.Tx) ([]bot.Freeze, error) { return tx.Freezes() }), func(f bot.Freeze) bot.ID { return f.ID })
		}
		if got := freezes(); got != "z y x " {
			t.Errorf("Freezes = %q", got)
		}
		for range 2 {
			update(t, s, func(tx bot.Tx) error { return tx.DeleteFreeze("y") })
		}
		if got := freezes(); got != "z x " {
			t.Errorf("Freezes = %q", got)
		}
	})
}

func TestInboxRemembersAndForgets(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		seen := func(key string, at time.Time) (was bool) {
			update(t, s, func(tx bot.Tx) (err error) { was, err = tx.Seen(key, at); return err })
			return was
		}
		forget := func(before time.Time, n int) (k int) {
			update(t, s, func(tx bot.Tx) (err error) { k, err = tx.Forget(before, n); return err })
			return k
		}
		long := strings.Repeat("long ", 1000)
		for i, k := range []string{"a", "b", "c\x00d", long} {
			at := noon.Add(time.Duration(i) * time.Hour)
			if seen(k, at) {
				t.Errorf("%.9q was there before it came", k)
			}
			if !seen(k, at.Add(99*time.Hour)) {
				t.Errorf("%.9q is not remembered", k)
			}
		}
		if n := forget(noon, 9); n != 0 {
			t.Errorf("forgot %d that are not older", n)
		}
		if n := forget(noon.Add(9*time.Hour), 2); n != 2 {
			t.Errorf("forgot %d, want the 2 allowed", n)
		}
		for k, want := range map[string]bool{"a": false, "b": false, "c\x00d": true, long: true} {
			if seen(k, noon) != want {
				t.Errorf("%.9q seen is not %t", k, want)
			}
		}
		if n := forget(noon.Add(99*time.Hour), 99); n != 4 {
			t.Errorf("forgot %d, want 4", n)
		}
	})
}

func TestNamesOfAnyLengthAndBytes(t *testing.T) {
	onDrivers(t, func(t *testing.T, s *store.Store) {
		long := strings.Repeat("ü", 3000)
		for i, name := range []string{long, long + "x", "bad \xff\xfe utf-8", "nul \x00", "\x00", "ü"} {
			k := bot.ID(name)
			put(t, s, bot.Case{ID: k, Number: name, Rooms: []bot.Room{{Platform: name, Channel: name}}},
				bot.Post{ID: k, Op: bot.OpCreate, Account: bot.AccountID(name), Appeal: k, State: bot.PostQueued, Due: noon, Remotes: []string{name}},
				bot.Reply{ID: k, Case: k, Number: 1},
				bot.Notice{ID: k, Platform: name, Posted: name, Message: name, Due: noon})
			for round := range 2 {
				number := view(t, s, func(tx bot.Tx) (bot.Case, error) { return tx.CaseByNumber(name) })
				room := view(t, s, func(tx bot.Tx) (bot.Case, error) { return tx.CaseByRoom(name, name) })
				due := view(t, s, func(tx bot.Tx) ([]bot.Post, error) { return tx.DuePosts(bot.AccountID(name), noon, 9) })
				remote := view(t, s, func(tx bot.Tx) (bot.Post, error) { return tx.PostByRemote(bot.AccountID(name), name) })
				notice := view(t, s, func(tx bot.Tx) (bot.Notice, error) { return tx.NoticeAt(name, name, name) })
				replies := view(t, s, func(tx bot.Tx) ([]bot.Reply, error) { return tx.RepliesOf(k, 0, 9) })
				if number.ID != room.ID || len(due) != 1 || due[0].ID != remote.ID || notice.Message == "" || len(replies) != 1 {
					t.Errorf("name %d, round %d: %d due, %d replies", i, round, len(due), len(replies))
				}
				// Changing the record that was read back moves the same entries.
				remote.Note = "changed"
				update(t, s, func(tx bot.Tx) error { return tx.SetPost(remote) })
				put(t, s, number, notice, replies[0])
			}
		}
	})
}

// TestTimesComeBackInUTC fills every time of every record, so that it fails for
// a new field that is forgotten.
func TestTimesComeBackInUTC(t *testing.T) {
	s := openStore(t, mem.New())
	zone := time.FixedZone("there", -5*3600)
	check := func(what string, v any) {
		eachTime(reflect.ValueOf(v), what, func(path string, at time.Time) {
			if at.Location() != time.UTC || !at.Equal(noon) {
				t.Errorf("%s is %v", path, at)
			}
		})
	}
	mine := map[string]any{
		"case": fill(bot.Case{ID: "i"}, zone), "appeal": fill(bot.Appeal{ID: "i"}, zone), "post": fill(bot.Post{ID: "i"}, zone),
		"notice": fill(bot.Notice{ID: "i"}, zone), "reply": fill(bot.Reply{ID: "i"}, zone), "freeze": fill(bot.Freeze{ID: "i"}, zone),
		"cursor": fill(bot.Cursor{Source: "i"}, zone), "event": fill(bot.Event{}, zone),
		"standing": fill(bot.Standing{Account: "i"}, zone), "spending": fill(bot.Spending{Account: "i", Month: "m"}, zone),
	}
	for _, v := range mine {
		put(t, s, v)
	}
	update(t, s, func(tx bot.Tx) error {
		return errors.Join(tx.PutTally("i", fill(bot.Tally{}, zone)), tx.PutRevision("i", 1, fill(bot.Content{}, zone)))
	})
	check("Case", view(t, s, func(tx bot.Tx) (bot.Case, error) { return tx.Case("i") }))
	check("Appeal", view(t, s, func(tx bot.Tx) (bot.Appeal, error) { return tx.Appeal("i") }))
	check("Content", view(t, s, func(tx bot.Tx) (bot.Content, error) { return tx.Revision("i", 1) }))
	check("Post", view(t, s, func(tx bot.Tx) (bot.Post, error) { return tx.Post("i") }))
	check("Notice", view(t, s, func(tx bot.Tx) (bot.Notice, error) { return tx.Notice("i") }))
	check("Reply", view(t, s, func(tx bot.Tx) (bot.Reply, error) { return tx.Reply("i") }))
	check("Tally", view(t, s, func(tx bot.Tx) (bot.Tally, error) { return tx.Tally("i") }))
	check("Standing", view(t, s, func(tx bot.Tx) (bot.Standing, error) { return tx.Standing("i") }))
	check("Spending", view(t, s, func(tx bot.Tx) (bot.Spending, error) { return tx.Spending("i", "m") }))
	check("Cursor", view(t, s, func(tx bot.Tx) (bot.Cursor, error) { return tx.Cursor("i") }))
	check("Freezes", view(t, s, func(tx bot.Tx) ([]bot.Freeze, error) { return tx.Freezes() }))
	check("Events", view(t, s, func(tx bot.Tx) ([]bot.Event, error) { return tx.Events(2, 1) }))

	// The caller's own records are as they were.
	for what, v := range mine {
		eachTime(reflect.ValueOf(v), what, func(path string, at time.Time) {
			if at.Location() != zone {
				t.Errorf("the store changed the caller's %s", path)
			}
		})
	}
}

var timeType = reflect.TypeFor[time.Time]()

// fill sets every time in v to noon in zone, with one element in every slice.
func fill[T any](v T, zone *time.Location) T {
	var set func(reflect.Value)
	set = func(v reflect.Value) {
		switch {
		case v.Type() == timeType:
			v.Set(reflect.ValueOf(noon.In(zone)))
		case v.Kind() == reflect.Struct:
			for _, f := range v.Fields() {
				set(f)
			}
		case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Struct:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			set(v.Index(0))
		}
	}
	set(reflect.ValueOf(&v).Elem())
	return v
}

func eachTime(v reflect.Value, path string, visit func(string, time.Time)) {
	switch {
	case v.Type() == timeType:
		visit(path, v.Interface().(time.Time))
	case v.Kind() == reflect.Struct:
		for f, v := range v.Fields() {
			eachTime(v, path+"."+f.Name, visit)
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			eachTime(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	}
}
