package guard

import "testing"

func TestPublicTipSolicit(t *testing.T) {
	holds(t, "public_tip_solicit", "en", []sample{
		{text: "⟦Comment below⟧ if you know him.", suggest: "Contact us or, anonymously, Crime Stoppers"},
		{text: "Know her? ⟦Drop a name⟧."},
		{text: "⟦Tag him⟧ if you see this."},
		{text: "Please ⟦DM us his name⟧."},
		{text: "⟦Tag the person⟧ responsible."},
		{text: "⟦Post his name in the comments⟧."},
		{text: "Let's ⟦name and shame⟧ these thieves."},
		{text: "⟦Tell us your name⟧ so that we know who called."},
		{text: "⟦Reply with any information⟧."},
		{text: "If you cannot call, ⟦comment below⟧."},
		{text: "⟦Share the details in the replies⟧."},
		{text: "⟦Identify yourself⟧ when you send a tip."},
		{text: "⟦Expose him⟧ to everyone."},
		{text: "Somebody knows, so ⟦leave his name below⟧."},
		{text: "⟦Share their Instagram⟧ with us."},
		{text: "Please do not post names."},
		{text: "Please do not name anyone or post names in the comments."},
		{text: "Never tag him or share his profile."},
		{text: "Do not identify suspects online, tag accounts or post a name."},
		{text: "You do not have to give us your name."},
		{text: "You never have to tell us your name."},
		{text: "Can you put a name to this face? Call 416-808-2222."},
		{text: "Do you recognize this man? Call Crime Stoppers."},
		{text: "The man gave officers a false name."},
		{text: "Replies to this post are not monitored."},
		{text: "Share this post, and call us with information."},
		{text: "The price tag was still on the bag."},
		{text: "Tips can be left anonymously at 222tips.com."},
		{text: "The police will not share the name of the victim."},
	})
	holds(t, "public_tip_solicit", "fr", []sample{
		{text: "⟦Commentez ci-dessous⟧ si vous le connaissez."},
		{text: "⟦Écrivez son nom dans les commentaires⟧."},
		{text: "⟦Taguez-le⟧ si vous le voyez."},
		{text: "⟦Publiez son nom⟧."},
		{text: "⟦Dites-nous votre nom⟧."},
		{text: "⟦Dénoncez-le publiquement⟧."},
		{text: "Ne publiez pas de noms dans les commentaires."},
		{text: "Veuillez ne pas écrire son nom."},
		{text: "Aidez-nous à l'identifier."},
		{text: "Appelez sans donner votre nom."},
		{text: "Partagez cette publication."},
		{text: "Évitez d'identifier des personnes dans les commentaires."},
	})
}
