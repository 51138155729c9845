package guard

// Words around names; all are read only.
var (
	nameParticles = set("de du da di del della van von der den la le al el bin ibn ben st mac")
	ranks         = set(`constable const cst officer detective det sergeant sgt inspector insp superintendent supt chief deputy staff corporal cpl captain capt lieutenant lt agent agente sergent detective inspecteur inspectrice chef constables dc ds di pc
		officers detectives sergeants sgts supts dci dcs dsu psni trooper sheriff marshal commissioner mayor councillor minister premier judge justice coroner mpp mp maire mairesse ministre
		juge policier policiere enqueteur enqueteuse commandant commandante lieutenante superintendent capitaine prof professor president`)
	offices          = set("spokesperson spokesman spokeswoman investigator policeman policewoman porte mayor relationniste")
	officeAdjectives = set("relations communications public corporate crime prevention community police lead senior media acting chief investigating")
	determiners      = set("a an the un une le la l")
	namingCues       = set("named name names called aka alias nomme nommee prenomme prenommee appele appelee surnomme nom prenom appelle identity identite")
	asCues           = set("ided identified known identifie identifiee connu connue booked")
	roleNouns        = set(`suspect accused victim witness complainant deceased boy girl teen teenager youth child student son daughter brother sister nephew niece
		wanted missing disparition disparu disparue recherche recherchee suspecte accuse accusee victime temoin garcon fille adolescent adolescente enfant eleve
		fils soeur frere mineur mineure juvenile toddler baby infant bebe suspects victims witnesses victimes temoins
		driver passenger pedestrian cyclist motorist man woman homme femme conducteur conductrice pieton cycliste offender gunman shooter robber stabber abductor ravisseur fugitive defendant prevenu prevenue inculpe inculpee
		mother father parents husband wife mere pere mari epouse resident teacher coach neighbour neighbor voisin voisine thief burglar arsonist mugger rapist killer murderer voleur agresseur auteur presume presumee interest interet guy responsible responsable culprit assailant attacker homeowner employee clerk student pupil schoolgirl schoolboy`)
	placePrepositions = set("at near in on of from between around by to a pres de entre dans sur vers")
	placeNouns        = set(`street st close mews avenue ave road rd drive dr boulevard blvd crescent court lane way place terrace circle trail parkway gate gardens square heights
		park school collegiate secondary elementary middle high academy college university institute hospital clinic station mall plaza centre center library church mosque temple
		arena stadium beach bridge tower towers building house hall hotel market airport harbour lake river bay island valley ravine creek subway line division
		police service services unit department squad force section stoppers crime team office court courthouse ministry city town village county region district
		bank store restaurant bar pub club cafe pharmacy inc ltd corp company festival parade day week month road civic corolla accord camry
		north south east west ecole parc hopital gare centre poste rue ville quartier secondaire polyvalente universite pont metro`)
	notNames = set(`interest pd support the a an and or but if in on at to of for from by with as is was are were be been has have had he she they it we you i his her their its our your my this that these those
		who what when where why how which there here anyone someone anybody nobody everyone please call contact see seen last update updated missing wanted located found arrest arrested charged
		alert amber silver urgent breaking news appeal witness witnesses suspect suspects victim victims police officer officers investigators detectives detective constable sergeant sgt det cst insp
		man woman boy girl male female youth teen teenager child children person people student students driver passenger pedestrian cyclist mr mrs ms mme mlle dr sir
		monday tuesday wednesday thursday friday saturday sunday tue tues wed thu thur thurs fri sat lundi mardi mercredi jeudi vendredi samedi dimanche today tonight yesterday tomorrow morning afternoon evening night
		toronto ontario canada scarborough etobicoke mississauga brampton markham vaughan peel york durham halton hamilton ottawa london montreal quebec vancouver calgary edmonton winnipeg halifax
		north south east west northbound southbound eastbound westbound upper lower
		honda toyota ford chevrolet nissan hyundai kia mazda bmw mercedes audi lexus acura dodge jeep volkswagen subaru tesla gmc cadillac suv
		black white grey gray blue red green silver brown beige dark light
		grade age aged years old year born dob anonymously anonymous tips tip crime stoppers video dash dashcam cam doorbell facebook instagram twitter tiktok snapchat youtube
		shooting stabbing robbery assault collision homicide murder fire theft break enter fraud kidnapping carjacking hit run fatal
		case occurrence file report go division unit highway hwy route exit street avenue road after before during since until while two three four five six seven eight nine ten one both all
		nous vous il elle ils elles le la les un une des du de au aux en dans sur pour par avec sans si que qui quoi ou et mais son sa ses leur notre votre ce cet cette ces
		avez etes est sont ete appel appelez composez contactez temoin temoins temoignage disparition disparu disparue recherche recherchee retrouve retrouvee avis alerte mise jour correction victime
		homme femme garcon fille adolescent adolescente enfant personne police policiers enqueteurs agent suspecte accuse accusee arrestation age agee ans
		no not do does did can could will would should may might must any some more about near between information info text email web photo image photos images description
		our still last witness did know help thank thanks merci renseignements toute tout vu vue dernier derniere if then also however although because another other others several many most each every such its them us me mine
		i am im were we re they re dc pc community thank welcome meanwhile later earlier now just only even still yet so too very once again
		canadian american british french english quebecois quebecoise black asian indian chinese somali jamaican italian irish scottish welsh polish
		london birmingham manchester leeds liverpool sheffield bristol glasgow edinburgh cardiff belfast nottingham leicester coventry bradford newcastle wales scotland england britain
		essex surrey sussex norfolk suffolk cornwall dorset somerset lancashire yorkshire cheshire merseyside
		york chicago houston phoenix philadelphia dallas seattle boston detroit baltimore memphis portland atlanta miami oakland minneapolis cleveland california texas florida arizona ohio
		laval longueuil gatineau sherbrooke levis saguenay oshawa kingston sudbury barrie guelph kitchener waterloo windsor oakville burlington pickering ajax whitby newmarket aurora
		google apple samsung iphone android nike adidas puma lululemon walmart costco hortons mcdonald mcdonalds starbucks sobeys loblaws metrolinx ttc stm uber lyft
		maple leafs raptors blue jays argonauts canadiens senators arsenal yankees lakers
		civic corolla accord camry elantra escape explorer tucson rogue altima sentra wrangler cherokee durango charger impala malibu equinox silverado sierra ram golf jetta focus fiesta corsa astra transit caravan odyssey highlander sienna prius
		please anyone officers residents police gendarmerie surete spvm opp rcmp lapd nypd met youth criminal act justice code
		elle lui celui celle monsieur madame quiconque toutefois aussi merci lors selon apres avant depuis pendant hier aujourd soir matin nuit
		rip rest christmas halloween easter ramadan diwali hanukkah paques`)
	headlineWords = set(`faces face charges charged charge seek seeks sought sought identify identified identity reported report reports reporting dies died dead killed injured hurt shot stabbed robbed struck
		said says told saw lives lived appears appeared accused deceased complainant armed dangerous approach warrant warrants outstanding breach assaulted assaulting sexual first second degree murder
		attempted manslaughter carjacked stolen stole weapon firearm gun knife suspected believed responsible named name missing person persons near help need needed looking search locate located identifie
		accusee meurtre blesse blessee tue tuee vol agression recherches identifiee mandat arme armee dangereux dangereuse pour a de la le`)
	doubtfulSurnames = set("brown black white green gray grey young west ford day london park hall lane church lake rose king house banks bishop field silver jordan dodge lincoln kent essex york austin houston boston kingston windsor blue mercer peel hamilton halton durham vaughan markham barrie case light gates rivers wood winter summer spring monday price north east west day night may june france ireland england holland paris sydney bradford sheffield coventry bristol burlington kitchener waterloo dallas cleveland phoenix portland york surrey cornwall lancaster")
)
