package guard

import "testing"

func TestUnauthorisedPromise(t *testing.T) {
	holds(t, "unauthorised_promise", "en", []sample{
		{text: "There is a ⟦reward of up to $2,000⟧ for information.", suggest: "cash reward"},
		{text: "A ⟦$5,000 reward⟧ is offered."},
		{text: "A ⟦£10,000 reward⟧ for the conviction of those responsible."},
		{text: "The family offers a ⟦bounty of 500 dollars⟧."},
		{text: "We will ⟦pay $500⟧ for information on the driver."},
		{text: "Talk to us and ⟦no charges will be laid⟧."},
		{text: "Return the watch, ⟦no questions asked⟧."},
		{text: "⟦You will not be prosecuted⟧ if you come forward."},
		{text: "⟦You will never have to testify⟧."},
		{text: "⟦You won't be charged⟧ for speaking to us."},
		{text: "Whoever drove can expect ⟦full immunity⟧."},
		{text: "⟦You will stay anonymous forever⟧ with us.", suggest: ""},
		{text: "⟦We guarantee your⟧ safety."},
		{text: "Tell us what you saw: ⟦your identity will never be revealed⟧."},
		{text: "Information leading to an arrest may be eligible for a cash reward."},
		{text: "Crime Stoppers may pay a cash reward; you remain anonymous."},
		{text: "Thieves stole $5,000 and a watch worth £900."},
		{text: "The fine for speeding is $325."},
		{text: "No charges have been laid."},
		{text: "No arrests have been made and no charges were filed."},
		{text: "We cannot guarantee your anonymity."},
		{text: "We do not offer rewards of $500."},
		{text: "Crimestoppers guarantees your anonymity."},
		{text: "The embassy claimed diplomatic immunity."},
		{text: "A man, 34, will appear in court on Monday."},
		{text: "He received a ticket for $110 and will be charged with theft."},
		{text: "Officers had no questions for the driver."},
		{text: "Tickets are $20; the draw is for charity."},
	})
	holds(t, "unauthorised_promise", "fr", []sample{
		{text: "Une ⟦récompense de 2 000 $⟧ est offerte.", suggest: "récompense en argent"},
		{text: "⟦Aucune accusation ne sera portée⟧ contre les témoins."},
		{text: "⟦Vous ne serez pas poursuivi⟧ si vous parlez."},
		{text: "⟦Vous n'aurez jamais à témoigner⟧."},
		{text: "⟦Nous vous garantissons⟧ une protection."},
		{text: "⟦Votre identité ne sera jamais révélée⟧."},
		{text: "L'⟦immunité complète⟧ vous est offerte."},
		{text: "Aucune accusation n'a été portée."},
		{text: "Le vol s'élève à 2 000 $."},
		{text: "Une information peut donner droit à une récompense d'Échec au crime."},
		{text: "Échec au crime garantit l'anonymat."},
		{text: "L'homme sera accusé de vol et comparaîtra lundi."},
		{text: "L'amende est de 300 $."},
	})
}
