// Package guard looks for what must not be public in the texts of an appeal:
// a private phone number, a victim's address, the name of a child. It is pure:
// texts and a policy in, findings out. It has no opinion about who may let a
// finding pass; that is the desk's business.
//
// # How it works
//
// Each text is folded once (view.go): compatibility forms, invisible
// characters, look-alike letters and accents are evened out, and every byte of
// the folded text remembers the code point that it came from, so that a
// finding always points at the officer's own words. The folded text is cut
// into tokens and sentences once (token.go); dates, web addresses and runs of
// digits are found once (date.go, link.go, digits.go), however they are
// written. Detectors read these; none of them walks the text with a pattern
// of its own, which is why the time needed grows with the length of the text
// and with nothing else.
//
// # Adding a detector
//
// A rule named "vin" in a policy pack is served by the method VIN of type
// detectors, "licence_plate" by LicencePlate. To add one, write a file with
// that method and the test table beside it, and put the rule into the pack in
// the folder policy. Nothing else has to change: the pack says how severe it
// is, for which kinds of appeal, in which words and on whose authority.
//
// A detector decides by shape, structure and the words around it, never by a
// remembered phrase.
package guard
