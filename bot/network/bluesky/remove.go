package bluesky

import (
	"context"
	"encoding/json"

	"appealbot/bot"
	"appealbot/bot/network"
)

// own returns the key of a post of the account.
func own(s credentials, remote string) (string, bool) {
	did, key, ok := postURI(remote)
	return key, ok && did == s.DID
}

func notOurs(name string) network.Result {
	return network.Result{
		Outcome: network.No, Cause: network.Permanent, Raw: "not a post of this account",
		Note: "This is no post of " + name + ". Tell your administrator.",
	}
}

// Remove implements network.Remover. The server says the same of a post that it
// never had. A repost is taken back like a post, and that of a post goes after it:
// its record would stay and point nowhere.
func (a *Account) Remove(ctx context.Context, remote string) network.Result {
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return res
	}
	did, collection, key, ok := splitURI(remote)
	if !ok || did != s.DID || collection != collPost && collection != collRepost {
		return notOurs(a.o.Account.Name)
	}
	ans, _ := a.ask(ctx, s, call{
		method: "com.atproto.repo.deleteRecord", repeatable: true,
		body: wireDelete{Repo: s.DID, Collection: collection, Key: key},
	})
	if ans.Outcome == network.Done && collection == collPost {
		if res := a.unshare(ctx, s, key); res.Outcome != network.Done {
			return res
		}
	}
	if ans.Outcome == network.Done {
		ans.Remote = remote
	}
	return ans.Result
}

// Edit implements network.Editor: the text of a post is changed in place, with
// its time, its place and its pictures as they are.
func (a *Account) Edit(ctx context.Context, remote string, p bot.Part) network.Result {
	s, res := a.session(ctx)
	if res.Outcome != network.Done {
		return res
	}
	key, ok := own(s, remote)
	if !ok {
		return notOurs(a.o.Account.Name)
	}
	rec, absent, ans := a.record(ctx, s, collPost, key)
	if absent {
		ans.Result, _ = refused(ans)
		return ans.Result
	}
	if ans.Outcome != network.Done {
		return before(ans)
	}
	// Whatever else is in the record stays.
	value := map[string]json.RawMessage{}
	var now string
	err := json.Unmarshal(rec.Value, &value)
	if err == nil {
		err = json.Unmarshal(value["text"], &now)
	}
	if err != nil {
		ans.Result = ans.Garbled(err)
		return before(ans)
	}
	done := network.Result{Outcome: network.Done, Remote: remote, URL: a.postURL(a.handleOr(s.DID), key), Raw: ans.Raw}
	if now == p.Text {
		return done
	}
	text, err := json.Marshal(p.Text)
	if err != nil {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "The text could not be written down. Tell your administrator.", Raw: err.Error()}
	}
	facets, err := json.Marshal(a.facets(ctx, p.Text))
	if err != nil {
		return network.Result{Outcome: network.No, Cause: network.Permanent, Note: "The text could not be written down. Tell your administrator.", Raw: err.Error()}
	}
	value["text"], value["facets"] = text, facets
	if string(facets) == "null" {
		delete(value, "facets")
	}
	put, _ := a.ask(ctx, s, call{
		method: "com.atproto.repo.putRecord", repeatable: true,
		body: wirePut{Repo: s.DID, Collection: collPost, Key: key, Record: value, Swap: &rec.CID},
	})
	if put.Outcome != network.Done {
		return put.Result
	}
	return done
}
