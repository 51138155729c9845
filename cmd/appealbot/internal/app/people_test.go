package app

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"appealbot/bot"
	"appealbot/configs"
)

// lockedBuffer is a buffer for the log of something that runs.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func someone(id, login, email string) configs.Person {
	p := configs.Person{ID: bot.ID(id), Name: id, Email: email}
	if login != "" {
		p.Logins = map[string]string{"test": login}
	}
	return p
}

// look finds people with a lookup that fails a few times first.
func look(t *testing.T, people []configs.Person, failures int, ids map[string]string) (logins []string, asked [][]string, log string) {
	t.Helper()
	var b lockedBuffer
	f := finder{platform: "test", patience: findPatience, log: newLog(configs.Log{}, &b), lookup: func(_ context.Context, emails []string) (map[string]string, error) {
		asked = append(asked, emails)
		if len(asked) <= failures {
			return nil, errors.New("connection refused")
		}
		return ids, nil
	}}
	for _, p := range f.find(t.Context(), people) {
		logins = append(logins, p.Logins["test"])
	}
	return logins, asked, b.String()
}

func TestPeopleAreFoundByTheirAddresses(t *testing.T) {
	people := []configs.Person{
		someone("ann", "", "Ann@Police.example"), someone("bob", "u2", "bob@police.example"), someone("carla", "", ""),
		someone("dev", "", "dev@police.example"), someone("eve", "", "eve@police.example"),
	}
	before := len(people[0].Logins)
	logins, asked, log := look(t, people, 0, map[string]string{"ann@police.example": "u1", "eve@police.example": "u2"})
	if !cmp.Equal(logins, []string{"u1", "u2", "", "", ""}) {
		t.Errorf("logins %q", logins)
	}
	if !cmp.Equal(asked, [][]string{{"Ann@Police.example", "dev@police.example", "eve@police.example"}}) {
		t.Errorf("asked for %q", asked)
	}
	if len(people[0].Logins) != before {
		t.Error("the configuration was changed")
	}
	if !strings.Contains(log, "no account there") || !strings.Contains(log, "login of somebody else") {
		t.Errorf("the log says:\n%s", log)
	}
}

func TestNobodyHasToBeFound(t *testing.T) {
	logins, asked, _ := look(t, []configs.Person{someone("ann", "u1", "ann@police.example"), someone("bob", "", "")}, 0, nil)
	if !cmp.Equal(logins, []string{"u1", ""}) || len(asked) != 0 {
		t.Errorf("logins %q, asked %q", logins, asked)
	}
}

func TestAServerIsWaitedForALittle(t *testing.T) {
	people := []configs.Person{someone("ann", "", "ann@police.example")}
	ids := map[string]string{"ann@police.example": "u1"}
	synctest.Test(t, func(t *testing.T) {
		logins, asked, _ := look(t, people, 5, ids)
		if !cmp.Equal(logins, []string{"u1"}) || len(asked) != 6 {
			t.Errorf("logins %q after %d questions", logins, len(asked))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		logins, _, log := look(t, people, 1000, ids)
		if !cmp.Equal(logins, []string{""}) || time.Since(began) != findPatience {
			t.Errorf("logins %q after %v", logins, time.Since(began))
		}
		if !strings.Contains(log, "level=WARN") || !strings.Contains(log, "people=1") || !strings.Contains(log, "connection refused") {
			t.Errorf("the log says:\n%s", log)
		}
	})
}

// Two platforms are asked at once, and neither's answer is lost.
func TestPeopleAreFoundOnEachPlatform(t *testing.T) {
	both := make(chan struct{}, 2)
	lookup := func(id string) func(context.Context, []string) (map[string]string, error) {
		return func(context.Context, []string) (map[string]string, error) {
			both <- struct{}{}
			for len(both) < 2 {
				time.Sleep(time.Millisecond)
			}
			return map[string]string{"ann@police.example": id}, nil
		}
	}
	synctest.Test(t, func(t *testing.T) {
		f := finder{platform: "test", patience: findPatience, log: newLog(configs.Log{}, &lockedBuffer{}), lookup: lookup("u1")}
		g := f
		g.platform, g.lookup = "other", lookup("o1")
		people := []configs.Person{someone("ann", "", "ann@police.example"), someone("bob", "u2", "")}
		found := findAll(t.Context(), people, []finder{f, g})
		if got := found[0].Logins; got["test"] != "u1" || got["other"] != "o1" || found[1].Logins["test"] != "u2" || len(people[0].Logins) != 0 {
			t.Errorf("%+v", found)
		}
	})
	if got := findAll(t.Context(), []configs.Person{someone("ann", "", "")}, nil); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}
