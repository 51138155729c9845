package guard

// Words that call somebody guilty, and words around them; all are read only.
var (
	guiltNouns = set(`killer killers murderer murderers murderess shooter shooters gunman gunmen knifeman knifemen stabber thief thieves robber robbers burglar burglars rapist rapists
		predator predators perpetrator perpetrators perp perps attacker attackers assailant assailants offender offenders culprit culprits molester molesters pedophile pedophiles
		paedophile paedophiles arsonist arsonists fraudster fraudsters scammer scammers criminal criminals crook crooks mugger muggers carjacker carjackers kidnapper kidnappers abductor
		abductors trafficker traffickers pimp vandal vandals abuser abusers stalker hitman bandit bandits felon felons shoplifter shoplifters groper slasher bomber hijacker conman
		conmen swindler swindlers swindle grifter groomer dealer dealers pusher kingpin assassin wrongdoer wrongdoers villain firebug firebugs torcher peeper firestarter snatcher rustler looter looters embezzler batterer gunwoman ringleader knifer prowler poisoner desperado
		tueur tueurs tueuse meurtrier meurtriers meurtriere assassins tireur tireurs voleur voleurs voleuse voleuses cambrioleur cambrioleurs braqueur braqueurs violeur violeurs agresseur
		agresseurs predateur predateurs coupable coupables criminel criminels criminelle malfaiteur malfaiteurs fraudeur fraudeurs fraudeuse escroc escrocs pyromane incendiaire ravisseur
		ravisseurs kidnappeur trafiquant trafiquants proxenete auteur auteurs vandale vandales malfrat malfrats delinquant delinquants`)
	definite        = set("the le la l")
	allegedBehind   = set("presume presumee presumes presumees allegue alleguee suppose")
	termsBefore     = set("active young youth serial identity rate record sex sexual violent risk federal repeat convicted known career whale non proven reconnu plaide plaider declare juge si elite d sharp point photo sports trouble")
	termsBehind     = set("training drill whale bees registry registration act management information notice whales app bee hornets programme program unit exercise crime stoppers elite")
	guiltFollows    = set("who is was fled has had and or in on at with responsible remains may that then ran left took from qui est a sont ont et")
	drugs           = set("drug drugs crack cocaine fentanyl heroin meth dope opioid arms gun")
	crimesOf        = set("crime crimes meurtre meurtres vol vols agression agressions fusillade attaque homicide fraude incendie delit viol coups enlevement mefait")
	deixis          = set("this these that ce cet cette ces voici")
	shownWords      = set("photo photos photograph image images picture pictures pictured video footage shown above below seen pictured montre illustre cliche ci dessus imagee")
	pronounSubjects = set("he she they il elle ils elles c him her who")
	copulas         = set("is s are was re were est sont etait")
	courtFindings   = set("plead pleaded pleads pled pleading plea found proven proved convicted not until plaide plaider reconnu declare prouve jusqu non")
	personNouns     = set("man woman men women person people male female suspect accused driver couple duo teen homme femme hommes personne individu conducteur")
	passiveDeeds    = set("abducted kidnapped robbed stabbed assaulted raped murdered killed attacked carjacked mugged")
	passiveBehind   = set("from near outside around by at in on while yesterday today this last")
	beForms         = set("was were been being be by is are not never")
	haveForms       = set("a ont avait avaient")
	subjectFillers  = set("age aged of who then also later year old has had have and in the this that a an from toronto brutally violently previously just ans age agee de qui l le la ensuite s")
	guiltyDeeds     = set(`robbed stabbed murdered raped stole assaulted defrauded burgled burglarized burglarised kidnapped abducted carjacked molested mugged swindled slashed groped vandalized vandalised strangled
		bludgeoned shoplifted killed attacked scammed looted trafficked embezzled bilked conned fleeced duped ambushed knifed battered beat torched terrorised terrorized preyed hunted executed dismembered butchered ransacked pillaged tricked cheated swiped nicked pinched maimed
		vole poignarde tue assassine viole agresse cambriole braque enleve fraude escroque etrangle abattu kidnappe incendie devalise battu terrorise detrousse floue arnaque depouille egorge tabasse roue saccage blesse escroque`)
	doerPronouns   = set("he she il elle")
	sufferedBehind = set("from by near at outside in on last while during")
	deedPairs      = set("gunned ripped mowed helped roughed held lied shot broke set committed beat fired")
	deedObjects    = set("a an the two three into fire off down up himself herself his her several and this dead at woman man people")
)

// verdicts are statements of guilt without a word for an offender. What is
// "pointed" says whom it means by itself.
var verdicts = phrases(`
	[pointed]
	con artist|artists|man|men
	!he|she|they|man|woman|person did it|this
	!he|she|is|s|are|they is|s|are|? clearly|obviously|definitely|the|? the|? one guilty|responsible
	!he|she is|s|was clearly|obviously|definitely|undoubtedly|? guilty|responsible
	!he|she is|s|was clearly|obviously|the|? the|? one|man|person|woman|culprit who|responsible|that did|for|committed|robbed|killed|it|shot|stabbed|stole
	!il|elle est coupable|responsable
	c est lui|elle qui
	!he|she|man|guy|woman is|s|was the|our|? one|man|guy|person|woman|brains|mind|mastermind|hand|driver|trigger|gunman behind|responsible|who|that|we
	!c est le|la coupable
	[guilt]
	!is|are|was|be|been|as|s|clearly guilty of|?
	!guilty of
	!is|are|was|man|woman|person|those|people|one|s solely|directly|clearly|? responsible for * attack|attacks|murder|killing|shooting|stabbing|robbery|robberies|crime|crimes|death|assault|thefts|theft|arson|fire|collision|fraud|break|burglary|violence|abduction|string|series|spree
	!no doubt that|about|? ** did|guilty|guilt|killed|responsible
	!got|caught|have|nabbed|found our|the|right man|guy|one|person|woman
	!got away with
	!off the|our streets
	!behind bars where
	!brought|bring|brings him|her|them|the|suspect|? to justice
	!justice has been served
	!est|sont|etait clairement|bien|directement|? responsable|responsables de|du|des|d ** meurtre|vol|vols|agression|attaque|fusillade|crime|crimes|mort|incendie
	!a|ont commis ** crime|crimes|meurtre|vol|vols|agression|attaque|viol
	!has|have|had committed ** crime|crimes|murder|robbery|robberies|theft|thefts|assault|assaults|offence|offences|attack|fraud
	[clean]
	plead|pleaded|pleads|pled|found|not|until|pleading proven|? guilty of|?
	guilty plea|verdict
	believed|anyone|whoever|person|persons|those|people responsible for
	innocent until proven guilty
`)
