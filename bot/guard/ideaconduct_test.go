package guard

import "testing"

func TestUnauthorisedPromiseIdeas(t *testing.T) {
	holds(t, "unauthorised_promise", "en", []sample{
		{text: "⟦We'll look after anyone who⟧ gives up the driver - ⟦there's money in it⟧."},
		{text: "⟦Bring the tools back by Friday and we'll say no more about⟧ it."},
		{text: "The ⟦sheriff will tear up your warrant⟧ if you point us to the gun."},
		{text: "Anyone who drives for him: ⟦you walk free if⟧ you talk first."},
		{text: "⟦Your name will never come⟧ out, you have my word."},
		{text: "Crime Stoppers may pay up to $2,000 for a tip that leads to an arrest. You stay anonymous."},
		{text: "Crimestoppers will not ask your name and never shares it with police."},
		{text: "We cannot promise a reward, but every call is logged."},
		{text: "Tell us where it is and the ⟦charges go⟧ away."},
		{text: "⟦There's a few hundred quid in it⟧ for whoever rings first."},
		{text: "Ain't ⟦nobody going to jail for talking⟧ to us, that's a promise."},
		{text: "Own up today and ⟦you'll get nothing worse⟧ than a telling-off."},
		{text: "⟦We'll keep your name⟧ out of it, guaranteed."},
		{text: "You can stay anonymous by calling Crime Stoppers at 416-222-8477."},
		{text: "Your call will be treated in confidence."},
		{text: "Wallet found with cash in it. The owner can claim it from the front desk."},
		{text: "Information leading to an arrest may earn a cash reward through Crime Stoppers."},
		{text: "Calls to Crimestoppers are anonymous."},
		{text: "The man stole $5,000 from the till."},
	})
	holds(t, "unauthorised_promise", "fr", []sample{
		{text: "⟦Nous paierons celui⟧ qui nous donne le nom."},
		{text: "⟦Vous n'aurez jamais à témoigner⟧, c'est garanti."},
		{text: "Vous pouvez rester anonyme en appelant Échec au crime."},
		{text: "Une information menant à une arrestation peut valoir une récompense en argent par Échec au crime."},
	})
}

func TestPublicTipSolicitIdeas(t *testing.T) {
	holds(t, "public_tip_solicit", "en", []sample{
		{text: "Recognise him? Stick his ⟦name under this post⟧."},
		{text: "Who's this then? ⟦Answers in the replies⟧ please."},
		{text: "Know this guy? ⟦Tag his mama⟧."},
		{text: "To whoever slipped the letter under our door: ⟦tell us who you are⟧."},
		{text: "⟦Post her Instagram below⟧ if you know it."},
		{text: "If you recognise him, do not post his name here; call 416-808-2222."},
		{text: "Please don't tag anyone in the comments. Ring 101."},
		{text: "Comments are turned off. Call 614-555-0100 with a name."},
		{text: "⟦Reply with who⟧ this is."},
		{text: "Know him? Pop his ⟦name in the comments⟧."},
		{text: "Who is this fool? ⟦Sound off below⟧."},
		{text: "⟦Tag his ex⟧, ⟦tag anybody⟧."},
		{text: "Someone left a note on our windshield about the fire. Please ⟦comment so we know⟧ who you are."},
		{text: "Names must not be posted. Call 416-808-2222."},
		{text: "Do you recognise this man? Call 101 or report online."},
		{text: "Recognize him? Send a tip at 614-555-0100. Please do not comment with names."},
		{text: "Do not post names. Call us."},
		{text: "Call 101 with his name."},
		{text: "Submit a tip at riverton.gov/tips."},
	})
	holds(t, "public_tip_solicit", "fr", []sample{
		{text: "Vous le reconnaissez? ⟦Écrivez son nom juste en dessous⟧."},
		{text: "N'écrivez aucun nom dans les commentaires. Composez le 416-808-2222."},
		{text: "⟦Identifiez son employeur⟧ si vous le savez."},
		{text: "Le reconnaissez-vous? Composez le 416-808-2222."},
		{text: "Appelez-nous si vous le reconnaissez."},
	})
}

func TestVigilanteInviteIdeas(t *testing.T) {
	holds(t, "vigilante_invite", "en", []sample{
		{text: "Seen the van? ⟦Pin it in⟧ with your own car until we come."},
		{text: "⟦Take his keys⟧ off him and ⟦sit on him⟧ till we get there."},
		{text: "⟦Run him out of⟧ town."},
		{text: "⟦Round up your neighbors and go door to door for him⟧."},
		{text: "⟦Share his face until he can't buy⟧ a coffee in this city."},
		{text: "Do not block the vehicle or approach it. Call 911."},
		{text: "Never confront anyone. Dial 999."},
		{text: "Deputies blocked the truck in with two cruisers last night."},
		{text: "If you see it, ⟦let the air out⟧ of its tires."},
		{text: "⟦Make him feel unwelcome⟧ on this estate."},
		{text: "Good old boys with trucks: ⟦hem him in⟧ till a deputy shows."},
		{text: "⟦Grab him⟧ if you can ⟦hold him⟧."},
		{text: "⟦Get his face on every⟧ lamp post and his name on every wall."},
		{text: "Do not approach him. Call 911."},
		{text: "Share this appeal so that more people see it."},
		{text: "Officers grabbed the man as he ran from the store."},
		{text: "Follow us on social media for updates."},
		{text: "Do not try to detain him."},
		{text: "Do not follow the vehicle."},
	})
	holds(t, "vigilante_invite", "fr", []sample{
		{text: "⟦Barrez-lui la route⟧ avec votre véhicule."},
		{text: "N'essayez pas d'intercepter le véhicule. Composez le 911."},
		{text: "⟦Allez cogner chez lui⟧ et demandez-lui des comptes."},
		{text: "Ne tentez pas de le retenir. Composez le 911."},
		{text: "Ne suivez pas le véhicule."},
	})
}

func TestImmigrationStatusIdeas(t *testing.T) {
	holds(t, "immigration_status", "en", []sample{
		{text: "He's here ⟦on a spousal sponsorship⟧."},
		{text: "His ⟦leave to stay ran⟧ out in May."},
		{text: "An ⟦undocumented⟧ Guatemalan national was booked."},
		{text: "Benz has no ⟦green card⟧."},
		{text: "The ⟦victim, a Filipina on a caregiver permit⟧, was hurt."},
		{text: "We do not ask about immigration status when you report a crime."},
		{text: "A newcomer welcome evening is held on Tuesday with local officers."},
		{text: "Scammers claim to be from immigration and threaten deportation. Hang up."},
		{text: "He ⟦slipped in from Roxham⟧ Road two years ago."},
		{text: "Gareth's co-accused, a ⟦failed asylum seeker⟧, is 30."},
		{text: "Lopez is a ⟦DACA kid⟧."},
		{text: "The victim is here ⟦on a student visa⟧."},
		{text: "⟦ICE has lodged a detainer⟧ against him."},
		{text: "Everyone can call us, with or without status."},
		{text: "Passport found on Kelp Road, call 101 to claim."},
		{text: "A naturalization ceremony closes Main Street on Friday."},
		{text: "A passport was handed in."},
		{text: "We don't ask about status."},
	})
	holds(t, "immigration_status", "fr", []sample{
		{text: "Il attend la décision sur sa ⟦demande d'asile⟧."},
		{text: "Peu importe votre statut d'immigration, appelez-nous."},
		{text: "Le suspect est ⟦sans statut⟧ au pays."},
		{text: "Une foire pour nouveaux arrivants se tient samedi."},
		{text: "Appelez sans crainte, peu importe votre statut."},
	})
}

func TestSensitiveTraitIdeas(t *testing.T) {
	holds(t, "sensitive_trait", "en", []sample{
		{text: "The victim, ⟦who goes to the mosque⟧ on Bank Street every Friday, was robbed."},
		{text: "He was ⟦cruising the heath⟧ for men when attacked."},
		{text: "He ⟦beds down under the Fifth Street⟧ bridge."},
		{text: "She advertises on ⟦Leolist and met⟧ him at a motel."},
		{text: "Officers will attend the Pride festival and the mosque open house."},
		{text: "The suspect wore a black turban and a grey coat."},
		{text: "The shelter on Fifth Street is taking coats for winter."},
		{text: "The victim, a ⟦practising Sikh⟧, was pushed."},
		{text: "He had ⟦met the lads on Grindr⟧."},
		{text: "Alex Bell, 19, is ⟦transitioning⟧."},
		{text: "She was ⟦turning tricks⟧ on Route 40."},
		{text: "The man, who ⟦sofa-surfs⟧, was robbed."},
		{text: "The church on Bank Street was broken into."},
		{text: "A man in a long white robe was seen leaving."},
		{text: "Warming shelters are open tonight."},
		{text: "The Pride parade is on Sunday."},
		{text: "He wore a kippah."},
	})
	holds(t, "sensitive_trait", "fr", []sample{
		{text: "La victime, une ⟦femme trans⟧, a été agressée."},
		{text: "Nos agents de liaison rencontrent la communauté juive."},
		{text: "La victime ⟦couche dans sa voiture⟧ depuis mai."},
		{text: "La mosquée a été vandalisée; les agents patrouillent."},
		{text: "La communauté musulmane est invitée."},
	})
}

func TestMedicalIdeas(t *testing.T) {
	holds(t, "medical", "en", []sample{
		{text: "Bob Hale, 70, has had two ⟦strokes⟧ and can't speak."},
		{text: "The man ⟦lost an eye⟧ in the attack."},
		{text: "She hasn't had her ⟦lithium⟧ since Monday."},
		{text: "The woman was five ⟦months along⟧."},
		{text: "He was taken to hospital with serious injuries."},
		{text: "We are concerned for her welfare. She was last seen on Kelp Road."},
		{text: "If you or someone you know is in crisis, call or text 988."},
		{text: "Bob Hale has ⟦a pacemaker⟧ and is confused."},
		{text: "She has had her ⟦jaw wired⟧."},
		{text: "The clerk is on a ⟦ventilator⟧."},
		{text: "He tried to ⟦kill himself⟧ in May."},
		{text: "He ⟦tested positive⟧ for ⟦HIV⟧."},
		{text: "She remains in hospital in serious but stable condition."},
		{text: "Naloxone kits are free at the station."},
		{text: "She may be in need of help."},
		{text: "He has minor injuries."},
		{text: "Life-threatening injuries."},
	})
	holds(t, "medical", "fr", []sample{
		{text: "Il souffre ⟦de⟧ la maladie de Lyme et est confus."},
		{text: "Il a été transporté à l'hôpital; on ne craint pas pour sa vie."},
		{text: "Il a fait une ⟦fausse couche⟧ ... elle est disparue."},
		{text: "La victime a subi des blessures mineures."},
		{text: "Blessures graves mais stables."},
	})
}

func TestPrejudicialLanguageIdeas(t *testing.T) {
	holds(t, "prejudicial_language", "en", []sample{
		{text: "Oren Fisk, charged Monday, is a ⟦waste of skin⟧."},
		{text: "This grubby little ⟦toerag⟧ took her handbag."},
		{text: "These ⟦clowns thought⟧ they could get away."},
		{text: "⟦Enjoy your new cage, buddy⟧."},
		{text: "Another ⟦druggie⟧ off our streets."},
		{text: "A clown performs at the open house on Saturday."},
		{text: "A dog was struck by a car; the animal is recovering."},
		{text: "Trash collection is delayed by the road closure."},
		{text: "Tia Rowe, charged, is a ⟦nasty piece⟧ of work."},
		{text: "⟦These muppets⟧ forgot there's a camera."},
		{text: "This ⟦dirtbag⟧ stole a wheelchair."},
		{text: "⟦Hope he rots⟧."},
		{text: "⟦Good riddance to⟧ bad rubbish."},
		{text: "A muppet show raises money for the hospital."},
		{text: "Rubbish fires are up this month."},
		{text: "The dog was found safe; the animal is healthy."},
		{text: "A monster truck show."},
		{text: "Cold weather is coming."},
		{text: "Animal control is on scene."},
	})
	holds(t, "prejudicial_language", "fr", []sample{
		{text: "⟦Ce minable⟧ a volé une aînée."},
		{text: "Un animal sauvage a été aperçu près du parc."},
		{text: "Des fruits pourris ont été jetés sur la statue."},
		{text: "Un chien a été trouvé."},
	})
}

func TestIPVContextIdeas(t *testing.T) {
	holds(t, "ipv_context", "en", []sample{
		{text: "The man and the victim ⟦share two children and split⟧ in June."},
		{text: "She had ⟦only just left him⟧ when he came to the house."},
		{text: "He violated the ⟦stay-away order⟧ and broke her door."},
		{text: "The suspect is ⟦her child's father⟧; she was beaten."},
		{text: "The stabbing happened as the two ⟦fought over the kids' pickup⟧."},
		{text: "If you are in an abusive relationship, the Assaulted Women's Helpline can help: 1-866-863-0511."},
		{text: "The couple walking their dog found the bag and handed it in."},
		{text: "Two men, strangers to each other, argued over a parking space."},
		{text: "She had ⟦moved out a week before he⟧ attacked her."},
		{text: "He is accused of assaulting the ⟦mother of his twins⟧."},
		{text: "The shooting came after she filed for ⟦divorce⟧."},
		{text: "The two had been ⟦seeing each⟧ other; she was stabbed."},
		{text: "She had a ⟦PFA against⟧ him when he shot her."},
		{text: "A couple found the dog on the beach."},
		{text: "Domestic abuse: talk to us or ring the helpline."},
		{text: "A husband and wife won the raffle at the fair."},
		{text: "A domestic violence helpline is available."},
		{text: "Business partner sought as witness."},
		{text: "He is in custody."},
	})
	holds(t, "ipv_context", "fr", []sample{
		{text: "Elle ⟦l'avait quitté deux semaines⟧ plus tôt; il l'a poignardée."},
		{text: "SOS violence conjugale répond jour et nuit au 1 800 363-9010."},
		{text: "L'homme s'en est pris à la ⟦mère de ses enfants⟧."},
		{text: "Une aide confidentielle existe pour les victimes de violence conjugale."},
		{text: "De l'aide existe: SOS violence conjugale."},
	})
}
