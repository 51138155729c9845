package app

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"appealbot/bot/chat/mattermost"
	"appealbot/bot/chat/mattermost/install"
)

// setupReport prints what a setup does, for the person in front of it.
type setupReport struct {
	w   io.Writer
	dry bool
	all []install.Step
}

func (r *setupReport) printf(format string, args ...any) { _, _ = fmt.Fprintf(r.w, format, args...) }

// say announces what is about to be done.
func (r *setupReport) say(sentence string) { r.printf("%s\n", sentence) }

// steps prints what was done on the server.
func (r *setupReport) steps(url string, res install.Result) {
	if res.As != "" {
		r.printf("Mattermost %s at %s, as @%s.\n\n", res.Server.Version, url, res.As)
	}
	for _, s := range []install.State{install.Done, install.Would, install.Same, install.Note} {
		for _, st := range res.Steps {
			if st.State == s {
				r.line(st)
			}
		}
	}
	r.all = append(r.all, res.Steps...)
}

// add prints steps of this machine.
func (r *setupReport) add(steps ...install.Step) {
	for _, s := range steps {
		if s.State != install.ByHand {
			r.line(s)
		}
	}
	r.all = append(r.all, steps...)
}

func (r *setupReport) line(s install.Step) { r.printf("%-11s %s\n", s.State, s.Text) }

// people prints the lines for the configuration.
func (r *setupReport) people(found []install.Found) {
	if len(found) == 0 {
		return
	}
	r.printf("\nPeople, for people[] in the configuration:\n")
	for _, f := range found {
		if f.But == "" && f.Login == f.UserID {
			r.printf("  # %s (@%s) has the login already\n", f.ID, f.Name)
			continue
		}
		who := f.ID
		if f.Name != "" {
			who += " (@" + f.Name + ")"
		}
		switch {
		case f.UserID == "":
			r.printf("  # %s %s\n", who, f.But)
		case f.But != "":
			r.printf("  # %s %s\n", who, f.But)
			fallthrough
		default:
			r.printf("  - id: %s\n    logins: {%s: %s}\n", f.ID, mattermost.Name, f.UserID)
		}
	}
}

// end prints what is still to be done.
func (r *setupReport) end(p *setupPlan) {
	hand := slices.DeleteFunc(slices.Clone(r.all), func(s install.Step) bool { return s.State != install.ByHand })
	if len(hand) > 0 {
		r.printf("\nTo do by hand:\n")
	}
	for _, s := range hand {
		mark := "- "
		if s.Essential {
			mark = "! "
		}
		r.printf("%s%s\n", mark, s.Text)
		for _, h := range s.How {
			r.printf("    %s\n", h)
		}
	}
	switch {
	case r.dry:
		r.printf("\nNothing was changed.\n")
	case r.missing():
		r.printf("\nWhat is marked with ! has to be done before the bot works. Then run this command again.\n")
	default:
		start := "appealbot serve --config " + cmp.Or(p.config, "FILE")
		if p.dataFlag != "" {
			start += " --data " + p.dataFlag
		}
		r.printf("\nThe bot's token is in %s, the command's tokens are in %s. Start it with: %s\nRevoke the administrator's token now; nothing needs it any more.\n",
			p.tokenFile, p.commandFile, start)
	}
}

// missing reports whether something essential is still to be done.
func (r *setupReport) missing() bool { return install.Missing(r.all) }
