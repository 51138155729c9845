package guard

// heldBack is read only.
var heldBack = phrases(`
	[wound]
	shot|stabbed|slashed|struck|hit|cut|knifed|beaten|kicked|punched|bludgeoned|wounded once|twice|#|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|dozen|dozens|several|at|more|a|no|as|some than|least|fewer|dozen|many|? as|than|? #|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|dozen|? times
	shot|stabbed|knifed|slashed once|twice
	two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|dozen|dozens|of separate|of|? stab|gunshot|bullet|knife|puncture|entry|exit|defensive|slash|machete|gun|entrance shot|? wound|wounds
	with|suffered|sustained|had|has|found|received|and|of|by|to # separate|? stab|gunshot|bullet|knife|puncture|entry|exit|slash wound|wounds
	wound|wounds|wounded|injury|injuries|gash|laceration|lacerations|cut|cuts|bruise|bruises|stab|shot|stabbed|slashed|struck|hit|blow|blows|bullet|bullets|gunshot|shooting|beaten|strangled wound|wounds|once|twice|? to|in|on|across|behind|about|around|into|through the|his|her|their|both|back|? left|right|upper|lower|back|side|front|centre|of|the|? of|? the|? head|neck|throat|chest|back|abdomen|torso|stomach|leg|legs|arm|arms|face|temple|eye|hand|hands|shoulder|thigh|heart|ribs|groin|skull|buttocks|forehead|wrist|wrists|ear|jaw|spine|lung|mouth|calf|foot|knee|belly
	entry|exit|entrance|defensive wound|wounds
	defensive injuries
	throat was|had|were been|? cut|slit|slashed
	slit|slashed|cut his|her|the|their throat|throats|wrists
	ligature|ligatures|garrotte|garrotted|garroted
	strangled|strangulation|suffocated|smothered|asphyxiated|throttled with|by|using a|an|the|his|her|?
	cause of death was|is
	blunt force trauma
	beheaded|decapitated|dismembered|mutilated|castrated
	[shots]
	two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|dozen|dozens|thirty of|more|? shots|gunshots|rounds|bullets|shell|casings|spent|cartridge|cartridges|slugs|projectiles shell|casings|casing|cartridges|cartridge|rounds|? were|was|had|been|? fired|found|recovered|rang|heard|discharged|located|left|casings|cartridges|collected|hit|struck
	fired|fire|firing|discharged|discharging|found|located|recovered|collected|shot|left|put|emptied at|least|a|more|total|of|than|? least|than|total|dozen|? of|? #|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|dozen|thirty spent|shell|bullet|? shots|shot|rounds|bullets|casings|times|gunshots|shell|cartridges|cartridge|slugs casings|?
	a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|dozen|spent|shell|single spent|shell|bullet|cartridge|brass|casing shell|bullet|? casing|casings|case|cases
	[calibre]
	calibre|caliber|cal|gauge #
	large|small|high|low calibre|caliber gun|handgun|firearm|pistol|rifle|round|rounds|weapon|ammunition|bullet|bullets
	parabellum
	magnum gun|rounds|bullet|bullets|handgun|revolver
	hollow point
	de calibre|gros|petit #
	[make]
	glock|glocks|beretta|berettas|ruger|taurus|walther|mossberg|kalashnikov|uzi|sig|smith|desert|colt|remington|winchester|browning|kimber|heckler|bushmaster|tokarev|norinco|zastava|luger|derringer|makarov|draco sauer|wesson|eagle|koch|? handgun|pistol|shotgun|rifle|revolver|gun|semi|firearm
	glock|glocks|beretta|kalashnikov|uzi
	smith and|wesson wesson?
	smith wesson
	sig sauer
	ak 47|74
	ar 15
	mac|tec 10|11|9
	sks|ak47|ar15|tec9|mac10
	[way]
	entered|entry|enter|entering|got|broke|break|breaking|climbed|climbing|crawled|came|access|gained|snuck|slipped|in|inside in|into|entry|access|to|the|inside|home|? ** through|via|by|using|from ** rear|back|basement|bathroom|kitchen|bedroom|side|unlocked|patio|sliding|garage|skylight|roof|vent|window|attic|cellar|balcony|laundry|upstairs|second|open|ground|mail|dog|duct|pet|milk window|windows|door|doors|skylight|roof|vent|window|chute|shaft|slot|flap|wall|ceiling|floor|hatch|balcony|garage|duct
	entered|entry|broke|climbed|crawled|in|access|gained ** through|via|by|using a|an|the|? skylight|window|roof|vent|ceiling|wall|ladder|basement|tunnel|hole|drainpipe|chimney|keypad|lockbox|key|code
	smashed|smashing|broke|breaking|shattered|kicked|kicking open|in|through|out|? a|an|the|his|her|? rear|back|basement|bathroom|kitchen|bedroom|side|patio|sliding|ground|glass window|windows|door|doors|skylight|panel
	forced|forcing|pried|prying|jimmied|jimmying|removed|removing|cut|cutting|drilled|drilling|picked|picking|punched|unscrewed|jemmied|popped|bypassed|disabled|disabling open|in|through|out|off|? a|an|the|his|her|? rear|back|basement|bathroom|kitchen|bedroom|side|patio|sliding|front|garage|window|ground|door|security|alarm|glass|main|floor|? window|windows|door|doors|lock|locks|screen|screens|skylight|roof|vent|deadbolt|padlock|hinges|alarm|cylinder|safe|wall|frame|bars|panel
	door|window|lock|screen|safe|padlock was|were|had|had been|? forced|pried|jimmied|drilled|removed|cut|picked|unscrewed open|in|out|off|?
	drilled|cut|tunnelled|tunneled|hole|burrowed ** through|into|in the|a|? safe|roof|wall|vault|ceiling|floor
	point|method|mode of entry
	picked the lock|locks
	[body]
	face|facedown down|up
	facedown|faceup
	hands|wrists|ankles|feet|legs|arms|hands|mouth was|were|and|feet|legs|ankles|been|had|? were|was|? bound|tied|taped|zip|cuffed|handcuffed|chained|gagged behind|with|together|tied|to|?
	bound|gagged|hogtied|hog|blindfolded|tied|handcuffed|chained|taped|restrained and|with|to|up|using|tied a|an|the|gagged|bound|zip|duct|rope|tape|electrical|cable|chair|bed|?
	duct tape|taped around|over|on|across
	zip|cable tie|ties|tied
	wrapped|rolled|covered|stuffed|buried|hidden|dumped|placed|concealed|left|found|lying in|inside|under|with|up|beneath a|an|the|? garden|plastic|garbage|blanket|tarp|carpet|rug|sheet|sheets|suitcase|duffel|hockey|bathtub|bath|freezer|trunk|barrel|closet|crawlspace|shower|bin|dumpster|well|rubbish|shed|sleeping|bed|fetal|foetal|curtain|duvet|concrete|bag|? blanket|tarp|carpet|rug|sheet|sheets|plastic|bag|suitcase|freezer|bathtub|trunk|barrel|closet|shed|bed|position|bin|well|concrete|tub|curtain|duvet
	posed|naked|nude|unclothed|clothed|undressed|partially body|in|on|like|and|with|on|clothed|naked|nude|unclothed|dressed|undressed
	fetal|foetal|kneeling|seated|crouching position
	lying|laying|curled|slumped|sitting|propped|kneeling|hanging|found on|in|up|over|against|from|hanging his|her|the|a|? back|side|stomach|ball|steering|wheel|fetal|rope|beam|position|front|wall|knees
	[sign]
	left|leaving|placed|placing|put ** note|card|rose|flower|symbol|coin|feather|message|letter|doll|candle ** scene|body|victim|behind|pillow|windshield|door|beside
	calling card
	left at the scene
	carved|drew|painted|scrawled|spray|wrote|scratched ** on|in|into|across ** wall|walls|body|mirror|door|chest|skin|floor|forehead|window
	signature of|is|was the|to|? killer|offender|suspect|leave
	took|taken|keeps|kept|removed ** trophy|souvenir|lock|trophies|souvenirs
	[mark]
	engraved|inscribed|monogrammed|etched|stamped with|on|inside|in|reading|the|initials|to|for|words|names|message
	engraving|engravings|monogram|engraved|hallmark|monogrammed
	an|the|has|with|bears|bearing|reads an|the|? inscription
	serial number|numbers|no|nos
	serial|serie #
	gravee|gravees|gravure|gravures|monogramme|poincon
	grave|graves a|au|aux|sur|des|d|du|l|dans * interieur|dos|initiales|nom|noms|laser|boitier|date|mots|prenom
	porte|portant|avec une|l|des|la inscription|inscriptions
	numero|numeros de|d serie
	[wound]
	poignarde|poignardee|frappe|frappee|atteint|atteinte|touche|touchee|tire|blesse|blessee|tire a|de|par|d ** #|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|plusieurs|maintes|multiples reprises|fois|coups|balles|projectiles
	poignarde|poignardee|frappe|frappee|atteint|tire #|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt fois
	deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|dizaine|douzaine coups|balles|douilles|projectiles|blessures|plaies|detonations|cartouches de|d|par|au|? couteau|feu|poignard|arme|balle|tires|tirees|?
	recu|subi|tire|retrouve|trouve|retrouve|porte # coups|balles|douilles|projectiles|blessures|plaies|cartouches de|d|? couteau|feu|balle|?
	blessure|blessures|plaie|plaies|coup|coups|atteint|atteinte|poignarde|poignardee|balle|balles|frappe|touche|touchee|blesse|blessee|frappee|tire de|par|une|d|balle|couteau|arme|feu|? balle|couteau|arme|feu|blanche|? a|au|aux|dans|sur le|la|l|les|son|sa|? tete|cou|gorge|thorax|dos|abdomen|ventre|jambe|jambes|bras|visage|tempe|oeil|main|mains|epaule|cuisse|coeur|poitrine|torse|nuque
	gorge tranchee
	egorge|egorgee|decapite|demembre|etrangle|etranglee|asphyxie
	lesions defensives|defense
	[way]
	entre|entres|entree|introduit|introduits|penetre|passe|passes|acces|infiltre|introduite ** par|via|avec|en ** fenetre|porte|toit|sous|balcon|lucarne|garage|conduit|soupirail|patio|arriere|echelle|cle ** arriere|sol|cuisine|salle|jardin|fenetre|porte|patio|balcon|cave|laterale|garage|brisant|forcant
	entre|entres|introduit|introduits|penetre|passe|passes|introduite ** par|via la|le|une|un|l fenetre|toit|lucarne|soupirail|balcon|echelle|conduit
	force|forcant|fracasse|fracassant|brise|brisant|defonce|defoncant|arrache|perce|crochete|coupe|forcee la|une|le|un|les|l|? porte|fenetre|serrure|vitre|cadenas|moustiquaire|coffre|portes|fenetres arriere|de|patio|?
	[body]
	face|visage contre|vers le|la|? terre|sol|ciel
	ligote|ligotee|baillonne|baillonnee|menotte|menottee|attache|attachee|ligotes
	mains|poignets|pieds|chevilles etaient|ont|ete|? liees|lies|attachees|attaches
	enveloppe|enveloppee|roule|cache|cachee|enterre|enterree|emballe ** couverture|bache|tapis|sac|valise|congelateur|coffre|baril|draps|plastique
	nu|nue|denude|denudee|devetu|devetue
	position foetale
	[sign]
	laisse|laissant|depose ** note|carte|rose|symbole|message ** lieux|corps|victime|place
	signature du tueur
	[clean]
	gravely
	grave danger|condition|concern|accident|situation|crime|blessures|collision
	blesse|blessee|accident|collision|etat|tres|crime|plus|infraction grave|graves
	blessures|blessure|consequences|accusations|maladie|accidents|gestes|crimes graves|grave
	two|three|four|five|six|nine shots of|vaccine
	found in his|her|their bed
	photo|video|screen shots
	rounds of golf|talks|drinks
`)
