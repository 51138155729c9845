package desk

import (
	"fmt"
	"slices"

	"appealbot/bot"
)

// LeftOut says where an update does not go although the appeal that it follows was
// published there, and why, as phrases: whoever writes it should not find that out
// from the public.
func (d *Desk) LeftOut(tx bot.Tx, u bot.Appeal) ([]string, error) {
	if u.Parent == "" || u.Answers != "" {
		return nil, nil
	}
	s, err := tx.Appeal(u.Parent)
	if err != nil {
		return nil, err
	}
	public, err := visible(tx, s)
	if err != nil {
		return nil, err
	}
	own, err := tx.PostsOf(s.ID)
	if err != nil {
		return nil, err
	}
	var out []string
	seen := map[bot.AccountID]bool{}
	for _, p := range append(slices.Clone(public), own...) {
		if seen[p.Account] || p.Op != bot.OpCreate || p.Digest != s.Digest && p.Target == "" || slices.Contains(u.Content.Accounts, p.Account) {
			continue
		}
		seen[p.Account] = true
		out = append(out, d.name(p.Account)+" ("+d.whyLeftOut(p, u)+")")
	}
	return out, nil
}

// whyLeftOut says why an update does not go under a post.
func (d *Desk) whyLeftOut(p bot.Post, u bot.Appeal) string {
	switch p.State {
	case bot.PostPosted:
	case bot.PostRemoved:
		return "the post there was taken down"
	case bot.PostRefused, bot.PostDropped:
		return "nothing was published there"
	default:
		return "it is not known to be public there yet"
	}
	if _, same := u.Content.Texts[p.Language]; !same {
		return fmt.Sprintf("public there in %q only", p.Language)
	}
	if by, known := d.o.Roster.ByID(u.Author); known && len(d.usable(by, []bot.AccountID{p.Account})) == 0 {
		return "you may not publish there"
	}
	return "a video would be needed"
}
