package guard

import (
	"slices"
	"strings"
)

// Where blanks of one width set apart all letters, only the words themselves say
// where one ends: "t r a c k h i m d o w n". spacedWords are the common ones, and
// those that rules look for. Letters that are not wholly made of them stay one
// word, which is what a name should be. It is read only.
var spacedWords = set(`am an as at be by do go he if in is it me my no of on or so to up us we
	all and any are ask but can did for get got had has her him his how let man men new not now off old one our out ran saw say see she six
	the too two use was who why yes you been both call came come dead deal does done down drop each even ever face fake feed five four from
	gave give gone good hand have head hear held help here hide home hurt into just keep kept kill know last left like live look lost made
	make male more most must name near need next nine only over paid past plan post said same seen send shot show sent some stay such take
	tell text than that them then they this told took tips turn used very want went were what when wife will with woman women work year your
	about after again along armed asked being below bring buried cannot catch child comes could death drugs eight every expect father first
	found front gonna grab grabbed group guess hands heard house husband inside knife known later lives look looking mother never night
	number offer officer officers other outside people person phone photo place plate please police prison quick robbed school search seven
	share shoot shooter since sister small somebody someone source stabbed started street their there these thing three threw today under
	until using victim victims wanted watch where which while white witness witnesses would years young
	accused admitted agreed alleged arrest arrested assault assaulted beaten bail beat believed blame body boyfriend brother cameras
	charged charges chase citizen comment comments confess confessed confession confidential confront convicted court criminal crowd daughter deceased
	detectives diagnosed died domestic drive driver driven evidence failed family fired fingerprint fingerprints follow fraud gang girl
	girlfriend guaranteed guarantee guilty gunman hearing history hit hold hospital hiv husband identified illegal illegally immigrant
	immunity informant informer informants judge killed killer killing lawyer lied link looks matched match media member members mental message
	money murder murderer named names neighbour neighbor nobody operation overdose parole partner pistol polygraph poisoned positive pregnant
	prior probation promise promised public raped rapist record records registered relative released rescue responsible reward rifle roof
	sealed secret sent served serving sex sniper snipers son statement stole stolen suicide surety suspect suspects swab tag taken team
	teacher test testify thief threatened thug tip tipped tipster told track tracked tracker tracking trans traced treated undercover unit
	upset visa visit warrant weapon wiretap wounded
	un va au ce de du en et il je la le ma ne ni ou sa se si ta te tu une des les est par pas que qui sur son ses aux elle dans nous vous avec
	pour plus sans sous mais dit fait ete chez leur leurs cette tout tous nom pere mere fils fille frere soeur homme femme police agent temoin
	temoins victime tueur tueuse voleur suspect coupable arme couteau drogue prison gang avoue aveux source indicateur informateur appel
	renseignement enfant ecole mort morte tue tuee blesse perquisition mandat juge ecoute filature voisin voisine vu vue trouvez suivez
	arretez attrapez donnez dites commentaires recompense condamne casier judiciaire libere enceinte immigrant illegal`)

// longestSpaced is how long a word of those may be.
const longestSpaced = 14

// wordEnds returns where words end that letters without a gap are made of, the
// last of them left out: common words, among which one other may stand, such as
// a name. It returns nothing when they are one word.
func wordEnds(letters string) []int {
	s := lower(letters)
	if len(s) < 5 || len(s) > 4*longestSpaced || spacedWords.has(s) {
		return nil
	}
	// best[k][i] is the best filling of s[:i] with k other words.
	var best [2][4*longestSpaced + 1]filling
	best[0][0].fills = true
	for i := 1; i <= len(s); i++ {
		for j := range i {
			if i-j <= longestSpaced && aCommonWord(s, j, i, best[0][j].from) {
				best[0][i].improve(best[0][j], 0, j, i, aWord)
				best[1][i].improve(best[1][j], 1, j, i, aWord)
			}
			best[1][i].improve(best[0][j], 0, j, i, aName+i-j)
		}
	}
	k := 0
	if !best[0][len(s)].fills {
		k = 1
		if b := best[1][len(s)]; b.long < 1 || b.common < 2 {
			return nil // a name that happens to have a word in it
		}
	}
	var out []int
	for i := len(s); best[k][i].from > 0; {
		k, i = best[k][i].others, best[k][i].from
		out = append(out, i)
	}
	slices.Reverse(out)
	return out
}

// A filling is how some letters are filled with words.
type filling struct {
	fills  bool
	cost   int
	from   int // where the last word begins
	others int // how many words before that are not common ones
	common int // how many of all are
	long   int // how many of those have four letters and more
}

// What a common word costs in a filling, and what another does beside its
// letters: little enough to be preferred to two letters of a name, "Coyle" to
// "Coy le".
const (
	aWord = 3
	aName = 10
)

// improve takes a filling and one word more, from j to i, if that costs less.
func (f *filling) improve(before filling, others, j, i, cost int) {
	if cost += before.cost; !before.fills || f.fills && cost >= f.cost {
		return
	}
	*f = filling{fills: true, cost: cost, from: j, others: others, common: before.common, long: before.long}
	if cost == before.cost+aWord {
		f.common++
		if i-j >= 4 {
			f.long++
		}
	}
}

// aCommonWord reports whether s[j:i] is a word of the list, or one of a single
// letter that follows no other such.
func aCommonWord(s string, j, i, before int) bool {
	if i == j+1 {
		return strings.IndexByte("aiy", s[j]) >= 0 && (j == 0 || before < j-1)
	}
	return spacedWords.has(s[j:i])
}
