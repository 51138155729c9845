package bot

// Class is what the rules make of a reply (reference/domain.md 2.6), before an
// officer labels it.
type Class string

// Classes, in order of precedence: of several that apply, the first counts.
const (
	// ClassEmergency is danger now, a crime in progress, somebody wanted or
	// missing who is seen at this moment, or a stated intent of violence.
	ClassEmergency Class = "emergency"
	// ClassDoxx exposes a private person, asks for that, or calls for people
	// to act themselves.
	ClassDoxx Class = "doxx"
	// ClassTip is what an investigator can use.
	ClassTip Class = "tip"
	// ClassAbuse threatens or insults people, or hates them for what they are.
	ClassAbuse Class = "abuse"
	// ClassSpam sells something.
	ClassSpam Class = "spam"
	// ClassQuestion asks the department something.
	ClassQuestion Class = "question"
	// ClassSupport thanks or wishes well.
	ClassSupport Class = "support"
	// ClassNoise is everything else. All criticism of the police is.
	ClassNoise Class = "noise"
)

// classes holds every class in order of precedence.
var classes = [...]Class{ClassEmergency, ClassDoxx, ClassTip, ClassAbuse, ClassSpam, ClassQuestion, ClassSupport, ClassNoise}

// Classes returns every class in order of precedence.
func Classes() []Class { return classes[:] }

// Agrees reports whether a label says the same as the class. Officers have fewer
// words than the rules: what exposes somebody is abuse to them, and what sells
// something, thanks or grumbles is noise.
func (c Class) Agrees(l Label) bool {
	switch l {
	case LabelEmergency:
		return c == ClassEmergency
	case LabelTip, LabelFollowUp:
		return c == ClassTip
	case LabelQuestion:
		return c == ClassQuestion
	case LabelAbuse:
		return c == ClassAbuse || c == ClassDoxx
	case LabelNoise:
		return c == ClassNoise || c == ClassSupport || c == ClassSpam
	default:
		return false
	}
}

// Exposes reports whether a reply reads as if it exposed somebody, and no officer
// has said that it does not.
func (r Reply) Exposes() bool { return r.Class == ClassDoxx && !r.Opinion() }

// Opinion reports whether an officer found nothing in a reply but what somebody
// thinks or wants to know.
func (r Reply) Opinion() bool { return r.Label == LabelNoise || r.Label == LabelQuestion }
