package guard

// PublicTipSolicit objects to asking for names or tips where everybody reads
// them, and to asking who gives one. It suggests where to send people when the
// request begins a clause, so that the sentence reads on.
func (detectors) PublicTipSolicit(d *doc) []hit {
	var out []hit
	end := -1
	for _, m := range d.find(solicitations) {
		if m.first <= end || d.forbidden(m.first) || m.name == "ask" && d.told(m.first) {
			continue
		}
		end = m.last
		h := d.hit(m.first, m.last+1)
		if m.name != "shame" && d.opens(m.first) {
			h.suggest = d.cased(m.first, "contact us or, anonymously, Crime Stoppers", "communiquez avec nous ou, anonymement, avec Échec au crime")
		}
		out = append(out, h)
	}
	return d.withPairs(out, solicitPairs, solicitations, func(m match) bool { return !d.forbidden(m.first) })
}

// cased returns a replacement in the text's language, with a capital where
// what it replaces begins with one.
func (d *doc) cased(i int, en, fr string) string {
	s := en
	if d.french {
		s = fr
	}
	if d.capital(i) {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// solicitations ask in public. It is read only.
var solicitations = phrases(`
[place]
comment|reply|respond|answer|post|drop|leave|write|put|share|tell|type|add|name|identify|say|let|sound|shout ** in|on|under the|our|this|these? comments|comment|replies|thread|post|wall|page|section
comment|reply|respond|answer|post|drop|leave|write|share|tell|name|identify|type|say|sound ** below|underneath
comment|reply|respond with|any any|your|his|her|their|the|a|some|all? name|names|information|info|details|tips|tip
comment|reply|respond if you * know|recognize|recognise|saw
tell|let|give us|everyone ** in|on the? comments|replies|thread
comments|replies are|is open for|to tips|names|information
commentez|repondez|ecrivez|indiquez|mettez|partagez|publiez|inscrivez|laissez|nommez|identifiez|donnez|dites|postez|ajoutez ** dans|en|sous les|nos|la|cette|le? commentaires|commentaire|publication|fil
commentez|repondez|ecrivez|indiquez|mettez|partagez|publiez|inscrivez|laissez|nommez|identifiez|donnez|dites|postez ** ci? dessous|bas
commentez|repondez avec|si vous|le|son|leur|tout|toute|des? * nom|noms|renseignement|renseignements|information|informations|savez|connaissez|reconnaissez
[tag]
tag him|her|them|someone|somebody|anyone|anybody|whoever
tag the|this|that|these|those|a|any|his|her|their * person|suspect|suspects|man|woman|guy|driver|owner|account|accounts|profile|people|culprit|thief|thieves|individual|individuals|boyfriend|girlfriend|employer
link|post|share|drop|paste|send his|her|their|the|a|any * profile|profiles|account|accounts|instagram|facebook|insta|handle|socials
taguez|taggez|tagguez|etiquetez|mentionnez le|la|les * suspect|personne|homme|femme|individu|compte|profil|conducteur
taguez|taggez|tagguez|etiquetez|mentionnez le|la|les|quiconque
[name]
drop|post|share|shout|write|throw|publish|reveal|spill|comment a|his|her|their|the|some|any * name|names|identity|identities
give|tell|send|text us|me his|her|their|the|a * name|names|identity ** here|publicly|below|dm|messenger|inbox
dm|pm|inbox us|me ** name|names|details|info|information|tip|tips|who|identity|know|anything
message us|me ** name|names|who he|she|they|is?
slide into our|my dms|dm|inbox|messages
send|give|share us|me? a|your|his|her|the|any|tips|names|info|information|details * by|in|via|through|to|over dm|dms|pm|pms|messenger|inbox
name him|her|them publicly|online|here|now
publiez|postez|affichez|partagez|ecrivez|balancez|lachez|devoilez|diffusez son|leur|le|les|un|des nom|noms|identite
envoyez|donnez|dites|ecrivez nous * nom|noms|identite|renseignements|information|informations ** prive|mp|messenger|dm|inbox|publiquement|ici
envoyez|donnez|dites|ecrivez moi|nous son|leur nom|identite
[ask]
tell|give|send|text us|me your full|real|own? name|identity
tell|show us|me who you are
identify yourself|yourselves
who are you and|that? sent|called|wrote|gave|left
whoever|would the? caller|tipster|person? * called|sent|left * identify themselves|himself|herself
will|would|could|can the|our|this anonymous? tipster|caller|source * come forward|contact|identify|call
we want|need|would to know who you|called|the|sent are|us|tipster|caller|this
dites|donnez|envoyez nous votre|vos nom|noms|identite|coordonnees
dites|ecrivez nous qui vous etes
identifiez vous
qui etes vous
[shame]
name and shame
naming and shaming
out|expose|unmask|dox|doxx|shame him|her|them
out|expose|unmask|dox|doxx|shame the|this|that|these|those suspect|suspects|man|woman|guy|driver|thief|thieves|person|creep|criminal|criminals|culprit|culprits
call|put him|her|them|this|the * out|on publicly|online|blast
nommez et humiliez|denoncez
denoncez|exposez|affichez le|la|les publiquement
denoncez|exposez|affichez le|la|les * suspect|coupable|voleur|individu publiquement|ici|commentaires
`)
