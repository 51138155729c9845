package install

import (
	"context"

	"appealbot/bot/chat/mattermost"
)

// everybody looks whether the people of the configuration are known here.
func (e *examination) everybody(ctx context.Context) bool {
	const about = "people"
	byMail, reached := false, 0
	for _, p := range e.in.People {
		byMail = byMail || p.Login == "" && p.Email != ""
	}
	if byMail && e.mailProvesNothing() {
		e.Bad(about, "Write the user ids into people[].logins (appealbot setup mattermost prints them), or switch EnableOpenServer off or RequireEmailVerification on.",
			"Anybody can sign up to this server with any e-mail address unchecked, so nobody is taken for somebody by their address.")
	}
	if byMail && e.server.Settings["ShowEmailAddress"] == "false" {
		e.Bad(about, "Write the user ids into people[].logins (appealbot setup mattermost prints them).", "The server does not show e-mail addresses (ShowEmailAddress), so nobody is found by theirs.")
	}
	for _, p := range e.in.People {
		if p.Login == "" && p.Email == "" {
			e.Warn(about, "Give people[].logins.mattermost or people[].email.", "%s has neither a login here nor an e-mail address, and cannot use the bot.", p.ID)
			continue
		}
		f, err := find(ctx, e.api, p)
		switch {
		case err != nil:
			e.Warn(about, "Do it again; if it stays so, look at the server's log.", "%v.", err)
		case f.UserID == "" || f.But != "" && p.Login != "":
			e.Bad(about, "Correct people[].logins or people[].email, or take the person out.", "%s %s.", p.ID, f.But)
		default:
			if p.Login == "" && (e.mailProvesNothing() || e.server.Settings["ShowEmailAddress"] == "false") {
				continue
			}
			reached++
			e.member(ctx, f)
		}
	}
	if reached == 0 {
		e.Bad(about, "Give people[].logins.mattermost or people[].email.", "Nobody of the configuration is known here, so nobody can use the bot.")
	} else {
		e.OK(about, "%d of %d people are known.", reached, len(e.in.People))
	}
	return true
}

// member warns of somebody who is not in the first team.
func (e *examination) member(ctx context.Context, f Found) {
	m, resp, err := e.api.GetTeamMember(ctx, e.teams[0].Id, f.UserID, "")
	if err := mattermost.Failed(resp, err); missing(err) || err == nil && m.DeleteAt != 0 {
		e.Warn("people", "The bot takes people into the team when they are invited to a case, if it may; or do it: team menu > Invite people.", "%s (@%s) is not in team %s, where the channels of cases are.", f.ID, f.Name, e.teams[0].Name)
	}
}

// mailProvesNothing reports whether anybody can have any address, as the
// adapter judges it.
func (e *examination) mailProvesNothing() bool {
	set := e.server.Settings
	return set["EnableOpenServer"] == "true" && set["EnableSignUpWithEmail"] == "true" && set["RequireEmailVerification"] != "true"
}
