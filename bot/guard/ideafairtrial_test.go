package guard

import "testing"

func TestConfessionEvidenceIdeas(t *testing.T) {
	holds(t, "confession_evidence", "en", []sample{
		{text: "Marco Dell, 29, is charged with arson. ⟦His boot tread was lifted⟧ from the ash beside the shed."},
		{text: "Ellis Wroe, 33, has been charged. ⟦He's coughed to⟧ the lot in interview."},
		{text: "Dwight Coyle, 44, was booked for burglary. A ⟦hair on the crowbar came back to him⟧."},
		{text: "Raul Benz was arrested Monday. ⟦Cell records put his⟧ phone at the gas station at 2 a.m."},
		{text: "The ⟦accused wrote an apology to the family⟧ from the cells."},
		{text: "A 29-year-old man is charged with arson. The charge has not been proven in court."},
		{text: "Officers would like doorbell footage showing anyone in Kelp Road between 2am and 3am."},
		{text: "The state lab will help with testing; no results will be discussed while the case is open."},
		{text: "Tia Rowe, 26, faces one count of robbery. She ⟦owned up⟧ to it in the back of the scout car."},
		{text: "Gareth Pugh, 51, has been charged. ⟦His DNA was all⟧ over the balaclava."},
		{text: "Cody Lenz, 22, was arrested. The ⟦bullet in the wall came from his⟧ .38."},
		{text: "Lenz ⟦flunked the lie⟧ box and is now in county."},
		{text: "The shop's ⟦camera has him⟧ climbing the counter."},
		{text: "Police allege that a man stole a bicycle. He was charged the same day."},
		{text: "Forensic teams remain at the scene this morning."},
		{text: "Anyone with video of the crash on Mill Street, call 614-555-0100."},
		{text: "Dana Frost is charged with manslaughter. She will appear in court on Jan. 5."},
		{text: "Did you see a man wash a knife in the canal? Call 101."},
		{text: "Detectives ask for home video from Mill Street between 1 and 3 a.m."},
	})
	holds(t, "confession_evidence", "fr", []sample{
		{text: "Luc Aubry, 38 ans, est accusé de vol qualifié. ⟦Ses empreintes couvraient⟧ le tiroir-caisse."},
		{text: "Si vous avez des images de caméra de surveillance, communiquez avec nous."},
		{text: "Yves Morin, 40 ans, est accusé. Il a craqué devant les enquêteurs et tout ⟦avoué⟧."},
		{text: "L'enquête se poursuit; les accusations n'ont pas été prouvées devant le tribunal."},
		{text: "La police analyse la scène. Toute personne ayant vu quelque chose peut appeler."},
	})
}

func TestGuiltLanguageIdeas(t *testing.T) {
	holds(t, "guilt_language", "en", []sample{
		{text: "Marco Dell, 29, is charged with fraud. He ⟦bilked⟧ pensioners out of their savings."},
		{text: "Dwight Coyle is in custody. ⟦He is the one behind⟧ the string of break-ins."},
		{text: "Look at this photo. This ⟦crook⟧ walked out with two drills."},
		{text: "We arrested Oren Fisk. He ⟦murdered⟧ a mother of two and he'll answer for it."},
		{text: "Oren Fisk, 30, is charged with murder. He is presumed innocent."},
		{text: "A man was robbed on Kelp Road. The suspect fled on foot."},
		{text: "The jury found Dwight Coyle guilty of burglary on Tuesday."},
		{text: "Tia Rowe, 26, is charged with fraud. She ⟦ripped⟧ off a church."},
		{text: "Gareth Pugh is charged with arson. The ⟦firestarter⟧ will be in court on Monday."},
		{text: "Wanted: Cody Lenz. We know ⟦he did it⟧."},
		{text: "Tia Rowe is charged with theft. She has been released and will appear in court on Jan. 5."},
		{text: "A clerk was shot during a robbery. Detectives need witnesses."},
		{text: "Dana Frost, 37, is accused of killing a man."},
		{text: "A man is alleged to have robbed a shop in Kelp Road."},
		{text: "The suspect in the robbery left in a gray car."},
	})
	holds(t, "guilt_language", "fr", []sample{
		{text: "Luc Aubry a été arrêté. Il a ⟦dévalisé⟧ trois pharmacies."},
		{text: "Une personne a été agressée à la station. Le suspect portait une veste rouge."},
		{text: "Yves Morin, 40 ans, est accusé. Cet ⟦escroc⟧ a berné des aînés."},
		{text: "Simon Roy, 45 ans, est accusé de vol qualifié."},
	})
}

func TestCriminalRecordIdeas(t *testing.T) {
	holds(t, "criminal_record", "en", []sample{
		{text: "Marco Dell, 29, is wanted. He ⟦spent most of his twenties in Kingston⟧ Pen."},
		{text: "Ellis Wroe, 33, is wanted. He's ⟦been inside before⟧ for the same."},
		{text: "Dwight Coyle, 44. He's a two-⟦time felon⟧."},
		{text: "Raul Benz, 41, was charged. His ⟦rap sheet⟧ runs to nine pages."},
		{text: "Oren Fisk, 30, charged. He ⟦was on probation⟧ at the time."},
		{text: "Volunteers need a police record check before they start at the youth club."},
		{text: "Marlon Tate, 40, is wanted on recall to prison. Call 999 if you see him."},
		{text: "Dwight Coyle is charged with being a felon in possession of a firearm."},
		{text: "Tia Rowe, 26. She has eleven ⟦priors⟧ for theft."},
		{text: "Gareth Pugh, 51, ⟦did six years for⟧ wounding and is wanted again."},
		{text: "Cody Lenz, ⟦paroled out⟧ of Lucasville last spring, is wanted."},
		{text: "Lenz is a ⟦regular guest of the county jail⟧."},
		{text: "Pugh, whose last ⟦robbery got him four years⟧, was charged."},
		{text: "A vulnerable sector check takes about six weeks."},
		{text: "Cody Lenz is wanted on a warrant for parole violation."},
		{text: "Frost is charged with failing to comply with a probation order."},
		{text: "Baxter is wanted for failing to appear at court."},
		{text: "Amos is wanted for escape and theft."},
	})
	holds(t, "criminal_record", "fr", []sample{
		{text: "Luc Aubry, 38 ans, recherché. Il a ⟦déjà fait⟧ du temps à Bordeaux."},
		{text: "Luc Aubry, 38 ans, est recherché pour bris de conditions."},
		{text: "Yves Morin, un ⟦habitué des tribunaux⟧, est recherché."},
		{text: "Yves Morin est accusé de défaut de se conformer à une ordonnance de probation."},
		{text: "Roy est accusé d'omission de se conformer à une promesse."},
	})
}

func TestCourtRestrictedIdeas(t *testing.T) {
	holds(t, "court_restricted", "en", []sample{
		{text: "The ⟦ITO, still under seal, puts⟧ the stash in a Barrie barn."},
		{text: "The ⟦complainant, who can't be named, is his step⟧-niece."},
		{text: "⟦Grand jurors were shown⟧ the texts he sent."},
		{text: "The ⟦sealed indictment has⟧ two more names on it."},
		{text: "The ⟦jury doesn't know⟧ he was caught with the knife in 2019."},
		{text: "A publication ban protects the complainant's name. Nothing more will be said."},
		{text: "Reporting restrictions apply. The trial resumes on Monday."},
		{text: "The warrant is sealed and we cannot discuss it."},
		{text: "The ⟦sealed affidavit relies⟧ on a cousin of his."},
		{text: "She can't be ⟦identified by law, but she's the headteacher's daughter⟧."},
		{text: "The ⟦grand jury transcript has⟧ him lying twice."},
		{text: "With the ⟦jury out, the judge⟧ was told of an earlier trial."},
		{text: "⟦Despite the publication ban, she is the coach's niece⟧."},
		{text: "There is a publication ban on this case."},
		{text: "The jury was sworn in on Monday; the trial is expected to last two weeks."},
		{text: "A grand jury returned an indictment on Tuesday."},
		{text: "A publication ban is in place."},
		{text: "The trial begins on Monday."},
		{text: "A grand jury indicted the man."},
	})
	holds(t, "court_restricted", "fr", []sample{
		{text: "Le ⟦mandat scellé parle⟧ d'un chalet à Orford."},
		{text: "Une ordonnance de non-publication est en vigueur."},
		{text: "Sous scellés, la ⟦dénonciation mentionne⟧ un entrepôt."},
		{text: "Le mandat demeure scellé; nous ne pouvons commenter."},
		{text: "Une interdiction de publication s'applique."},
	})
}

func TestBailProceedingsIdeas(t *testing.T) {
	holds(t, "bail_proceedings", "en", []sample{
		{text: "The ⟦JP wasn't buying his aunt's plan⟧ to watch him and he stays in."},
		{text: "⟦Magistrates kept him in over fears he'd lean on witnesses⟧."},
		{text: "The ⟦prosecutor told⟧ the bond hearing about his second passport."},
		{text: "His grandmother ⟦offered her house⟧ as security for the bond."},
		{text: "At ⟦show cause, the Crown played⟧ the 911 call."},
		{text: "He was held for a bail hearing on Nov. 25 at 10 a.m."},
		{text: "He was remanded in custody and will appear on 3 December."},
		{text: "Bond was set at $50,000. The next hearing is Dec. 4."},
		{text: "The ⟦justice heard he⟧'d slept at three addresses in a month."},
		{text: "His ⟦barrister told the bench he'd live⟧ with his nan."},
		{text: "The judge called ⟦him a flight risk⟧."},
		{text: "⟦Released because the Crown's case⟧ looked thin."},
		{text: "At arraignment, ⟦prosecutors said⟧ he'd texted the victim from jail."},
		{text: "He was released on bail and will appear on Jan. 5."},
		{text: "Bail was refused. He will appear at Leeds Crown Court on 5 January."},
		{text: "He was arraigned on Monday and is held without bond."},
		{text: "A bail hearing is set for Friday."},
		{text: "He was bailed to appear on 5 January."},
		{text: "Bond is $20,000."},
	})
	holds(t, "bail_proceedings", "fr", []sample{
		{text: "La ⟦juge a dit⟧ craindre qu'il quitte le pays et l'a gardé détenu."},
		{text: "Il a comparu pour son enquête caution et demeure détenu."},
		{text: "Son ⟦frère s'est porté garant⟧ pour 5 000 $."},
		{text: "Sa remise en liberté lui a été refusée; il reviendra en cour le 5 janvier."},
		{text: "L'enquête sur remise en liberté est remise au 5 janvier."},
	})
}
