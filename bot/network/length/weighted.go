package length

import "golang.org/x/text/unicode/norm"

// X's numbers (twitter-text 3.1.0, config/v3.json), in characters.
const (
	// WeightedMax is what a post of an account without a subscription has.
	WeightedMax = 280
	// WeightedLink is what a link weighs, however long it is.
	WeightedLink = 23

	light = 1
	heavy = 2
)

// Weighted returns how long X says that a text is.
func Weighted(text string) int {
	text = norm.NFC.String(text)
	if plain(text) {
		return len(text)
	}
	s := scanOf(text)
	found := s.links(&xFlavour)
	total, picture := 0, 0 // picture: behind the last emoji
	for u := 0; u < len(s.u); {
		for len(found) > 0 && found[0].from < u {
			found = found[1:]
		}
		rest := text[s.at[u]:]
		n := 0
		if s.at[u] >= picture {
			// Emoji are found without regard to links; one that began
			// in a link ends where it ends.
			if n = emojiAt(rest); n > 0 {
				picture = s.at[u] + n
			}
		}
		if len(found) > 0 && found[0].from == u {
			total += WeightedLink
			u = s.skip(u, u+found[0].counted(), text, &picture)
			continue
		}
		if n > 0 {
			total += heavy
			for end := s.at[u] + n; u < len(s.u) && s.at[u] < end; {
				u++
			}
			continue
		}
		total += weight(s.u[u])
		if u+1 < len(s.u) && s.at[u+1] == s.at[u] {
			u++
		}
		u++
	}
	return total
}

// skip goes over a link and the emoji that begin in it.
func (s scan) skip(u, to int, text string, picture *int) int {
	for ; u < to; u++ {
		if s.at[u] < *picture || u > 0 && s.at[u] == s.at[u-1] {
			continue
		}
		if n := emojiAt(text[s.at[u]:]); n > 0 {
			*picture = s.at[u] + n
		}
	}
	return to
}

// weight is that of the character of which u is the first unit.
func weight(u uint16) int {
	switch {
	case u <= 4351, 8192 <= u && u <= 8205, 8208 <= u && u <= 8223, 8242 <= u && u <= 8247:
		return light
	default:
		return heavy
	}
}

// plain reports whether text is ASCII without a full stop, where every byte is
// a character and nothing is a link.
func plain(text string) bool {
	for i := range len(text) {
		if text[i] == '.' || text[i] >= 0x80 {
			return false
		}
	}
	return true
}
