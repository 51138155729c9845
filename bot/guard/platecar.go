package guard

// protectedCar reports whether the sentence of token i speaks of the vehicle of
// a victim, a witness or a complainant. Its plate never helps to find anybody.
func (d *doc) protectedCar(cars []match, i int) bool {
	for _, m := range cars {
		if d.same(m.first, i) {
			return true
		}
	}
	return false
}

// protectedCars name such a vehicle; plateEnds announce a part of a mark. They
// are read only.
var (
	protectedCars = phrases(`
victim|victims|complainant|witness s * vehicle|car|suv|van|truck|sedan|motorcycle|plate|licence|license
vehicle|car|plate of|belonging to? the victim|complainant|witness
vehicule|voiture|plaque|auto de|du|appartenant la|a|l? la|l? victime|temoin|plaignante|plaignant
`)
	plateEnds = set("ending ends beginning begins starting starts finissant terminant commencant")
)
