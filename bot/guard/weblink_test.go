package guard

import (
	"testing"

	"appealbot/bot"
)

func TestUnapprovedLink(t *testing.T) {
	holds(t, "unapproved_link", "en", []sample{
		{text: "Report at ⟦https://bit.ly/3xYz⟧."},
		{text: "Report at ⟦bit.ly/3xYz⟧ or (⟦tinyurl.com/abc⟧)."},
		{text: "Go to ⟦hxxps://evil[.]com/x⟧ now."},
		{text: "Go to ⟦http://192.168.4.1/tips⟧."},
		{text: "Go to ⟦https://xn--tps-abc.ca⟧."},
		{text: "Go to ⟦tsp.ca⟧ or ⟦222tip.com⟧ or ⟦tps.ca.evil.example⟧."},
		{text: "Go to ⟦https://tрs.ca⟧ (a Cyrillic letter)."},
		{text: "Go to ⟦tipline dot com⟧ today."},
		{text: "Go to ⟦https://tps.ca@evil.example/x⟧."},
		{text: "Report at tps.ca, 222tips.com or https://www.tps.ca/tips?id=3."},
		{text: "Write to 51div@torontopolice.on.ca. He left at 3 p.m.at once."},
		{text: "Follow https://x.com/MetroPolice or instagram.com/metropolice."},
		{text: "He fled in a Honda Civic.CA plates were seen."},
		{text: "He was seen here.Live updates follow. The dot com era ended."},
		{text: "[dot]com"}, // nothing stands before it that could be a host
		{text: "(point) com"},
	})
	holds(t, "unapproved_link", "fr", []sample{
		{text: "Signalez sur ⟦monsite point com⟧ ou ⟦https://goo.gl/a⟧."},
		{text: "Signalez sur 222tips.com. À ce point ca suffit."},
	})
}

func TestTrackingLink(t *testing.T) {
	holds(t, "tracking_link", "en", []sample{
		{text: "See ⟦https://tps.ca/a?utm_source=x&id=4⟧.", suggest: "https://tps.ca/a?id=4"},
		{text: "See ⟦https://tps.ca/a?fbclid=Abc#top⟧.", suggest: "https://tps.ca/a#top"},
		{text: "See ⟦http://tps.ca/a⟧.", suggest: "https://tps.ca/a"},
		{text: "See https://tps.ca/a?id=4 and tps.ca."},
	})
	holds(t, "tracking_link", "fr", []sample{
		{text: "Voir ⟦222tips.com/?gclid=9⟧.", suggest: "222tips.com/"},
		{text: "Voir https://222tips.com/fr."},
	})
}

func TestSocialHandle(t *testing.T) {
	holds(t, "social_handle", "en", []sample{
		{text: "Message ⟦@jay_money99⟧ if you saw it."},
		{text: "Instagram: ⟦jay.money⟧"},
		{text: "His Snapchat is ⟦jaymoney⟧."},
		{text: "See ⟦https://instagram.com/jay.money⟧ and ⟦facebook.com/profile.php?id=12⟧."},
		{text: "He goes by ⟦jmoney⟧ on Discord."},
		{text: "He is known as a regular on Facebook pages of the area."},
		{text: "Facebook: see our page. Instagram: follow along. Discord: none"},
		{text: "Follow us on Instagram @MetroPolice or @MetroPolice@social.example."},
		{text: "Follow instagram.com/metropolice. Meet @ 6 p.m. or @6pm."},
		{text: "Write to tips@metropolice.example. #WitnessAppeal"},
		{text: "The video was posted on TikTok and Instagram. Facebook was told."},
	})
	holds(t, "social_handle", "fr", []sample{
		{text: "Son compte Instagram : ⟦luc_roy⟧"},
		{text: "Suivez-nous sur Facebook et @MetroPolice."},
	})
}

func TestPlateOfAVictim(t *testing.T) {
	holds(t, "licence_plate", "en", []sample{
		{text: "The victim's vehicle has plate ⟦CKTR 482⟧.", kind: "hit-and-run", severity: "override"},
		{text: "The vehicle that struck the victim has plate ⟦CKTR 482⟧.", kind: "hit-and-run", severity: "warn"},
		{text: "A grey van, plate ending ⟦482⟧."},
		{text: "The plate was seen 482 metres away."},
	})
}

func TestPostalCodeKeepsItsDistrict(t *testing.T) {
	holds(t, "address_exact", "en", []sample{
		{text: "Near ⟦SW1A 1AA⟧.", suggest: "SW1A"},
		{text: "Near ⟦M5V 2T6⟧.", suggest: "M5V"},
	})
}

// Links as drafts of several forces have them.
func TestLinksInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "unapproved_link", "en", []sample{
		{text: "Upload at ⟦bit.ly/3xTips⟧"},
		{text: "Donate: ⟦https://gofundme.com/f/help-lily⟧"},
		{text: "Go to ⟦http://tps-tips.ca/upload⟧"},
		{text: "Details at tps.ca, https://www.222tips.com and torontopolice.on.ca. He left St.Clair."},
		{text: "Post it to ⟦tinyurl.com/tpsclip⟧"},
		{text: "Visit ⟦222tips.co⟧ now"},
		{text: "⟦www.torontopolice.on.ca.info⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "unapproved_link", "fr", []sample{
		{text: "Voir ⟦www.echec-au-crime-tips.com⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "unapproved_link", "en", []sample{
		{text: "see ⟦https://northshlre.police-uk.com⟧"},
		{text: "form at ⟦forms.gle/Xy12⟧"},
		{text: "Visit northshire.police.uk/report or crimestoppers-uk.org. See gov.uk."},
		{text: "⟦northshire-police[.]example⟧"},
		{text: "St. Mary's, no. 10, J.K. Rowling; see police.uk."},
		{text: "join the group ⟦facebook.com/groups/wemwatch⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "unapproved_link", "en", []sample{
		{text: "Visit ⟦http://192.0.2.14/upload⟧"},
		{text: "go to ⟦riverton-pd dot com⟧ and send it"},
		{text: "⟦xn--tps-9ta.ca⟧ looks odd"},
		{text: "video at ⟦youtu . be/abc123⟧"},
		{text: "⟦hxxps://riverton[.]example[.]co/upload⟧"},
		{text: "Go to p3tips.com/tipform or tips.fbi.gov."},
		{text: "⟦rivertonpd.org/tips⟧"},
		{text: "send to ⟦dropbox (dot) com/s/xyz⟧"},
		{text: "⟦tps.cа⟧ has a strange letter"},
		{text: "Case files e.g. Smith v. Jones; a.m. and p.m.; approx. 5 ft.in height. U.S. Route 33."},
		{text: "live map: ⟦https://www.citizen.example/riverton⟧"},
	})
}

// Who wrote in public may be addressed in public, as networks demand it; the same name
// on another server is somebody else's.
func TestWhoIsAnsweredMayBeNamed(t *testing.T) {
	g := newGuard(t)
	for _, tc := range []struct {
		text     string
		answered []string
		found    int
	}{
		{"@pat.doe Thank you. Please call 416-808-2222.", []string{"@pat.doe"}, 0},
		{"@Pat.Doe Thank you. Please call 416-808-2222.", []string{"@pat.doe"}, 0},
		{"@pat@social.example Thank you. Please call 416-808-2222.", []string{"@pat@social.example"}, 0},
		{"@pat@social.example Thank you. Please call 416-808-2222.", []string{"@pat@other.example"}, 1},
		{"@pat.doe Thank you. We know that @jay_money99 was there.", []string{"@pat.doe"}, 1},
		{"@pat.doe Thank you. Please call 416-808-2222.", nil, 1},
		{"@pat.doe Thank you. Please call 416-808-2222.", []string{""}, 1},
	} {
		fs, err := g.Check(Input{Kind: bot.Answer, Answered: tc.answered, Texts: []Text{{Field: "text.en", Language: "en", Text: tc.text}}})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, f := range fs {
			if f.Rule == "social_handle" || f.Rule == "email_private" {
				n++
			}
		}
		if n != tc.found {
			t.Errorf("%q answering %q: %d findings, want %d: %+v", tc.text, tc.answered, n, tc.found, fs)
		}
	}
}

// Links that track, as drafts of several forces have them.
func TestTrackingInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "tracking_link", "en", []sample{
		{text: "⟦https://www.tps.ca/a?gclid=1⟧ and ⟦https://tps.ca/b?mc_cid=9&x=2⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "tracking_link", "fr", []sample{
		{text: "Voir ⟦https://www.222tips.com/fr?igshid=zz⟧."},
	})
	holdsUnder(t, packGuard(t, "us"), "tracking_link", "en", []sample{
		{text: "⟦p3tips.com/614?utm_campaign=nov⟧"},
		{text: "⟦http://p3tips.com⟧"},
		{text: "See https://p3tips.com/614?ref=home, http stuff, utm_source alone."},
	})
	holdsUnder(t, packGuard(t, "uk"), "tracking_link", "en", []sample{
		{text: "⟦HTTP://WWW.NORTHSHIRE.POLICE.UK⟧"},
		{text: "⟦https://www.northshire.police.uk/x?UTM_Source=fb⟧"},
		{text: "See northshire.police.uk/x?id=1&lang=en and https://gov.uk#utm"},
	})
}

// Links as people write them who are in a hurry, or have something to hide.
func TestLinksWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "unapproved_link", "en", []sample{
		{text: "⟦222t1ps.com⟧ is the site"},
		{text: "Fundraiser for the family: ⟦https://www.gofundme.com/f/ivan-72⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "unapproved_link", "en", []sample{
		{text: "⟦rivertonpd [dot] org⟧"},
		{text: "⟦hxxp://tips[dot]example⟧"},
		{text: "updates at ⟦https://riverton-police.org⟧"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "unapproved_link", "fr", []sample{
		{text: "pétition : ⟦change.org/p/retrouvez-lea⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "unapproved_link", "en", []sample{
		{text: "⟦northshire-tips d0t com⟧"},
		{text: "⟦bit[.]ly/3x⟧ has it"},
	})
}
