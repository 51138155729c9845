package store

import (
	"errors"
	"time"

	"appealbot/bot"
	"appealbot/store/kv"
)

func postEntries(p bot.Post) []entry {
	es := []entry{
		{table: tablePostAppeal, key: under(p.Appeal).time(p.Created).id(p.ID)},
		// Every state is indexed, the final ones too: a list that were empty
		// for some states would be a trap, and a post changes state seldom.
		{table: tablePostState, key: under(p.State).time(p.Created).id(p.ID)},
	}
	if !p.Due.IsZero() {
		es = append(es, entry{table: tablePostDue, key: under(p.Account).int(int64(p.Lane)).time(p.Due).id(p.ID)})
	}
	if p.Pursued() {
		es = append(es, entry{table: tablePostLeft, key: under(p.Case).time(p.Created).id(p.ID)})
		if !p.Gone.Due.IsZero() {
			es = append(es, entry{table: tablePostLook, key: under(p.Account).int(0).time(p.Gone.Due).id(p.ID)})
		}
	}
	if p.Op != bot.OpCreate {
		return es // its remotes are those of what it is about
	}
	if len(p.Remotes) > 0 && p.State != bot.PostRemoved {
		es = append(es, entry{table: tablePostPublic, key: under(p.Account).back(p.Since()).id(p.ID)})
	}
	for _, r := range p.Remotes {
		if r != "" {
			es = append(es, entry{table: tablePostRemote, key: under(p.Account).name(r).id(p.ID)})
		}
	}
	return es
}

// Post implements bot.PostTx.
func (t *tx) Post(id bot.ID) (bot.Post, error) {
	return load[bot.Post](t, tablePost, name(id), "post", string(id))
}

// AddPost implements bot.PostTx.
func (t *tx) AddPost(p bot.Post) (bool, error) {
	switch _, err := t.get(tablePost, name(p.ID)); {
	case err == nil:
		return false, nil
	case !errors.Is(err, kv.ErrNotFound):
		return false, err
	}
	if err := save(t, tablePost, p.ID, utcPost(p), postEntries); err != nil {
		return false, err
	}
	return true, nil
}

// SetPost implements bot.PostTx. The error wraps bot.ErrNotFound if there is no
// such post.
func (t *tx) SetPost(p bot.Post) error {
	switch _, err := t.get(tablePost, name(p.ID)); {
	case errors.Is(err, kv.ErrNotFound):
		return missing("post", string(p.ID))
	case err != nil:
		return err
	}
	return save(t, tablePost, p.ID, utcPost(p), postEntries)
}

// DuePosts implements bot.PostTx.
func (t *tx) DuePosts(account bot.AccountID, when time.Time, n int) ([]bot.Post, error) {
	return due[bot.Post](t, tablePostDue, under(account), tablePost, when, n)
}

// NextPost implements bot.PostTx.
func (t *tx) NextPost(account bot.AccountID) (time.Time, bool, error) {
	return t.next(tablePostDue, under(account))
}

// PostsOf implements bot.PostTx. The oldest comes first.
func (t *tx) PostsOf(appeal bot.ID) ([]bot.Post, error) {
	const page = 256
	p := under(appeal)
	var out []bot.Post
	for from := []byte(p); ; {
		ps, err := t.scan(tablePostAppeal, from, end(p), page)
		if err != nil {
			return nil, err
		}
		posts, err := followAll[bot.Post](t, tablePost, ps)
		if err != nil {
			return nil, err
		}
		out = append(out, posts...)
		if len(ps) < page {
			return out, nil
		}
		from = kv.After(ps[len(ps)-1].Key)
	}
}

// PostByRemote implements bot.PostTx. It finds the post that published the
// part, never the one that takes it down.
func (t *tx) PostByRemote(account bot.AccountID, remote string) (bot.Post, error) {
	p := under(account).name(remote)
	ps, err := t.scan(tablePostRemote, p, end(p), 1)
	if err != nil {
		return bot.Post{}, err
	}
	if len(ps) == 0 {
		return bot.Post{}, missing("post with remote", string(account)+"/"+remote)
	}
	return follow[bot.Post](t, tablePost, ps[0].Value)
}

// PublicPosts implements bot.PostTx.
func (t *tx) PublicPosts(account bot.AccountID, since time.Time, n int) ([]bot.Post, error) {
	// The index begins with the newest, so the oldest that is wanted ends the
	// range, and with it everything that was published at the same moment.
	ps, err := t.scan(tablePostPublic, under(account), end(under(account).back(since)), n)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Post](t, tablePost, ps)
}

// PostsIn implements bot.PostTx. The oldest comes first.
func (t *tx) PostsIn(state bot.PostState, n int) ([]bot.Post, error) {
	p := under(state)
	ps, err := t.scan(tablePostState, p, end(p), n)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Post](t, tablePost, ps)
}

// Pursued implements bot.PostTx.
func (t *tx) Pursued(caseID bot.ID, n int) ([]bot.Post, error) {
	p := under(caseID)
	ps, err := t.scan(tablePostLeft, p, end(p), n)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Post](t, tablePost, ps)
}

// DueLooks implements bot.PostTx.
func (t *tx) DueLooks(account bot.AccountID, when time.Time, n int) ([]bot.Post, error) {
	return due[bot.Post](t, tablePostLook, under(account), tablePost, when, n)
}

// NextLook implements bot.PostTx.
func (t *tx) NextLook(account bot.AccountID) (time.Time, bool, error) {
	return t.next(tablePostLook, under(account))
}
