package practice

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"appealbot/bot"
	wall "appealbot/bot/network/practice"
)

// visitor is who the person at the browser is on the public side.
func visitor(r *http.Request) wall.Visitor {
	name := strings.TrimSpace(r.PostFormValue("visitor"))
	if name == "" {
		return wall.Visitor{}
	}
	return wall.Visitor{Name: name, Handle: "@" + strings.Join(strings.Fields(strings.ToLower(name)), ".")}
}

func (p *page) answer(r *http.Request) (result, error) {
	_, err := p.o.Wall.Answer(visitor(r), r.PostFormValue("id"), r.PostFormValue("text"))
	return result{}, err
}

func (p *page) quote(r *http.Request) (result, error) {
	_, err := p.o.Wall.Quote(visitor(r), r.PostFormValue("id"), r.PostFormValue("text"))
	return result{}, err
}

func (p *page) mention(r *http.Request) (result, error) {
	_, err := p.o.Wall.Mention(visitor(r), bot.AccountID(r.PostFormValue("id")), r.PostFormValue("text"))
	return result{}, err
}

func (p *page) edit(r *http.Request) (result, error) {
	return result{}, p.o.Wall.Edit(r.PostFormValue("id"), r.PostFormValue("text"))
}

func (p *page) remove(r *http.Request) (result, error) {
	return result{}, p.o.Wall.Delete(r.PostFormValue("id"))
}

func (p *page) like(r *http.Request) (result, error) {
	return result{}, p.o.Wall.Like(r.PostFormValue("id"))
}

// fault switches how an account misbehaves.
func (p *page) fault(r *http.Request) (result, error) {
	f := wall.Fault{Kind: wall.FaultKind(r.PostFormValue("kind")), Everything: r.PostFormValue("everything") != ""}
	var err error
	if f.Times, err = number(r.PostFormValue("times"), "how often"); err != nil {
		return result{}, err
	}
	seconds, err := number(r.PostFormValue("wait"), "how many seconds")
	if err != nil {
		return result{}, err
	}
	f.Wait = time.Duration(seconds) * time.Second
	return result{}, p.o.Wall.SetFault(bot.AccountID(r.PostFormValue("id")), f)
}

// flood lets many visitors answer at once.
func (p *page) flood(r *http.Request) (result, error) {
	n, err := number(r.PostFormValue("n"), "how many answers")
	if err != nil {
		return result{}, err
	}
	newest := p.o.Wall.Threads("", "", 1, 0)
	if len(newest) == 0 {
		return result{}, bot.Refuse(bot.ErrNotFound, "Nothing has been published yet. Publish an appeal first; then the public can answer it.")
	}
	texts := make([]string, n)
	for i := range texts {
		texts[i] = fmt.Sprintf("Answer %d of %d: I drove past there last night, does that help?", i+1, n)
	}
	if _, err := p.o.Wall.Flood(wall.Visitor{Name: "Many visitors", Handle: "@many.visitors"}, newest[0].Posts[0].ID, texts); err != nil {
		return result{}, err
	}
	return result{Notice: fmt.Sprintf("%d answers were written under the newest post.", n)}, nil
}

// outside lets somebody with an account's password publish past the bot.
func (p *page) outside(r *http.Request) (result, error) {
	if _, err := p.o.Wall.Outside(bot.AccountID(r.PostFormValue("id")), r.PostFormValue("text")); err != nil {
		return result{}, err
	}
	return result{Notice: "It is public, and nobody approved it. The bot looks what stands on the accounts every few seconds."}, nil
}

// number reads a number that a person typed; nothing is zero.
func number(s, what string) (int, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 100_000 {
		return 0, bot.Refuse(bot.ErrInvalid, "Say %s in digits, for example 3.", what)
	}
	return n, nil
}
