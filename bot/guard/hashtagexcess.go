package guard

import "strings"

// mostHashtags is how many a post may have.
const mostHashtags = 3

// longestHashtag bounds the search for the words in one.
const longestHashtag = 48

// HashtagExcess objects to each hashtag behind the third, and to one of several
// words without capitals, which a screen reader cannot read out.
func (detectors) HashtagExcess(d *doc) []hit {
	var out []hit
	n := 0
	for i := range d.tok {
		last := d.hashtag(i)
		if last < 0 {
			continue
		}
		if n++; n > mostHashtags {
			out = append(out, d.hit(i, last+1))
			continue
		}
		tag := d.text[d.tok[i].b:d.tok[last].b]
		if camel := inCamelCase(tag); camel != "" {
			h := d.hit(i, last+1)
			h.variant, h.suggest = "camel", "#"+camel
			out = append(out, h)
		}
	}
	return out
}

// hashtag returns the last token of the hashtag that begins at token i, -1 when
// there is none. A case's number behind the sign is no hashtag.
func (d *doc) hashtag(i int) int {
	if !d.mark(i, "#") || !d.is(i+1, word) || !d.tight(i+1) || d.tight(i) && (d.is(i-1, word) || d.is(i-1, number) || d.mark(i-1, "/=&#")) {
		return -1
	}
	if w := d.word(i + 1); (w == "go" || w == "no") && d.is(i+2, number) {
		return -1
	}
	if _, ok := within(d.urls, int(d.tok[i].a)); ok {
		return -1
	}
	last := i + 1
	for d.tight(last+1) && (d.is(last+1, word) || d.is(last+1, number) || d.mark(last+1, "_")) {
		last++
	}
	return last
}

// inCamelCase writes a hashtag of several known words, all in small letters or
// all in capitals, with a capital for each; empty for any other.
func inCamelCase(tag string) string {
	low := lower(tag)
	if len(tag) > longestHashtag || tag != low && tag != strings.ToUpper(tag) || hashtagWords.has(low) {
		return ""
	}
	// from[i] is where the last word of those that fill low[:i] begins, -1 when
	// none do.
	from := make([]int, len(low)+1)
	for i := 1; i <= len(low); i++ {
		from[i] = -1
		for j := range i {
			if from[j] >= 0 && hashtagWords.has(low[j:i]) {
				from[i] = j
				break
			}
		}
	}
	if from[len(low)] <= 0 {
		return ""
	}
	var out string
	for i := len(low); i > 0; i = from[i] {
		out = strings.ToUpper(low[from[i]:from[i]+1]) + low[from[i]+1:i] + out
	}
	return out
}

// hashtagWords are what hashtags of the police are made of. It is read only.
var hashtagWords = set(`witness witnesses appeal missing person persons people wanted amber alert hit and run crime stoppers police
	toronto ontario london ottawa montreal metro safety road traffic collision robbery assault shooting stabbing stolen vehicle car
	found property help us find him her them info information video dashcam footage breaking news update community public
	homicide fraud break enter theft girl boy man woman child teen located safe arrest street east west north south end york downtown
	personne disparue disparu avis de recherche appel temoins temoin recherche alerte enlevement echec au crime securite routiere
	delit fuite vol vehicule vole collision enquete retrouve retrouvee`)
