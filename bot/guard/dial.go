package guard

// northAmerican checks the structure of ten digits: area code and exchange
// begin with 2-9 and are no service codes.
func northAmerican(d string) bool {
	return len(d) >= 10 && d[0] >= '2' && d[1] != '9' && d[1:3] != "11" && d[3] >= '2' && d[4:6] != "11"
}

// british checks the structure of a national number of the United Kingdom.
func british(d string) bool {
	if d[0] != '0' {
		return false
	}
	switch d[1] {
	case '1', '2', '3', '7', '8':
		return len(d) == 11 || len(d) == 10 && (d[1] == '1' || d[:4] == "0800" || d[:4] == "0500")
	}
	return false
}

// french checks the structure of a national number of France, which people
// write in pairs.
func french(d string, s shape) bool {
	return len(d) == 10 && d[0] == '0' && d[1] != '0' && d[1] != '8' && s.small && s.groups == 5 && !s.odd
}

// international checks the length behind a plus sign, by country code where
// the length is fixed.
func international(d string) bool {
	switch {
	case d[0] == '1':
		return len(d) == 11
	case len(d) > 1 && d[:2] == "44":
		return len(d) >= 11 && len(d) <= 13
	case len(d) > 1 && d[:2] == "33":
		return len(d) == 11
	}
	return len(d) >= 9 && len(d) <= 15
}
