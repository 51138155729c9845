package guard

import (
	"testing"

	"appealbot/bot"
)

// TestGuiltLanguageInAppeals holds the rule against appeals of all three packs, as
// officers of different places write them; some of what is planted is disguised.
func TestGuiltLanguageInAppeals(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "guilt_language", "en", []sample{
		{text: "Police caught the ⟦killer⟧, Paul Dacosta, 30, on Saturday.", kind: bot.Arrest},
		{text: "The accused, Lena Mroz, ⟦stole⟧ $40,000 from seniors.", kind: bot.Arrest},
		{text: "Have you seen this ⟦fraudster⟧? Maria Costa is wanted on a warrant.", kind: bot.Wanted},
		{text: "The person in the photo ⟦is responsible for six robberies⟧.", kind: bot.Update},
		{text: "Great work. This ⟦criminal⟧, Wade Potter, is now in custody.", kind: bot.Arrest},
		{text: "The ⟦robber⟧ in this picture hit three banks.", kind: bot.Identify},
		{text: "Samir Haddad ⟦assaulted⟧ two women on the subway before officers found him.", kind: bot.Update},
		{text: "This ⟦con artist⟧, Greta Nolan, targets seniors.", kind: bot.Wanted},
		{text: "Police have caught the ⟦arsonist⟧, Nick Vasilakis, 28.", kind: bot.Arrest},
		{text: "Help us catch this ⟦thief⟧ pictured leaving the LCBO.", kind: bot.Identify},
		{text: "Jasmine Roy, 26, ⟦stabbed⟧ a man at Dundas Station.", kind: bot.Arrest},
		{text: "⟦Thief⟧ Paul Ngata, 30, is off the road.", kind: bot.Arrest},
		{text: "Paul Dacosta, 30, is accused of robbing a bank. It is alleged that he had a knife.", kind: bot.Arrest},
		{text: "Active shooter training takes place at the college on Friday.", kind: bot.SafetyAlert},
		{text: "A man was stabbed by an unknown suspect. The suspect fled."},
		{text: "Samir Haddad, 30, is charged with two counts of assault. The allegations have not been proven in court.", kind: bot.Arrest},
		{text: "Owen Baptiste, 31, is alleged to have robbed three banks. He is charged with robbery with a weapon.", kind: bot.Arrest},
		{text: "Grandparent scam: if a caller says your grandson is in jail, hang up and call us.", kind: bot.SafetyAlert},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "guilt_language", "fr", []sample{
		{text: "Le ⟦violeur⟧, Serge Masse, 50 ans, a été accusé.", kind: bot.Arrest},
		{text: "Ce ⟦voleur⟧, Éric Bolduc, est recherché.", kind: bot.Wanted},
		{text: "⟦L'agresseur⟧, Benoît Carle, a été arrêté.", kind: bot.Arrest},
		{text: "Benoît Carle, 34 ans, a ⟦poignardé⟧ un homme au parc.", kind: bot.Arrest},
		{text: "Le ⟦fraudeur⟧, Marco Bellini, a été épinglé.", kind: bot.Arrest},
		{text: "Aidez-nous à retrouver ce ⟦voleur⟧ filmé au dépanneur.", kind: bot.Identify},
		{text: "Serge Masse est présumé innocent. Il est accusé de vol.", kind: bot.Arrest},
		{text: "Éric Bolduc aurait volé une voiture. Il est accusé de vol.", kind: bot.Arrest},
	})
	holdsUnder(t, packGuard(t, "uk"), "guilt_language", "en", []sample{
		{text: "Recognise this ⟦thief⟧? He is pictured above.", kind: bot.Identify},
		{text: "The ⟦burglar⟧, Dean Foley, was charged on Tuesday.", kind: bot.Arrest},
		{text: "⟦Rapist⟧ Colin Meade, 40, is behind bars tonight.", kind: bot.Arrest},
		{text: "The drug ⟦dealer⟧, Jason Orme, 31, will be in court tomorrow.", kind: bot.Arrest},
		{text: "⟦Fraudster⟧ Elaine Moody, 49, is on the run.", kind: bot.Wanted},
		{text: "Do you recognise the ⟦mugger⟧ in these pictures?", kind: bot.Identify},
		{text: "The ⟦paedophile⟧, Ian Rook, 50, was picked up on Monday.", kind: bot.Arrest},
		{text: "Evil ⟦killer⟧ Stuart Penn, 44, faces court.", kind: bot.Arrest},
		{text: "We want to identify this man in connection with a theft.", kind: bot.Identify},
		{text: "Colin Meade, 40, was found guilty of theft and sentenced to two years.", kind: bot.Arrest},
		{text: "Two men are alleged to have assaulted a cyclist."},
		{text: "Elaine Moody, 49, admitted fraud and was jailed for three years by Hexley Crown Court.", kind: bot.Arrest},
	})
	holdsUnder(t, packGuard(t, "us"), "guilt_language", "en", []sample{
		{text: "Jake Mullins, 25, ⟦murdered⟧ a store owner on Friday.", kind: bot.Arrest},
		{text: "Help us find this child ⟦predator⟧. His name is Dale Huff.", kind: bot.Wanted},
		{text: "Smith ⟦shot⟧ and killed his victim before running. John Smith, 30, is in jail.", kind: bot.Arrest},
		{text: "Deputies took ⟦killer⟧ Ronnie Spence to jail.", kind: bot.Arrest},
		{text: "Maria Delgado ⟦stabbed⟧ her neighbor on Sunday and is in jail.", kind: bot.Update},
		{text: "Child ⟦molester⟧ Roy Beasley is on the loose.", kind: bot.Wanted},
		{text: "Know this ⟦crook⟧? He's on camera stealing packages.", kind: bot.Identify},
		{text: "Jake Mullins pleaded guilty in 2019 and was convicted. He is charged again with theft.", kind: bot.Arrest},
		{text: "The suspect allegedly robbed two people on High Street.", kind: bot.Wanted},
		{text: "Tyler Banks, 22, is charged with burglary. He is presumed innocent until proven guilty.", kind: bot.Arrest},
		{text: "Do you recognize this person? Detectives want to talk to them about a theft.", kind: bot.Identify},
	})
}
