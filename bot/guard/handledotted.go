package guard

// dotted reports whether a made-up name begins at token i: one with a digit or
// a mark in it, or one whose marks are words, as in "mia dot vance".
func (d *doc) dotted(i int) bool {
	end := d.handleEnd(i)
	return end > i && (d.madeUp(i, end) || d.dottedEnd(i) > end)
}

// dottedEnd returns the token behind a handle that begins at token i, over
// marks that are written as words.
func (d *doc) dottedEnd(i int) int {
	end := d.handleEnd(i)
	for n := 0; n < 3 && end > i; n++ {
		next := end
		if d.mark(next, "[(") {
			next++
		}
		w := d.word(next)
		if !handleMarks.has(w) && !(w == "d" && d.is(next+1, number) && d.word(next+2) == "t") {
			break
		}
		for next++; d.is(next, number) && d.value(next) == 0 || d.word(next) == "t" || d.mark(next, ")]"); {
			next++ // "d0t"
		}
		more := d.handleEnd(next)
		if more == next {
			break
		}
		end = more
	}
	return end
}

// spelledHandles finds handles whose marks are words beside the name of a
// network: "slim underscore jay on Instagram".
func (d *doc) spelledHandles() []hit {
	var out []hit
	for i := range d.tok {
		if !handleMarks.has(d.word(i+1)) || d.is(i-1, mark) && d.tight(i) && !d.mark(i-1, "'\"(") {
			continue
		}
		end := d.dottedEnd(i)
		if end > i+1 && !domainEnds.has(d.word(end-1)) && (d.before(i, 8, networkNames) || d.after(end-1, 5, networkNames)) && !d.ownHandle(d.low[d.tok[i].a:d.tok[end-1].b]) {
			out = append(out, d.hit(i, end))
		}
	}
	return out
}

// domainEnds end an address rather than a handle; read only.
var domainEnds = set("com ca org net uk us gov co fr info tv me gg app")

// handleMarks are marks of a handle as words; read only.
var handleMarks = set("dot underscore point dash tiret soulignement souligne d0t")
