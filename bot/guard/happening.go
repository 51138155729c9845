package guard

import "strings"

// A speech is a reply as it is listened to: spelled right, with the sentences that
// hold a figure of speech.
type speech struct {
	*doc
	idle map[int32]bool // by number of the sentence
	// amused is set by a face that jests, laughs by one that laughs.
	amused, laughs bool
}

func listen(d *doc) *speech {
	out := &speech{
		doc: heard(d), idle: map[int32]bool{},
		amused: strings.ContainsAny(d.raw, "😂🤣😆😅💀"), laughs: strings.ContainsAny(d.raw, "😂🤣💀"),
	}
	for _, m := range out.find(idle) {
		out.idle[out.tok[m.first].sentence] = true
	}
	return out
}

// happenings returns the words that say that somebody is in danger now, that a
// crime is being committed, that somebody means to do harm, or that whoever is
// looked for is in sight: emergencies that are told as what happens and not as
// a cry for help. What a sentence puts into the past, into a story or into a
// joke is none.
func happenings(d *speech) []span {
	var out []span
	for _, m := range d.find(dangerous) {
		if m.name == "doing" && !d.happening(m.first) || m.name != "meant" && d.bygone(m.first) || m.name != "sure" && d.jesting(m.first) || m.name == "burning" && d.figurative(m.first) {
			continue
		}
		out = append(out, d.tokens(m.first, m.last))
	}
	return append(out, d.inSight()...)
}

// happening reports whether the verb in -ing at token i says what goes on: "he
// is choking her", "guy chasing a girl"; not "the stabbing", "a man wanted for
// stealing", "was following".
func (d *speech) happening(i int) bool {
	for j := i - 1; j >= i-4 && d.same(j, i); j-- {
		switch w := d.word(j); {
		case goingOn.has(w):
			return true
		case notGoingOn.has(w):
			return false
		case d.is(j, mark):
			return true
		}
	}
	return true
}

// bygone reports whether the sentence of token i tells of the past, and not also
// of now.
func (d *speech) bygone(i int) bool {
	past := false
	d.nearby(i, func(j int) {
		past = past || pastTimes.has(d.word(j)) || d.is(j, number) && yearPrepositions.has(d.word(j-1)) && d.length(j) == 4
	})
	return past && !d.present(i)
}

// pressing reports whether a question at token i is asked by somebody in need:
// "can you come, he is hitting my mum?".
func (d *speech) pressing(i int) bool {
	need := d.present(i)
	d.nearby(i, func(j int) { need = need || inNeed.has(d.word(j)) })
	return need
}

// present reports whether the sentence of token i has a word that says now.
func (d *speech) present(i int) bool {
	now := false
	d.nearby(i, func(j int) { now = now || nowTimes.has(d.word(j)) })
	return now
}

// jesting reports whether somebody laughs in the sentence of token i, or speaks of
// what is only played or watched. A weapon or a wound in sight is no joke.
func (d *speech) jesting(i int) bool {
	jest := d.idle[d.tok[i].sentence] || d.amused
	d.nearby(i, func(j int) { jest = jest || jests.has(d.word(j)) })
	if !jest {
		return false
	}
	// Who writes "help, I'm dying" and laughs is amused.
	serious := false
	d.nearby(i, func(j int) {
		serious = serious || seriously.has(d.word(j)) && !(d.laughs && d.word(j) == "help")
	})
	return !serious
}

// figurative reports whether what burns at token i is no thing that burns: "that
// jacket is on fire", "he is on fire tonight".
func (d *speech) figurative(i int) bool {
	for j := i - 1; j >= i-5 && d.same(j, i); j-- {
		if praised.has(d.word(j)) {
			return true
		}
	}
	return false
}

// nearby visits the words of the sentence of token i, some twenty-five to each
// side of it.
func (d *speech) nearby(i int, visit func(j int)) {
	const near = 25
	for j := max(i-near, 0); j < len(d.tok) && j <= i+near; j++ {
		if d.same(j, i) && d.tok[j].kind <= number {
			visit(j)
		}
	}
}

// inSight finds somebody or something that is looked for, together with words
// that say how near it is to the writer at this moment.
func (d *speech) inSight() []span {
	var out []span
	for _, m := range d.find(closeBy) {
		if d.bygone(m.first) || m.name != "sight" && d.recounted(m.first) || m.name == "weak" && !d.present(m.first) {
			continue
		}
		if m.name == "sight" {
			out = append(out, d.tokens(m.first, m.last))
			continue
		}
		seen := -1
		d.nearby(m.first, func(j int) {
			if (j < m.first || j > m.last) && looked.has(d.word(j)) && (seen < 0 || j < m.first) {
				seen = j
			}
		})
		if seen >= 0 {
			out = append(out, d.tokens(min(seen, m.first), max(seen, m.last)))
		}
	}
	return out
}

// recounted reports whether the words before token i tell a story: "he was right in
// front of me", "when a man walked past me".
func (d *speech) recounted(i int) bool {
	for j := i - 1; j >= i-8 && d.same(j, i); j-- {
		switch w := d.word(j); {
		case presentVerbs.has(w):
			return false
		case w == "was" || w == "were" || w == "had" || w == "when" || w == "etait" || w == "etaient" || w == "avait" || w == "quand" || w == "lorsque":
			return true
		}
	}
	return false
}
