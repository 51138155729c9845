package guard

// fits reads an identifier of letters and digits that begins at token i, blanks
// and single marks between its parts left out: "QQ 12 34 56 C", "AB-123456". In
// the pattern A is a letter, 9 a digit, X either, S a letter or the digit 9.
// Digits may be written as words, or O and l stand in for them. It returns the
// identifier in capitals and its last token, or -1 when there is none.
func (d *doc) fits(i int, pattern string) (code string, last int) {
	if pattern[0] != '9' && standing(pattern[0], d.low[d.tok[i].a]) == 0 {
		return "", -1 // nearly always
	}
	if d.tight(i) && (d.is(i-1, word) || d.is(i-1, number)) {
		return "", -1
	}
	var buf [40]byte
	n, j := 0, i
	for n < len(pattern) {
		if j >= len(d.tok) || j > i && d.tok[j].a-d.tok[j-1].b > 2 {
			return "", -1
		}
		switch d.tok[j].kind {
		case line:
			return "", -1
		case mark:
			dictated := d.mark(j, ",") && pattern[n] == '9' && d.is(j-1, word) && d.is(j+1, word)
			if j == i || !d.mark(j, "-./_*") && !dictated || d.is(j-1, mark) {
				return "", -1
			}
			j++
			continue
		}
		w := d.word(j)
		if d.is(j, word) && pattern[n] == '9' && len(w) > 1 {
			if digits, next := d.spelled(j); next > j && n+len(digits) <= len(pattern) {
				w, j = digits, next-1
			}
		}
		for k := range len(w) {
			if n == len(pattern) {
				return "", -1
			}
			c := standing(pattern[n], w[k])
			if c == 0 {
				return "", -1
			}
			buf[n] = c
			n++
		}
		j++
	}
	if d.goesOn(j) {
		return "", -1
	}
	return string(buf[:n]), j - 1
}

// goesOn reports whether more of the same identifier stands at token j.
func (d *doc) goesOn(j int) bool {
	if !d.tight(j) {
		return false
	}
	return d.is(j, word) || d.is(j, number) || d.mark(j, "-_/") && d.tight(j+1) && (d.is(j+1, number) || d.upper(j+1))
}

// standing is what a character in lower case says in a place of a pattern; 0
// when it cannot stand there.
func standing(place, c byte) byte {
	digit, letter := c >= '0' && c <= '9', c >= 'a' && c <= 'z'
	switch {
	case place == 'A' && letter, place == 'X' && letter, place == 'S' && letter:
		return c - 'a' + 'A'
	case place == 'X' && digit, place == '9' && digit, place == 'S' && c == '9':
		return c
	case place == '9' && c == 'o':
		return '0'
	case place == '9' && (c == 'i' || c == 'l'):
		return '1'
	}
	return 0
}

// startsCode reports whether token i can be where an identifier with letters
// begins. Most words are too long for that, or have a word behind them that is
// neither in capitals nor a dictated digit; it saves trying every pattern.
func (d *doc) startsCode(i int) bool {
	if !d.is(i, word) {
		return d.is(i, number)
	}
	if n := d.tok[i].b - d.tok[i].a; n > 5 {
		return n <= 8 && d.tight(i+1) && d.is(i+1, number)
	}
	j := i + 1
	hyphen := d.mark(j, "-./_*")
	if hyphen {
		j++
	}
	if j >= len(d.tok) || d.tok[j].a-d.tok[i].b > 4 {
		return false
	}
	if d.is(j, word) {
		return d.length(j) <= 5 && (hyphen || d.length(i) == 1 && d.length(j) == 1 || d.upper(i) && (d.upper(j) || numerals[d.word(j)] != ""))
	}
	return d.is(j, number)
}

// shouted reports whether every word from token i to j is in capitals. A small l
// or o right beside a digit stands in for one.
func (d *doc) shouted(i, j int) bool {
	for k := i; k <= j; k++ {
		if w := d.word(k); (w == "l" || w == "o") && (d.tight(k) && d.is(k-1, number) || d.tight(k+1) && d.is(k+1, number)) {
			continue
		}
		if d.is(k, word) && !d.upper(k) {
			return false
		}
	}
	return true
}
