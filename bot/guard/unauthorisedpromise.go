package guard

import "appealbot/bot"

// rewardReach is how many tokens may stand between an amount and the word that
// makes a reward of it.
const rewardReach = 8

// UnauthorisedPromise objects to promising what is not the police's to promise:
// an amount of money, immunity, to stay unknown for ever. What Crime Stoppers
// promises of itself in the same sentence stands.
func (detectors) UnauthorisedPromise(d *doc) []hit {
	out := d.rewards()
	end := -1
	for _, m := range d.find(promises) {
		if m.name == "unknown" && d.ofCrimeStoppers(m.first) {
			continue
		}
		if m.name == "no" && (d.after(m.last, 3, errands) || d.around(m.first, m.last, 24, surrenders)) || m.name != "no" && d.forbidden(m.first) {
			continue
		}
		if d.word(m.last) == "trouble" && d.scene.kind == bot.MissingPerson {
			continue // said to who is missing
		}
		if m.name == "no" && d.ofCrimeStoppers(m.first) && d.within(m.first, m.last, inCourt) {
			continue // who calls them gives no name and cannot be summoned
		}
		if h := d.hit(m.first, m.last+1); m.first > end {
			out = append(out, h)
		} else { // one promise in two phrases: "you will stay anonymous forever"
			out[len(out)-1].b = h.b
		}
		end = m.last
	}
	return d.withPairs(out, promisePairs, promises, func(m match) bool {
		return !d.ofCrimeStoppers(m.first) && !d.after(m.last, 3, errands) && d.scene.kind != bot.MissingPerson
	})
}

// rewards returns amounts of money that are offered: "a reward of up to
// $2,000", "récompense de 2 000 $", "we will pay £500 for information".
func (d *doc) rewards() []hit {
	var out []hit
	done := 0
	for i := 0; i < len(d.tok); i++ {
		last := d.moneyAt(i)
		if last < 0 {
			continue
		}
		first, end := i, last
		if j := d.rewardWord(i, -1); j >= 0 {
			first = j
		} else if j := d.rewardWord(last, 1); j >= 0 {
			end = j
		} else {
			i = last
			continue
		}
		capped := d.programme(i)
		i = last
		if capped && rewardNouns.has(d.word(first)) && d.before(first, 4, stoppers) {
			continue
		}
		if d.before(first, 4, payers) {
			continue // "asks you to pay a $20 fare"
		}
		if first < done || d.before(first, 4, negations) || d.before(first, 4, stolenMoney) {
			continue
		}
		h := d.hit(first, end+1)
		if rewardNouns.has(d.word(first)) || rewardNouns.has(d.word(end)) {
			h.suggest = "cash reward"
			if d.french {
				h.suggest = "récompense en argent"
			}
		}
		out = append(out, h)
		done = end + 1
	}
	return out
}

// programme reports whether the sum at token i is what a published programme
// pays at most: "a Crime Stoppers reward of up to $2,000".
func (d *doc) programme(i int) bool {
	return d.word(i-1) == "to" && d.word(i-2) == "up" || d.word(i-1) == "a" && d.word(i-2) == "jusqu"
}

// moneyAt returns the last token of a sum of money that begins at token i, -1
// when none does.
func (d *doc) moneyAt(i int) int {
	last := i
	if d.mark(i, "$€£") {
		if !d.is(i+1, number) {
			return -1
		}
		last++
	} else if !d.is(i, number) {
		return -1
	}
	for d.is(last+2, number) && d.mark(last+1, ",.") && d.tight(last+1) && d.tight(last+2) {
		last += 2
	}
	for d.is(last+1, number) && d.length(last+1) == 3 {
		last++
	}
	if bigNumbers.has(d.word(last + 1)) {
		last++
	}
	switch {
	case d.mark(i, "$€£"):
		if currencies.has(d.word(last + 1)) {
			last++
		}
		return last
	case d.mark(last+1, "$€£"), currencies.has(d.word(last + 1)):
		return last + 1
	case d.word(last+1) == "de" && currencies.has(d.word(last+2)):
		return last + 2
	}
	return -1
}

// rewardWord returns the nearest word of reward in a direction from token i, in
// its sentence; -1 when there is none.
func (d *doc) rewardWord(i, step int) int {
	for j, n := i+step, 0; n < rewardReach && d.same(j, i); j, n = j+step, n+1 {
		w := d.word(j)
		if rewardNouns.has(w) || step < 0 && rewardVerbs.has(w) && d.before(j, 3, givers) {
			return j
		}
		if d.mark(j, ";:") {
			return -1
		}
	}
	return -1
}

// ofCrimeStoppers reports whether the sentence of token i speaks of Crime
// Stoppers, who keep their callers unknown and may say so.
func (d *doc) ofCrimeStoppers(i int) bool {
	return d.before(i, 24, stoppers) || d.after(i, 24, stoppers)
}

// These are read only.
var (
	errands     = set("make online pay report file renew collect")
	surrenders  = set("surrender surrendered amnesty amnistie knives knife bin bins")
	inCourt     = set("testify court temoigner tribunal cour")
	rewardNouns = set("reward rewards bounty recompense recompenses prime")
	rewardVerbs = set("pay paying earn earns receive receives get gets gives pays wins pocket pockets bung slip put puts hand hands offer offering offers give collect win payons paierons paiera recevrez recevez toucherez gagnez offrons offre donnons verserons")
	givers      = set("answer first chief whoever anyone sheriff caller tipster we you ll will can could police tipsters callers department vous nous on policiers service")
	payers      = set("you victims victim customers passengers passenger customer residents asked vous victimes")
	stolenMoney = set("stole stolen robbed defrauded worth valued value damage vole voles derobe valeur")
	bigNumbers  = set("k m thousand million hundred grand mille millions")
	currencies  = set("dollars dollar bucks cad usd gbp pounds pound quid euros euro k")
	stoppers    = set("stoppers crimestoppers echec")
)

// promises are said to whoever might speak. Those filed under "unknown" are
// Crime Stoppers' own to make, and those under "no" begin with what would
// otherwise deny them. It is read only.
var promises = phrases(`
[unknown]
you|caller|callers|tipster|tipsters|witnesses ll|will|always|shall * remain|stay|be|kept completely|totally|fully|entirely? anonymous|unknown|confidential
guarantee|guarantees|guaranteed|promise|promises|assure|ensure * anonymity|confidentiality
anonymity|confidentiality is|are * guaranteed|assured|promised
guaranteed anonymity|anonymous|confidentiality
your|their identity|name|names|details will|would|ll * never|not * be? revealed|disclosed|known|released|shared|public|published|exposed
100 % ** anonymous|confidential
vous resterez|demeurerez|serez * anonyme|anonymes
anonymat|confidentialite * garanti|garantie|assure|assuree|promis
garantissons|garantit|promettons|assurons * anonymat|confidentialite
votre identite|nom ne|n * sera|serait|est * jamais|pas * revele|revelee|devoile|devoilee|divulgue|divulguee|connu|connue|publie|publiee
[promise]
anonymous|unknown|confidential forever|for|always life|ever|good|always?
anonymous forever|always
nobody|no * will|ll ever know|find|learn|discover
we|i|police|officers|detectives ll|will|can|do|hereby? guarantee|promise|swear you|your|that|to|full|complete|immunity|a|safety|protection|we|no|nobody|anonymity
you have our|my word|guarantee|promise
your safety|protection|freedom|identity is guaranteed
immunity from|for prosecution|charges|arrest|anyone|whoever|you|witnesses|tipsters|those
full|complete|total|offer|offering|offered|grant|granted|granting|given|give|get|receive you|full|complete|total|them? immunity
immunity will|is|may be? granted|offered|given|guaranteed
exchange|return for immunity|charges
we|police|crown ll|will|can drop|reduce|withdraw|waive|forget|stay the|any|your|all? charges|charge|fines|fine|warrant|warrants
charges|fines will|would|can be dropped|waived|reduced|withdrawn|forgiven
we|police ll|will go easy|look|turn|overlook on|the|other|a|blind? you|way|eye?
we|police ll|will pay you|for
guaranteed reward|cash|payout
reward is guaranteed
anonyme|anonymes|anonymat a|pour|toujours vie|toujours|jamais
immunite * offerte|garantie|accordee|complete|totale|promise|poursuites|poursuite|quiconque|temoins
offrons|garantissons|accordons|promettons|accorderons|offrirons|obtiendrez|beneficierez|recevrez * immunite
nous|police vous? garantissons|promettons|garantit|promet|jurons
abandonnerons|retirerons|laisserons|oublierons * accusations|poursuites|amendes|charges
accusations|poursuites seront|serait|seraient abandonnees|retirees|levees
personne ne|n saura|sauront|apprendra jamais?
[no]
no charges|charge|prosecution|arrest|arrests|action|consequences|penalty|penalties|criminal will|would|ll|charges * be? laid|filed|brought|made|taken|against|follow|pursued|result
no charges|consequences|prosecution|arrest|jail|penalty for you|anyone|whoever|those|tipsters|witnesses|people|coming|the? person?
no questions|question asked
you|they|witnesses|tipsters|he|she|whoever|anyone|callers|person will|ll|won|wont|would not|never|t? be? charged|prosecuted|arrested|punished|fined|jailed|blamed|deported|penalized|penalised
you|they|witnesses|tipsters|whoever|anyone|callers won|wont|never t? face|get|have|go|need|be any|in|into|to|a? charges|trouble|prosecution|jail|prison|court|consequences
you|they|witnesses|tipsters|whoever|anyone|callers will|ll|would not|never face|get|have|go|need|be any|in|into|to|a? charges|trouble|prosecution|jail|prison|court|consequences
you|they|witnesses|tipsters|whoever|anyone|callers will|ll|won|wont|would not|never|t have|need|be to|called|asked|required to? testify|appear|court
you|they|witnesses|tipsters|callers never|don|do have|need|t|not have|to|need? to? testify|appear|go|attend in|to? court?
you|they|witnesses|tipsters|callers never|don|do have|need|t|not have|to|need? to? give evidence|testimony
without|no fear|risk of prosecution|arrest|charges|charge
vous|ils|temoins|quiconque ne|n serez|seront|sera pas|jamais|point accuse|accusee|accuses|poursuivi|poursuivie|poursuivis|arrete|arretee|arretes|inquiete|inquietee|inquietes|puni|punie|punis
vous ne|n aurez|irez|devrez|risquez|risquerez|irez pas|jamais|rien|aucune|aucun * temoigner|tribunal|cour|ennuis|probleme|problemes|accusation|accusations|poursuite
aucune|aucun accusation|poursuite|arrestation|consequence|question|ennui ne|n sera|seront|vous? portee|intentee|faite|deposee|posee
aucune|sans question|questions|accusation|poursuite|poursuites posee|posees|possible|contre|pour vous?
`)
