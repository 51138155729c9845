package mastodon

import (
	"cmp"
	"context"
	"hash/fnv"
	"net/http"
	"slices"

	"appealbot/bot"
	"appealbot/bot/network"
)

// A mark says that the answers of a thread up to one of them have been read:
// how many they were, and which (as a hash of their ids). Answers come from
// other servers late and with times of their own, so that a position alone
// would skip some.
type mark struct {
	At   int64  `json:"a"`
	ID   string `json:"i"`
	N    int    `json:"n"`
	Hash uint64 `json:"h,string"`
}

// marks are several positions in one thread, the last one first. Where the
// thread does not agree with one any more, because an answer came late or one
// was deleted, the next still does, and only what follows it is read again.
type marks []mark

// behind is how far behind the last position the other marks are.
var behind = [...]int{20, 200}

// thread reads the answers below one post from a position on, at most room of
// them, and returns where it ended and whether there is more.
func (a *Account) thread(ctx context.Context, token, me, root string, from marks, room int) ([]network.Item, marks, bool, error) {
	r := a.get(token, "/api/v1/statuses/"+root+"/context", nil)
	r.Limit = maxList
	ans := a.http.Do(ctx, r)
	if gone(ans) {
		return nil, marks{}, false, nil // The post was taken down, and its answers cannot be had.
	}
	if err := ans.Err(); err != nil {
		return nil, nil, false, err
	}
	var w wireContext
	if err := ans.JSON(&w); err != nil {
		return nil, nil, false, err
	}
	all, err := descendants(w)
	if err != nil {
		return nil, nil, false, err
	}
	a.stand(all, root, me)
	all = slices.DeleteFunc(all, func(t told) bool { return t.Account.ID == me })
	sums := sums(all)
	n := from.read(all, sums)
	to := min(n+room, len(all))
	items := make([]network.Item, 0, to-n)
	for _, t := range all[n:to] {
		p, _ := a.places.get(t.ID)
		items = append(items, a.item(t, network.ItemNew, p))
	}
	return items, marked(all, sums, to), to < len(all), nil
}

// descendants reads what is below a post, the oldest first.
func descendants(w wireContext) ([]told, error) {
	if w.Descendants == nil {
		return nil, errNoContext
	}
	all, err := list(w.Descendants)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, func(x, y told) int {
		return cmp.Or(cmp.Compare(late(x.CreatedAt.Time), late(y.CreatedAt.Time)), cmp.Compare(x.ID, y.ID))
	})
	return all, nil
}

// stand remembers where each status below root stands: under the nearest of
// the account's own posts.
func (a *Account) stand(all []told, root, me string) {
	by := make(map[string]told, len(all))
	for _, t := range all {
		by[t.ID] = t
	}
	for _, t := range all {
		p := place{under: root, parent: t.InReplyTo, kind: bot.ReplyAnswer}
		for id, steps := t.InReplyTo, 0; steps < len(all); steps++ {
			up, ok := by[id]
			if !ok {
				break
			}
			if up.Account.ID == me {
				p.under = id
				break
			}
			id = up.InReplyTo
		}
		a.places.put(t.ID, p)
	}
}

// sums returns for each number of answers the hash of that many.
func sums(all []told) []uint64 {
	out := make([]uint64, len(all)+1)
	h := fnv.New64a()
	out[0] = h.Sum64()
	for i, t := range all {
		_, _ = h.Write([]byte(t.ID + "\n"))
		out[i+1] = h.Sum64()
	}
	return out
}

// read returns how many of the answers have certainly been read.
func (ms marks) read(all []told, sums []uint64) int {
	for _, m := range ms {
		n := 0
		for n < len(all) && cmp.Or(cmp.Compare(late(all[n].CreatedAt.Time), m.At), cmp.Compare(all[n].ID, m.ID)) <= 0 {
			n++
		}
		if n == m.N && sums[n] == m.Hash {
			return n
		}
	}
	return 0
}

// marked returns the marks for n answers that have been read.
func marked(all []told, sums []uint64, n int) marks {
	ms := marks{}
	add := func(i int) {
		if i > 0 {
			ms = append(ms, mark{At: late(all[i-1].CreatedAt.Time), ID: all[i-1].ID, N: i, Hash: sums[i]})
		}
	}
	add(n)
	for _, b := range behind {
		add(n - b)
	}
	return ms
}

// under finds out where a status stands that is an answer.
func (a *Account) under(ctx context.Context, token, me string, t told) (place, error) {
	if p, ok := a.places.get(t.ID); ok {
		return p, nil
	}
	if t.InReplyTo == "" {
		return a.loose(t), nil
	}
	if p, ok := a.places.get(t.InReplyTo); ok && p.under != "" {
		at := place{under: p.under, parent: t.InReplyTo, kind: bot.ReplyAnswer}
		a.places.put(t.ID, at)
		return at, nil
	}
	r := a.get(token, "/api/v1/statuses/"+t.ID+"/context", nil)
	r.Limit = maxList
	ans := a.http.Do(ctx, r)
	at := place{parent: t.InReplyTo, kind: bot.ReplyMention}
	if ans.Status == http.StatusNotFound && gone(ans) {
		return at, nil // Deleted meanwhile.
	}
	if err := ans.Err(); err != nil {
		return place{}, err
	}
	var w wireContext
	if err := ans.JSON(&w); err != nil {
		return place{}, err
	}
	above, err := list(w.Ancestors)
	if err != nil {
		return place{}, err
	}
	for _, up := range slices.Backward(above) {
		if up.Account.ID == me {
			at.under, at.kind = up.ID, bot.ReplyAnswer
			break
		}
	}
	a.places.put(t.ID, at)
	return at, nil
}

// loose is where a status stands that answers nothing: it quotes one, or it
// mentions the account.
func (a *Account) loose(t told) place {
	if id := t.Quote.quoted(); validID(id) {
		return place{under: id, parent: id, kind: bot.ReplyQuote}
	}
	return place{kind: bot.ReplyMention}
}
