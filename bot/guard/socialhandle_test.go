package guard

import "testing"

// Accounts as drafts of several forces have them.
func TestHandlesInDrafts(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "social_handle", "en", []sample{
		{text: "The suspect posts as ⟦@kingkash_416⟧."},
		{text: "His IG is ⟦lil.trigga.416⟧, go look."},
		{text: "Snap: ⟦jess_xo99⟧"},
		{text: "Follow @TPSOperations and @TorontoPolice for updates."},
		{text: "The scam started on Instagram and Facebook. Snapchat: what parents should know."},
		{text: "add her on Snapchat, her name there is ⟦maddy.g07⟧"},
		{text: `suspect streams as "⟦GhostRyderTO⟧" on Twitch`},
		{text: "Scammers use Instagram: do not reply. Snapchat is popular. Facebook Marketplace meet-ups are safest at a station."},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "social_handle", "fr", []sample{
		{text: "Elle publie sur TikTok sous le pseudo ⟦lafee.du.nord⟧."},
		{text: "Son compte Instagram : ⟦@max_tess⟧"},
		{text: "Suivez @TorontoPolice sur Facebook et Instagram pour les nouvelles."},
		{text: "Il se fait appeler ⟦le_boss_514⟧ sur Instagram"},
		{text: "compte TikTok ⟦@petit.loup.qc⟧"},
	})
	holdsUnder(t, packGuard(t, "uk"), "social_handle", "en", []sample{
		{text: "He goes by ⟦tommo_xx7⟧ on Snapchat."},
		{text: "Missing girl's account is ⟦＠ellie＿rose12⟧"},
		{text: "Instagram - ⟦ollie.mufc.99⟧"},
		{text: "his Insta (⟦@0llie_mufc⟧) went quiet"},
		{text: "Girl, 15, chats on Discord as ⟦moonpaw#4471⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "social_handle", "en", []sample{
		{text: "Find him at ⟦instagram.com/dre.gotbandz⟧"},
		{text: "username ⟦darkwolf_77⟧ on Discord"},
		{text: "her Facebook profile, ⟦facebook.com/tanya.mills.9⟧, shows the jacket"},
		{text: "⟦tiktok.com/@skylar.rae⟧ shows it"},
		{text: "Kik: ⟦daddy4u_614⟧"},
		{text: "message ⟦u/street_racer_oh⟧ on reddit"},
		{text: "DM ⟦@ real_tee_614⟧"},
		{text: "Known as Tee, he goes by Mike. The user name is not known. Watch on YouTube: our channel."},
		{text: "The shooter posted a live on IG under ⟦@trey.2x⟧ minutes before"},
	})
}

// Accounts as people write them who are in a hurry, or have something to hide.
func TestHandlesWrittenOtherwise(t *testing.T) {
	holdsUnder(t, packGuard(t, "ca-on"), "social_handle", "en", []sample{
		{text: "Follow the suspect: ⟦@ k i n g k a s h⟧"},
		{text: "look up ⟦king.kash.416⟧ on Insta"},
		{text: "her X account, ⟦@adeyemi_f⟧, has the last photo"},
	})
	holdsUnder(t, packGuard(t, "uk"), "social_handle", "en", []sample{
		{text: "Her TikTok handle is ⟦ellie_rose12⟧ and she posts daily"},
		{text: "the lad flogging the bikes is ⟦@wem_bikez⟧ on Facebook"},
		{text: "Find the seller's page at ⟦facebook.com/wem.bikes.cheap⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "social_handle", "en", []sample{
		{text: "Venmo ⟦@gus-tow-614⟧"},
		{text: "he runs the ⟦t.me/gustow614⟧ channel"},
		{text: "He taunted police as ⟦ghost.614⟧ on TikTok"},
	})
	holdsUnder(t, packGuard(t, "ca-on"), "social_handle", "fr", []sample{
		{text: "suivez-le : ⟦@ti_gus⟧"},
	})
	holdsUnder(t, packGuard(t, "us"), "social_handle", "en", []sample{
		{text: `his snap is "⟦bolam614⟧"`},
		{text: "insta: ⟦b_0_lam_x⟧"},
	})
}
