package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"appealbot/bot"
	"appealbot/bot/guard"
)

type guardRulesCmd struct {
	Jurisdiction string `arg:"" optional:"" default:"ca-on" help:"Whose rules: ca-on, uk, us or a name of theirs."`
	JSON         bool   `name:"json" help:"Print one line of JSON for each rule."`
}

// ruleLine is a rule as --json prints it.
type ruleLine struct {
	Pack     string                    `json:"pack"`
	ID       string                    `json:"id"`
	Severity bot.Severity              `json:"severity"`
	Enabled  bool                      `json:"enabled"`
	Only     []bot.Kind                `json:"only,omitempty"`
	Kinds    map[bot.Kind]bot.Severity `json:"kinds,omitempty"`
	Lifts    []bot.RecordKind          `json:"lifts,omitempty"`
	Owner    string                    `json:"owner"`
	Date     string                    `json:"date"`
	Citation string                    `json:"citation"`
}

// Run lists the rules of a pack, worst first.
func (c guardRulesCmd) Run(sys System) error {
	name, ok := packOf(c.Jurisdiction)
	if !ok {
		return badUsage{unknownPlace(c.Jurisdiction)}
	}
	p, err := guard.Pack(name)
	if err != nil {
		return err
	}
	slices.SortStableFunc(p.Rules, func(a, b guard.Rule) int { return cmp.Compare(a.Severity.Rank(), b.Severity.Rank()) })
	if c.JSON {
		for _, r := range p.Rules {
			if err := writeJSON(sys.Stdout, ruleLine{p.Name, r.ID, r.Severity, r.Enabled, r.Only, r.Kinds, r.Lifts, r.Owner, r.Date, r.Citation}); err != nil {
				return err
			}
		}
		return nil
	}
	w := tabwriter.NewWriter(sys.Stdout, 0, 0, 2, ' ', 0)
	_, _ = fmt.Fprintln(w, strings.Join([]string{"RULE", "SEVERITY", "OWNER", "SINCE", "AUTHORITY"}, "\t"))
	for _, r := range p.Rules {
		sev := string(r.Severity)
		if !r.Enabled {
			sev += " (off)"
		}
		_, _ = fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r.ID, sev, r.Owner, r.Date, r.Citation)
	}
	return w.Flush()
}
