package bot_test

import (
	"testing"

	"appealbot/bot"
)

func TestKindNamed(t *testing.T) {
	for name, want := range map[string]bot.Kind{
		"witness": bot.Witness, "witness_appeal": bot.Witness, "Missing Person": bot.MissingPerson, "AMBER": bot.Amber,
		"wanted": bot.Wanted, "person_of_interest": bot.Identify, "vehicle-of-interest": bot.Vehicle, "found_property": bot.FoundProperty,
		"hit_and_run": bot.HitAndRun, "footage_request": bot.Footage, "safety_alert": bot.SafetyAlert, "update": bot.Update,
		"located": bot.Located, "arrest_made": bot.Arrest, "youth_arrest": bot.Arrest, " correction\n": bot.Correction,
		"tweetathon": bot.Update, "answer": bot.Answer,
	} {
		if got, ok := bot.KindNamed(name); !ok || got != want {
			t.Errorf("KindNamed(%q) is %q, %v; want %q", name, got, ok, want)
		}
	}
	for _, name := range []string{"", "lottery", "wit ness", "witness-appeals"} {
		if got, ok := bot.KindNamed(name); ok {
			t.Errorf("KindNamed(%q) is %q, want none", name, got)
		}
	}
	for _, k := range bot.Kinds() {
		if got, ok := bot.KindNamed(string(k)); !ok || got != k {
			t.Errorf("KindNamed(%q) is %q, %v", k, got, ok)
		}
	}
}
