package guard

import (
	"testing"

	"appealbot/bot"
)

func TestGuiltLanguage(t *testing.T) {
	holds(t, "guilt_language", "en", []sample{
		{text: "Do you know this ⟦thief⟧?", severity: bot.NeedsOverride, suggest: "suspect"},
		{text: "John Smith is the ⟦killer⟧.", severity: bot.NeedsOverride},
		{text: "⟦Killer⟧ John Smith is in custody.", severity: bot.NeedsOverride, suggest: "Suspect"},
		{text: "The ⟦robber⟧ in the photo wore a mask.", severity: bot.NeedsOverride},
		{text: "He is a ⟦predator⟧.", severity: bot.NeedsOverride},
		{text: "⟦He is guilty⟧.", severity: bot.NeedsOverride},
		{text: "John Smith, 32, ⟦robbed⟧ a bank.", severity: bot.NeedsOverride, suggest: "allegedly robbed"},
		{text: "WANTED: Anthony Creel, 28. Creel ⟦shot⟧ a clerk.", severity: bot.NeedsOverride},
		{text: "The man in the photo ⟦stole⟧ a car.", severity: bot.NeedsOverride},
		{text: "The ⟦robber⟧ fled on foot.", severity: bot.Warn, suggest: "suspect"},
		{text: "⟦An attacker⟧ ran east.", severity: bot.Warn, suggest: "A suspect"},
		{text: "The ⟦thieves⟧ left in a van.", severity: bot.Warn, suggest: "suspects"},
		{text: "A suspect fled. The accused, 32, will appear in court."},
		{text: "The alleged shooter was arrested."},
		{text: "The suspected thief ran east."},
		{text: "It is alleged that John Smith robbed a bank."},
		{text: "John Smith, 32, is charged with murder."},
		{text: "Jane Doe was stabbed by an unknown man."},
		{text: "He pleaded not guilty."},
		{text: "Smith was found guilty in May."},
		{text: "Everyone is innocent until proven guilty."},
		{text: "The school held active shooter training."},
		{text: "A young offender was charged under the criminal code."},
		{text: "Anyone who knows the person responsible should call."},
		{text: "The victim, John Smith, was killed on Bay Street."},
		{text: "The ⟦robber⟧ wore a New York Yankees cap and Air Jordan shoes.", severity: bot.Warn},
		{text: "He was at the Nashville Predators game."},
		{text: "Call Crime Stoppers about criminal activity."},
	})
	holds(t, "guilt_language", "fr", []sample{
		{text: "Reconnaissez-vous ce ⟦voleur⟧?", severity: bot.NeedsOverride, suggest: "suspect"},
		{text: "Jean Tremblay est le ⟦tueur⟧.", severity: bot.NeedsOverride},
		{text: "⟦L'agresseur⟧ a fui.", severity: bot.Warn, suggest: "Le suspect"},
		{text: "⟦Il est coupable⟧.", severity: bot.NeedsOverride},
		{text: "Le tueur présumé a été arrêté."},
		{text: "Le présumé voleur est recherché."},
		{text: "Il a plaidé coupable."},
		{text: "L'auteur du livre signera demain."},
		{text: "Le suspect a fui à pied."},
	})
}
