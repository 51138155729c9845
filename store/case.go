package store

import "appealbot/bot"

func caseEntries(c bot.Case) []entry {
	es := []entry{{table: tableCaseOpened, key: key(nil).time(c.Opened).id(c.ID)}}
	if c.Number != "" {
		es = append(es, entry{tableCaseNumber, name(c.Number), "number " + c.Number})
	}
	for _, r := range c.Rooms {
		if r.Channel != "" {
			// Two cases in one room would show each other's witnesses.
			es = append(es, entry{tableCaseRoom, under(r.Platform).name(r.Channel), "channel " + r.Channel + " of " + r.Platform})
		}
	}
	return es
}

// Case implements bot.CaseTx.
func (t *tx) Case(id bot.ID) (bot.Case, error) {
	return load[bot.Case](t, tableCase, name(id), "case", string(id))
}

// CaseByNumber implements bot.CaseTx.
func (t *tx) CaseByNumber(number string) (bot.Case, error) {
	return loadBy[bot.Case](t, tableCaseNumber, name(number), tableCase, "case with number", number)
}

// CaseByRoom implements bot.CaseTx.
func (t *tx) CaseByRoom(platform, channel string) (bot.Case, error) {
	return loadBy[bot.Case](t, tableCaseRoom, under(platform).name(channel), tableCase, "case with room", platform+"/"+channel)
}

// PutCase implements bot.CaseTx. It refuses a number or a room that belongs to
// another case with an error that wraps bot.ErrStale.
func (t *tx) PutCase(c bot.Case) error {
	return save(t, tableCase, c.ID, utcCase(c), caseEntries)
}

// Cases implements bot.CaseTx. The error wraps bot.ErrNotFound if there is no
// case with ID before.
func (t *tx) Cases(before bot.ID, n int) ([]bot.Case, error) {
	var to []byte
	if before != "" {
		c, err := t.Case(before)
		if err != nil {
			return nil, err
		}
		to = key(nil).time(c.Opened).id(c.ID)
	}
	ps, err := t.scanBack(tableCaseOpened, nil, to, n)
	if err != nil {
		return nil, err
	}
	return followAll[bot.Case](t, tableCase, ps)
}
