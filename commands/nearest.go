package commands

import (
	"strings"
	"unicode/utf8"
)

// maxNearest bounds the words that are compared. Nobody mistypes a longer one,
// and the comparison is quadratic.
const maxNearest = 32

// nearest returns the known word that was probably meant by word: the same but
// for case, the only one that begins with it (from three letters on), or the
// one within one slip for every three letters. A slip is a letter too many,
// too few, wrong, or swapped with its neighbour. Of equally near words it
// prefers one with the same first letter, then the one that is listed first.
func nearest(word string, known []string) (string, bool) {
	word = strings.ToLower(word)
	n := utf8.RuneCountInString(word)
	if n == 0 || n > maxNearest {
		return "", false
	}
	best, bestScore := "", -1
	starts, starting := "", 0
	for _, k := range known {
		low := strings.ToLower(k)
		if low == word {
			return k, true
		}
		if strings.HasPrefix(low, word) {
			starts = k
			starting++
		}
		d := distance([]rune(word), []rune(low))
		if d > max(n, utf8.RuneCountInString(low))/3 {
			continue
		}
		score := 2 * d
		if low[0] != word[0] {
			score++
		}
		if bestScore < 0 || score < bestScore {
			best, bestScore = k, score
		}
	}
	if starting == 1 && n >= 3 {
		return starts, true
	}
	return best, bestScore >= 0
}

// distance is the Damerau-Levenshtein distance in which no part of a word is
// changed twice (optimal string alignment).
func distance(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
