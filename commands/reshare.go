package commands

import (
	"regexp"

	"appealbot/bot"
	"appealbot/bot/desk"
)

// howRepeated is how people say, mostly at the end of the times, how an appeal is to be
// repeated.
var howRepeated = regexp.MustCompile(`(?i)[\s,;]+(?:as|comme|en)\s+(?:(?:a|an|un|une)\s+)?(reshares?|reposts?|boosts?|shares?|repartages?|partages?|follow-?ups?|suivis?|suites?)([\s,;.]+|$)`)

// asFollowUp are those of these words that ask for what is done anyway.
var asFollowUp = regexp.MustCompile(`(?i)^(?:follow|sui)`)

// cutWay cuts off how an appeal is to be repeated, and reports whether its accounts
// are to share their posts again.
func cutWay(times string) (rest string, reshare bool) {
	m := howRepeated.FindStringSubmatchIndex(times)
	if m == nil {
		return times, false
	}
	rest = times[:m[0]]
	if more := times[m[1]:]; more != "" {
		rest += " " + more
	}
	return rest, !asFollowUp.MatchString(times[m[2]:m[3]])
}

// reshared says which accounts share their posts again and what the others do.
func reshared(d *desk.Desk, a bot.Appeal) string {
	if !a.Content.Series.Reshare {
		return ""
	}
	var share, follow []string
	for _, acc := range d.Accounts() {
		for _, id := range a.Content.Accounts {
			switch {
			case id != acc.ID:
			case d.Reshares(id):
				share = append(share, acc.Name)
			default:
				follow = append(follow, acc.Name)
			}
		}
	}
	s := " " + bot.Names(share) + agree(len(share), " shares its post again.", " share their posts again.")
	if len(follow) > 0 {
		s += " " + bot.Names(follow) + " cannot, and" + agree(len(follow), " gets", " get") + " a follow-up instead."
	}
	return s
}

// agree is the verb for one or for more.
func agree(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}
