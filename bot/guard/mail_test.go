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
