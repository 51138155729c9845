package install

import (
	"context"

	api "github.com/slack-go/slack"
)

// everybody looks whether the people of the configuration are known here.
func (e *examination) everybody(ctx context.Context) bool {
	const about = "people"
	if !e.has("users:read") {
		return true // that was said already
	}
	known, by := 0, map[string]string{}
	for _, p := range e.in.People {
		u, ok := e.find(ctx, p)
		if !ok {
			continue
		}
		if other := by[u.ID]; other != "" {
			e.Bad(about, "Correct people[].logins or people[].email of one of them.", "%s and %s are the same user here, @%s.", other, p.ID, u.Name)
			continue
		}
		by[u.ID] = p.ID
		if e.usable(p, u) {
			known++
		}
	}
	if known == 0 {
		e.Bad(about, "Give people[].logins.slack or people[].email.", "Nobody of the configuration is known here, so nobody can use the bot.")
	} else {
		e.OK(about, "%d of %d people are known.", known, len(e.in.People))
	}
	return true
}

// find looks one person up, and says when there is nobody.
func (e *examination) find(ctx context.Context, p Person) (*api.User, bool) {
	const about = "people"
	var u *api.User
	var err error
	by := "member ID"
	switch {
	case p.Login != "":
		u, err = e.api.GetUserInfoContext(ctx, p.Login)
	case p.Email == "":
		e.Warn(about, "Give people[].logins.slack or people[].email.", "%s has neither a login here nor an e-mail address, and cannot use the bot.", p.ID)
		return nil, false
	case !e.has("users:read.email"):
		return nil, false // that was said already
	default:
		by = "e-mail address"
		u, err = e.api.GetUserByEmailContext(ctx, p.Email)
	}
	switch code := said(err); {
	case err == nil:
		return u, true
	case code == "users_not_found" || code == "user_not_found" || code == "user_not_visible":
		e.Bad(about, "Correct people[].logins or people[].email, or take the person out. The member ID is under the person's profile > ... > Copy member ID.", "%s has no account here, or another %s.", p.ID, by)
	default:
		e.Warn(about, again, "%s cannot be looked up: %s.", p.ID, because(err))
	}
	return nil, false
}

// usable reports whether somebody who was found can use the bot, and says what
// keeps them from it, or what should be known.
func (e *examination) usable(p Person, u *api.User) bool {
	const about = "people"
	switch {
	case u.Deleted:
		e.Bad(about, "Take the person out, or let an administrator of the workspace activate the account.", "%s (@%s) is deactivated.", p.ID, u.Name)
	case u.IsBot || u.ID == "USLACKBOT":
		e.Bad(about, "Correct people[].logins.", "%s (@%s) is a bot.", p.ID, u.Name)
	case u.IsStranger || e.me.EnterpriseID == "" && u.TeamID != "" && u.TeamID != e.me.TeamID:
		e.Bad(about, "Give the person an account in the workspace.", "%s (@%s) is of another organisation and only shares channels with this one.", p.ID, u.Name)
	case u.IsUltraRestricted:
		e.Bad(about, "Let an administrator of the workspace make the person a full member.", "%s (@%s) is a guest for a single channel, whom Slack lets into no case's channel.", p.ID, u.Name)
	case u.IsRestricted:
		e.Warn(about, "Let an administrator of the workspace make the person a full member, or make sure that this is meant.", "%s (@%s) is a guest.", p.ID, u.Name)
		return true
	case u.IsInvitedUser:
		e.Warn(about, "The person accepts the invitation that Slack has sent.", "%s (@%s) was invited and has not come yet.", p.ID, u.Name)
		return true
	default:
		return true
	}
	return false
}
