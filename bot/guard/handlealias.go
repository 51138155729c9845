package guard

// aliased finds the names by which somebody goes on a network, written without
// an at sign: "goes by tommo_xx7 on Snapchat", "sous le pseudo lafee.du.nord".
func (d *doc) aliased() []hit {
	var out []hit
	for _, m := range d.find(aliases) {
		i := m.last + 1
		for d.mark(i, ":\"'=") {
			i++
		}
		end := d.handleEnd(i)
		if end == i || end < len(d.tok) && d.mark(end, "@") && d.tight(end) {
			continue
		}
		name := d.low[d.tok[i].a:d.tok[end-1].b]
		if len(name) < 3 || notHandles.has(name) || d.ownHandle(name) || !d.same(i, m.last) {
			continue
		}
		on := d.onNetwork(end)
		odd := d.madeUp(i, end)
		if on && !articles.has(name) || odd && (m.name == "user" || d.before(i, 12, networkNames) || d.after(end-1, 10, networkNames)) {
			out = append(out, d.hit(i, end))
		}
	}
	return append(out, d.besideNetworks()...)
}

// besideNetworks finds made-up names that stand behind the name of a network:
// "on Snapchat, her name there is maddy.g07", "u/street_racer on reddit".
func (d *doc) besideNetworks() []hit {
	var out []hit
	for i := 1; i < len(d.tok); i++ {
		member := d.word(i) == "u" && d.mark(i+1, "/") && d.tight(i+1) && d.tight(i+2) && !d.tight(i)
		if !d.is(i, word) || d.tight(i) && !d.mark(i-1, "(\"'") {
			continue
		}
		from := i
		if member {
			from = i + 2
		}
		end := d.handleEnd(from)
		if d.mark(end, "#") && d.tight(end) && d.tight(end+1) && d.is(end+1, number) && d.length(end+1) == 4 { // moonpaw#4471
			end, member = end+2, true
		}
		if end < from+3 || !member && !d.signed(from, end) || !d.before(i, 10, networkNames) && !d.onNetwork(end) {
			continue
		}
		if _, ok := within(d.urls, int(d.tok[i].a)); ok || tlds.has(d.word(end-1)) || webTLDs.has(d.word(end-1)) {
			continue
		}
		if name := d.low[d.tok[from].a:d.tok[end-1].b]; !d.ownHandle(name) {
			out = append(out, d.hit(i, end))
		}
		i = end - 1
	}
	return out
}

// signed reports whether an underscore stands among the tokens from i to end, or
// a full stop and a digit.
func (d *doc) signed(i, end int) bool {
	dots, digits := 0, 0
	for j := i; j < end; j++ {
		switch {
		case d.mark(j, "_"):
			return true
		case d.mark(j, "."):
			dots++
		case d.is(j, number):
			digits++
		}
	}
	return dots > 1 || dots == 1 && digits > 0
}

// onNetwork reports whether "on Snapchat" stands at token i, behind a closing
// quotation mark or not.
func (d *doc) onNetwork(i int) bool {
	for d.mark(i, "\"'") {
		i++
	}
	return (d.word(i) == "on" || d.word(i) == "sur" || d.word(i) == "over") && networkNames.has(d.word(i+1))
}

// madeUp reports whether the tokens from i to end are no ordinary word or name:
// a digit, an underscore or a full stop stands among the letters.
func (d *doc) madeUp(i, end int) bool {
	for j := i; j < end; j++ {
		if d.is(j, number) && end > i+1 || d.mark(j, "_.") {
			return true
		}
	}
	return false
}

// aliases lead up to what somebody calls himself, networkNames are where. They
// are read only.
var (
	aliases = phrases(`
[alias]
goes|going|went|known|operating|posts|posting|posted|streams|streaming|plays|playing|chats|chatting|messages|messaging|registered by|as|under the? username|name|handle|user|alias?
calls himself|herself|themselves
connu|connue|publie|publiait|joue|ecrit|diffuse sous le? nom|pseudo|pseudonyme? de?
se fait appeler
[user]
username|usernames|handle|handles|gamertag|gamertags|screenname|nickname|userid is|was?
screen|user name|id is|was?
sous le|un pseudo|pseudonyme|surnom|nom
pseudo|pseudonyme|identifiant est|etait?
nom d? utilisateur|utilisatrice est?
`)
	networkNames = set(`instagram insta ig snapchat snap tiktok discord facebook fb messenger twitter telegram kik reddit twitch threads roblox youtube
		bluesky mastodon whatsapp signal steam xbox psn playstation fortnite minecraft tinder grindr bumble onlyfans vinted kijiji marketplace wizz omegle`)
)
