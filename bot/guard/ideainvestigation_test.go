package guard

import "testing"

func TestTacticalLiveIdeas(t *testing.T) {
	holds(t, "tactical_live", "en", []sample{
		{text: "The ⟦canine team is working⟧ toward the creek from Weston Road right now."},
		{text: "⟦Firearms officers are on the landing⟧ outside flat 6."},
		{text: "⟦Troopers are setting up⟧ ⟦spike strips at⟧ mile marker 12."},
		{text: "SERT will ⟦cut the power at⟧ nine and go in after."},
		{text: "Negotiators are ⟦set up in⟧ unit 1402 next door."},
		{text: "Officers are on scene. Stay inside and lock your doors."},
		{text: "The cordon has been lifted and officers have left the street."},
		{text: "A drone and two K9 teams are searching the woods for the missing boy."},
		{text: "Two ⟦ETF trucks are idling⟧ behind the Food Basics."},
		{text: "⟦Dog units are coming⟧ through the back gardens of Dale Terrace."},
		{text: "Our ⟦guys are inside⟧ the vestibule and waiting on the ram."},
		{text: "⟦Negotiators are talking⟧ to him through the letterbox."},
		{text: "⟦We hit the door at⟧ 0500."},
		{text: "Police are on scene at Bloor and Ossington. Avoid the area; expect road closures."},
		{text: "A number of officers are in the Dale Terrace area. Please stay indoors."},
		{text: "The barricade ended at noon when the man came out. SWAT has left."},
		{text: "Stay inside. Officers are dealing with an incident."},
		{text: "Officers remain at the scene and the road is closed."},
		{text: "Shelter in place until further notice."},
	})
	holds(t, "tactical_live", "fr", []sample{
		{text: "Les ⟦agents du GTI passeront par la ruelle⟧ dans quelques minutes."},
		{text: "Des policiers sont sur place; évitez le secteur."},
		{text: "L'⟦hélicoptère arrive dans cinq minutes au-dessus⟧ du boisé."},
		{text: "Le confinement est levé. Les agents ont quitté l'immeuble."},
		{text: "Restez à l'intérieur; une opération est en cours."},
	})
}

func TestHoldbackIdeas(t *testing.T) {
	holds(t, "holdback", "en", []sample{
		{text: "The ⟦killer stuffed a rag in the tailpipe⟧ before leaving."},
		{text: "He was found ⟦face up⟧ with ⟦coins on his eyelids⟧."},
		{text: "The shooter used a ⟦.40-cal⟧ ⟦Glock⟧ with an extended mag."},
		{text: "The victim was ⟦hit once behind the left ear⟧."},
		{text: "The robber told the clerk ⟦\"nobody be a hero tonight\"⟧."},
		{text: "A man was found with a stab wound. Life-saving measures were started."},
		{text: "Suspect had a handgun. He wore a red cap and left in a white van."},
		{text: "The ⟦thief left a single red shoe on⟧ the altar."},
		{text: "He was ⟦hit nine times⟧ with a claw hammer."},
		{text: "The robber had a ⟦sawed-off with blue tape⟧ on the grip."},
		{text: "The note read: ⟦\"you were warned in June\"⟧."},
		{text: "They ⟦got in by lifting the patio door⟧ off its runners."},
		{text: "The suspect was armed with a knife and fled on a bicycle."},
		{text: "A window was broken and jewellery was stolen."},
		{text: "Found: a class ring. Describe the stone and initials to claim it."},
		{text: "A man was shot and is in hospital."},
		{text: "The burglar took a laptop."},
		{text: "The suspect had a gun."},
	})
	holds(t, "holdback", "fr", []sample{
		{text: "Le voleur est entré en ⟦découpant un carré dans⟧ la moustiquaire."},
		{text: "Un homme armé d'un couteau a volé un dépanneur."},
		{text: "La victime avait les ⟦mains attachées⟧ avec un fil de lampe."},
		{text: "Le suspect portait un foulard rouge et avait une arme de poing."},
		{text: "Un homme a été poignardé."},
	})
}

func TestSIURestrictedIdeas(t *testing.T) {
	holds(t, "siu_restricted", "en", []sample{
		{text: "The SIU has been notified. Our ⟦constable used his baton⟧ on the man."},
		{text: "The IOPC is looking at it. The ⟦lad came⟧ off his ⟦moped when the van⟧ nudged it."},
		{text: "The Office of Police Oversight is investigating. ⟦Deputy fired four rounds⟧ through the windshield."},
		{text: "SIU invoked its mandate. The ⟦officer has twelve years on the job⟧."},
		{text: "The SIU is investigating. ⟦He jumped⟧ from the ninth-floor balcony as we knocked."},
		{text: "The Special Investigations Unit has been notified and has invoked its mandate. We will not comment."},
		{text: "Following a death in Marsham on Tuesday, a referral to the IOPC has been made."},
		{text: "The SIU investigates an incident on Bloor Street. The road has reopened."},
		{text: "The SIU has been called. The ⟦woman came⟧ at our ⟦members with scissors⟧."},
		{text: "Referred to the IOPC. The response ⟦car was doing⟧ 70 with no siren."},
		{text: "The civilian oversight board is reviewing. The ⟦inmate hanged⟧ himself with a sheet."},
		{text: "The IOPC has been told. Body-worn ⟦video backs⟧ the officers."},
		{text: "The SIU has been notified. Please direct questions to the SIU."},
		{text: "We have referred a matter in Leeds to the IOPC and cannot comment."},
		{text: "The SIU has invoked its mandate after an incident at Jane and Finch. Jane Street is closed."},
		{text: "The SIU has been notified."},
		{text: "The IOPC has been informed."},
		{text: "The SIU is investigating; call them with questions."},
	})
	holds(t, "siu_restricted", "fr", []sample{
		{text: "L'UES enquête. Notre ⟦agente a dégainé quand il a⟧ levé un marteau."},
		{text: "L'Unité des enquêtes spéciales a été avisée d'un incident survenu hier."},
		{text: "Le BEI enquête. L'⟦homme a chargé⟧ les ⟦policiers avec une hache⟧."},
		{text: "Le BEI a été avisé. Pour toute question, adressez-vous au BEI."},
		{text: "L'UES a été avisée."},
	})
}
