package card

import "appealbot/bot"

// cost is what publishing a part costs, and why it is more than others, if that
// is for a link: a network that charges more for links counts as one whatever it
// makes one of, so it is asked for the price without the words.
func (b Book) cost(account bot.AccountID, p bot.Part) string {
	micros := b.price(account, p)
	if micros <= 0 {
		return ""
	}
	s := "about " + bot.Dollars(micros)
	p.Text = "-"
	if b.price(account, p) < micros {
		s += " (it has a link)"
	}
	return s
}

// total is what publishing all of an appeal costs.
func (b Book) total(a bot.Appeal) string {
	var micros int64
	for _, r := range a.Plan.Renderings {
		parts := r.Parts
		if r.Shares != nil {
			// No network names a price for sharing again. It is booked like a post
			// without an address in it, whatever the shared one says.
			parts = []bot.Part{{}}
		}
		micros += b.price(r.Account, parts...)
	}
	if micros <= 0 {
		return ""
	}
	return "about " + bot.Dollars(micros) + " altogether"
}

func (b Book) price(account bot.AccountID, parts ...bot.Part) int64 {
	if b.Price == nil {
		return 0
	}
	micros, _ := b.Price(account, parts)
	return micros
}
