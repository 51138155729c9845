package bot

import "strings"

// kindNames are the names of reference/domain.md section 3 and of other
// systems for the program's kinds, where they differ.
var kindNames = map[string]Kind{
	"witness-appeal":      Witness,
	"missing-person":      MissingPerson,
	"amber-alert":         Amber,
	"child-abduction":     Amber,
	"wanted-person":       Wanted,
	"person-of-interest":  Identify,
	"vehicle-of-interest": Vehicle,
	"footage-request":     Footage,
	"safety-alert":        SafetyAlert,
	"arrest-made":         Arrest,
	"youth-arrest":        Arrest,
	"retraction":          Correction,
	"tweetathon":          Update, // one item of a feed of calls for service
}

// KindNamed returns the kind with a name: the program's own or that of
// reference/domain.md section 3, in any case, with hyphens, underscores or
// spaces. It reports false when there is none.
func KindNamed(name string) (Kind, bool) {
	name = strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(strings.TrimSpace(name)))
	if k := Kind(name); k.Known() {
		return k, true
	}
	k, ok := kindNames[name]
	return k, ok
}
