package bot

// Measure names a figure, in the program's own snake case.
type Measure string

// Measures. What each means is in the table below, and nowhere else.
const (
	AppealsDrafted   Measure = "appeals_drafted"
	AppealsApproved  Measure = "appeals_approved"
	AppealsPublished Measure = "appeals_published"
	PostsPublished   Measure = "posts_published"
	PostsRemoved     Measure = "posts_removed"
	Replies          Measure = "replies"
	Tips             Measure = "tips"
	Emergencies      Measure = "emergencies"

	DraftToApproval    Measure = "draft_to_approval"
	ApprovalToAccepted Measure = "approval_to_accepted"
	FirstAnswer        Measure = "first_answer"
	FirstTip           Measure = "first_tip"
)

// Unit is what a figure is measured in.
type Unit string

// Units.
const (
	UnitCount   Unit = "count"
	UnitSeconds Unit = "seconds" // a figure in seconds has one value for each thing that took them
)

// Dim is what a figure is told apart by.
type Dim string

// Dims. All are bounded by the configuration and the program.
const (
	DimKind    Dim = "kind" // of appeal
	DimNetwork Dim = "network"
	DimAccount Dim = "account"
	DimClass   Dim = "class" // what the rules make of a reply
)

// Dims returns every dim, in the order in which tables have them.
func Dims() []Dim { return []Dim{DimKind, DimNetwork, DimAccount, DimClass} }

// A Figure says what is counted, and how. The card, the table that is handed out,
// the metrics and the documents all read it from here.
type Figure struct {
	Name  Measure
	Title string // on cards and in charts
	Unit  Unit
	Dims  []Dim
	// Means is a sentence that says what exactly is counted, on which day, and
	// what is left out.
	Means string
	// Moves: what an officer or the public does later can make it smaller.
	Moves bool
}

// figures is the table of everything that is counted.
var figures = [...]Figure{
	{
		Name: AppealsDrafted, Title: "Drafted", Unit: UnitCount, Dims: []Dim{DimKind},
		Means: "Appeals that were begun, updates and answers included, on the day they were begun.",
	},
	{
		Name: AppealsApproved, Title: "Approved", Unit: UnitCount, Dims: []Dim{DimKind},
		Means: "Appeals that had every approval they needed, or that one officer published alone, once each, on the day that was so for the first time.",
	},
	{
		Name: AppealsPublished, Title: "Published", Unit: UnitCount, Dims: []Dim{DimKind},
		Means: "Appeals of which anything became public, once each, on the day a network accepted the first part of the first post.",
	},
	{
		Name: PostsPublished, Title: "Posts published", Unit: UnitCount, Dims: []Dim{DimNetwork, DimAccount},
		Means: "Posts that are public with all their parts, on the day the network accepted the last; a thread is one post.",
	},
	{
		Name: PostsRemoved, Title: "Posts taken down", Unit: UnitCount, Dims: []Dim{DimNetwork, DimAccount},
		Means: "Posts that the program took down, on the day the network said that they are gone.",
	},
	{
		Name: Replies, Title: "Replies", Unit: UnitCount, Dims: []Dim{DimNetwork, DimAccount, DimClass}, Moves: true,
		Means: "Replies of the public, once each, on the day they were written, by what the rules make of their newest text.",
	},
	{
		Name: Tips, Title: "Tips", Unit: UnitCount, Dims: []Dim{DimNetwork, DimAccount}, Moves: true,
		Means: "Replies that an officer labelled tip or follow-up, on the day the reply was written, whenever it was labelled.",
	},
	{
		Name: Emergencies, Title: "Emergencies", Unit: UnitCount, Dims: []Dim{DimNetwork, DimAccount}, Moves: true,
		Means: "Replies that are an emergency by their label, or by the rules while they have none, on the day they were written.",
	},
	{
		Name: DraftToApproval, Title: "Draft to approval", Unit: UnitSeconds, Dims: []Dim{DimKind},
		Means: "Time from the beginning of an appeal until it was approved for the first time, on that day.",
	},
	{
		Name: ApprovalToAccepted, Title: "Approval to public", Unit: UnitSeconds, Dims: []Dim{DimNetwork, DimAccount},
		Means: "Time from the last approval, or from the time a post was approved for if that is later, until the network accepted all of it, on that day; what held it up in between counts.",
	},
	{
		Name: FirstAnswer, Title: "First answer", Unit: UnitSeconds, Dims: []Dim{DimKind}, Moves: true,
		Means: "Time from when an appeal was first public until the earliest reply to it was written, on the day of that reply.",
	},
	{
		Name: FirstTip, Title: "First tip", Unit: UnitSeconds, Dims: []Dim{DimKind}, Moves: true,
		Means: "Time from when an appeal was first public until the earliest reply to it was written that an officer labelled tip or follow-up, on the day of that reply.",
	},
}

// Figures returns the table of everything that is counted.
func Figures() []Figure { return figures[:] }

// FigureOf returns the definition of a measure.
func FigureOf(m Measure) Figure {
	for _, f := range figures {
		if f.Name == m {
			return f
		}
	}
	return Figure{Name: m}
}
