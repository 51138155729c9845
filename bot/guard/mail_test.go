package guard

import (
	"testing"

	"appealbot/bot"
)

func TestEmailPrivate(t *testing.T) {
	holds(t, "email_private", "en", []sample{
		{text: "Write to ⟦jo.smith+tips@gmail.com⟧.", severity: bot.Block},
		{text: "Write to ⟦Jo_Smith@mail.rogers.com⟧, not to 51div@torontopolice.on.ca."},
		{text: "Write to ⟦jo@tps.ca.evil.example⟧."},
		{text: "Write to ⟦jo@nottorontopolice.on.ca⟧."},
		{text: "Write to ⟦jo@metropolice.example.com⟧"},
		{text: "Write to ⟦jo＠gmail．com⟧"},
		{text: "Write to ⟦jо@gmаil.com⟧ (Cyrillic letters)."},
		{text: "Write to ⟦jo@gm\u200bail.com⟧."},
		{text: "Write to ⟦jo [at] gmail [dot] com⟧."},
		{text: "Write to ⟦jo(at)gmail(dot)com⟧."},
		{text: "Write to ⟦jo{at}gmail.com⟧ or ⟦j[dot]o[@]gmail[.]com⟧."},
		{text: "Write to ⟦john dot smith at gmail dot com⟧ please."},
		{text: "Write to ⟦jsmith at gmail.com⟧ please."},
		{text: "Write to ⟦jsmith at family dot example⟧ please."},
		{text: "Write to ⟦jo.smith at family.ca⟧ please."},
		{text: "Write to ⟦jo @ gmail . com⟧ please."},
		{text: "mailto:⟦jo@gmail.com⟧?subject=tip"},
		{text: "⟦a@b.co⟧,⟦c@d.org⟧;⟦e@f.net⟧"},
	})
	holds(t, "email_private", "fr", []sample{
		{text: "Écrivez à ⟦luc.roy arobase videotron point ca⟧."},
		{text: "Courriel : ⟦éloïse@hotmail.fr⟧."},
		{text: "⟦luc [arobase] sympatico.ca⟧"},
	})
}

func TestEmailPrivateClean(t *testing.T) {
	holds(t, "email_private", "en", []sample{
		{text: "Write to tips@metropolice.example or 51Div@TorontoPolice.on.ca."},
		{text: "Write to homicide [at] torontopolice [dot] on [dot] ca."},
		{text: "Follow @MetroPolice and @MetroPolice@social.example."},
		{text: "He was seen at 6 p.m. at King.Then he left. Meet @ 7.30 pm at gate no. 5."},
		{text: "Report at tps.ca or at 222tips.com. Report @ 222tips.com."},
		{text: "The dot on the map at King and Bay; look at example.test for more."},
		{text: "Anyone at the scene at St. Clair W. or at Main St. E. at 3:00 a.m."},
		{text: "Look at his arm. It has a dot at com level."},
	})
	holds(t, "email_private", "fr", []sample{
		{text: "Vu chez lui. À ce point, le suspect a fui. Rendez-vous chez Metro.ca."},
	})
}

// Mailboxes as drafts of several forces have them.
func TestMailInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "email_private", "en", []sample{
		{text: "Send the clip to ⟦priya.nair88@yahoo.ca⟧ and copy 14division@torontopolice.on.ca."},
		{text: "Email Det. Lau at ⟦h.lau (at) hotmail (dot) com⟧."},
		{text: "Meet us at 6 p.m. at tps.ca or at Yonge. Come as you are. Contact 51division@torontopolice.on.ca."},
		{text: "photos → ⟦m.okafor.tps@outlook.com⟧"},
		{text: "Attend at 6, at dot on the hour. Meet at hotmail Street? At Bell Centre, Yonge at Bloor."},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "email_private", "fr", []sample{
		{text: "Écrivez à ⟦j.tremblay@videotron.ca⟧ pour le remettre à son propriétaire."},
		{text: "courriel : ⟦marie point roy arobase gmail point com⟧"},
		{text: "Écrivez à temoin@torontopolice.on.ca, rendez-vous à 18 h. À Toronto point de repère : la tour."},
		{text: "son adresse, ⟦lea_gagne@hotmail.fr⟧, ne répond plus"},
		{text: "envoyez vos photos à ⟦enquete514 [arobase] outlook [point] com⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "email_private", "en", []sample{
		{text: "Images to ⟦northshire.cid@gmail.com⟧ please"},
		{text: "Drop PC Dale a line: ⟦p c d a l e @ b t i n t e r n e t . c o m⟧"},
		{text: "Email major.crime@northshire.police.uk; be there at 7.Come early. Look at gov.uk."},
		{text: "witness's email is ⟦d.hughes [at] virginmedia.com⟧"},
		{text: "⟦dhughes(at)sky(dot)com⟧ works too"},
		{text: "Look at www.northshire.police.uk or at gov.uk; email 101@northshire.police.uk."},
		{text: "Footage can go straight to ⟦hannah.willcox81@btinternet.com⟧ while our portal is down."},
	})
	holdsUnder(t, packGuard(t, "us"), "email_private", "en", []sample{
		{text: "Reach the family via ⟦find.jaylen2026@protonmail.com⟧."},
		{text: "⟦tips4riverton{at}gmail{dot}com⟧ is monitored"},
		{text: "Her email is ⟦kate AT icloud DOT com⟧."},
		{text: "She wrote from ⟦tasha.b@ymail.com⟧."},
		{text: "⟦j r e e d @ g m a i l . c o m⟧"},
		{text: "mail: ⟦jreed＠proton．me⟧"},
		{text: "Meet at Target. Com is short. The Reds @ Cubs game at 7. Look at missingkids.org."},
		{text: "forward tips to ⟦coach_dan@riverton-hs.example⟧"},
	})
}

// Mailboxes as people write them who are in a hurry, or have something to hide.
func TestMailWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "email_private", "en", []sample{
		{text: "⟦det.lau@g\u200bmail.com⟧"},
		{text: "pics to big lou ⟦416@outlook.com⟧"},
		{text: "The owner's address is ⟦adeyemi.f@rogers.com⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "email_private", "en", []sample{
		{text: "contact ⟦s.rowe(@)outlook.com⟧"},
		{text: "⟦s_rowe_at_outlook_dot_com⟧"},
		{text: "cc ⟦j.pryce88@live.co.uk⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "email_private", "en", []sample{
		{text: "⟦gus⟨at⟩aol.com⟧ or ⟦gus AT aol.com⟧"},
		{text: "⟦gus＠ａｏｌ．ｃｏｍ⟧"},
		{text: "the HOA president, ⟦hoa.pres@polkplace.example⟧, has the gate log"},
		{text: "Volunteers: sign up with ⟦searchteam@ohio-k9.example⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "email_private", "fr", []sample{
		{text: "⟦l.gagne@outl0ok.com⟧"},
	})
}
