package commands

import (
	"strings"

	"appealbot/bot"
	"appealbot/bot/card"
	"appealbot/bot/chat"
)

// accounting holds the verbs about the public accounts.
func accounting() []verb {
	return []verb{
		{
			name: "accounts", run: (*request).accounts,
			short:   "show every public account: whose it is, who may use it, whether it works",
			example: []string{"accounts"},
		},
		{
			name: "stats", args: "[CASE] [30d] [csv] [dark]", run: (*request).stats,
			short:   "show what was counted: appeals, replies, tips, and how long things took, with a chart",
			long:    "In a case's channel, or with a number, of the case; otherwise of everything. 7d, 30d, 90d or 1y says of how many days; csv hands out a table; dark and light colour the chart; definitions says what each figure means.",
			example: []string{"stats", "stats 2026-1234567", "stats 90d csv", "stats definitions"},
		},
		{
			name: "costs", args: "[CASE]", run: (*request).costs,
			short:   "show what the accounts cost this month, and how many people reacted",
			long:    "In a case's channel, or with a number, it shows the posts of the case; otherwise the newest of each account.",
			example: []string{"costs", "costs 2026-1234567"},
		},
		{
			name: "connect", args: "ACCOUNT", run: (*request).connecting,
			short:   "connect a public account, or connect it again",
			long:    "For administrators, and for whose account it is. It opens a form that says where to go and what to bring back. Whoever opened it sees it alone, and what is brought is in no log.",
			example: []string{"connect metro-x"},
		},
	}
}

func (q *request) accounts(string) (chat.Answer, error) {
	ss, err := q.desk.Standings(q.ctx)
	if err != nil {
		return chat.Answer{}, err
	}
	as := q.desk.Accounts()
	out := make([]card.AccountState, len(as))
	for i, a := range as {
		out[i] = card.AccountState{Account: a, Standing: ss[i]}
	}
	return show(q.book().AccountList(out)), nil
}

func (q *request) costs(rest string) (chat.Answer, error) {
	ref := strings.TrimSpace(rest)
	k, err := q.findCase(ref)
	if err != nil && ref != "" {
		return chat.Answer{}, err
	}
	s, err := q.desk.Stats(q.ctx, k.ID) // outside a case's channel: of no case
	if err != nil {
		return chat.Answer{}, err
	}
	out := make([]card.AccountState, len(s.Accounts))
	for i, a := range s.Accounts {
		out[i] = card.AccountState(a)
	}
	return show(q.book().Costs(s.Month, s.Case, out)), nil
}

// account finds the account that somebody names.
func (q *request) account(id string) (bot.Account, error) {
	var ids []string
	for _, a := range q.desk.Accounts() {
		if strings.EqualFold(string(a.ID), id) {
			return a, nil
		}
		ids = append(ids, string(a.ID))
	}
	return bot.Account{}, bot.Refuse(bot.ErrNotFound, "There is no account of that name. There are: %s.", strings.Join(ids, ", "))
}
