package install

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/mattermost/mattermost/server/public/model"

	"appealbot/bot/chat/mattermost"
)

// settings looks at the server's configuration, and changes nothing in it.
func (s *setup) settings(ctx context.Context) {
	c, resp, err := s.api.GetConfig(ctx)
	if err := mattermost.Failed(resp, err); err != nil {
		s.note(Note, "the server's configuration cannot be read with this token, so look yourself whether AllowedUntrustedInternalConnections (System Console > Environment > Developer) names the host of %s", s.o.Callback)
		return
	}
	s.Steps = append(s.Steps, settingSteps(ctx, c, s.o.Callback)...)
}

// settingSteps compares a server's configuration with what the bot needs. A
// setting that this version does not tell is nil and is not judged.
func settingSteps(ctx context.Context, c *model.Config, callback string) []Step {
	var out []Step
	hand := func(essential bool, text string, how ...string) {
		out = append(out, Step{State: ByHand, Text: text, How: how, Essential: essential})
	}
	sv := c.ServiceSettings
	if sv.AllowedUntrustedInternalConnections != nil {
		if host, why := blockedHost(ctx, *sv.AllowedUntrustedInternalConnections, callback); host != "" {
			hand(true, fmt.Sprintf("the server may not call %s: %s", callback, why),
				fmt.Sprintf("System Console > Environment > Developer > Allow untrusted internal connections to: add %s, separated by a space from what is there (ServiceSettings.AllowedUntrustedInternalConnections).", host))
		} else {
			out = append(out, Step{State: Same, Text: "the server may call " + callback})
		}
	}
	if is(sv.EnableCommands, false) {
		hand(true, "custom slash commands are switched off", "System Console > Integrations > Integration Management > Enable Custom Slash Commands: true (ServiceSettings.EnableCommands).")
	}
	if is(sv.EnableBotAccountCreation, false) {
		hand(false, "bot accounts cannot be made; an existing one keeps working", "System Console > Integrations > Bot Accounts > Enable Bot Account Creation: true (ServiceSettings.EnableBotAccountCreation).")
	}
	if is(sv.EnableUserAccessTokens, false) {
		out = append(out, Step{State: Note, Text: "personal access tokens are switched off for people (EnableUserAccessTokens); those of bots work all the same"})
	}
	if is(sv.ExperimentalEnableHardenedMode, true) {
		out = append(out, Step{State: Note, Text: "hardened mode is on (ExperimentalEnableHardenedMode); the bot works with it"})
	}
	if is(sv.DisableBotsWhenOwnerIsDeactivated, true) {
		out = append(out, Step{State: Note, Text: "the bot is disabled together with the account that made it (DisableBotsWhenOwnerIsDeactivated): keep that account, or assign the bot to another before it is deactivated"})
	}
	if is(c.TeamSettings.EnableOpenServer, true) && is(c.EmailSettings.EnableSignUpWithEmail, true) && is(c.EmailSettings.RequireEmailVerification, false) {
		out = append(out, Step{State: Note, Text: "anybody can sign up to this server with any e-mail address unchecked (EnableOpenServer without RequireEmailVerification), so nobody is taken for an officer by their address: write people[].logins into the configuration"})
	}
	if sv.PostEditTimeLimit != nil && *sv.PostEditTimeLimit >= 0 {
		hand(false, fmt.Sprintf("messages can be changed for %d seconds only, so the text of older cards stays as it was", *sv.PostEditTimeLimit),
			"System Console > Site Configuration > Posts > Post edit time limit: -1 (ServiceSettings.PostEditTimeLimit).")
	}
	return out
}

// is reports whether a setting that is told has a value.
func is(p *bool, want bool) bool { return p != nil && *p == want }

// blockedHost returns what has to be added to the list of internal hosts that
// the server may call, and why; nothing when the callback is allowed. It judges
// as the server does: a host is allowed by its name, or by a range that has its
// address; addresses of the open internet need no permission.
func blockedHost(ctx context.Context, list, callback string) (host, why string) {
	u, err := url.Parse(callback)
	if err != nil || u.Hostname() == "" {
		return "", ""
	}
	host = u.Hostname()
	allowed := strings.FieldsFunc(list, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' })
	if slices.Contains(allowed, host) {
		return "", ""
	}
	addrs, err := addresses(ctx, host)
	if err != nil {
		return "", "" // this machine does not know the name; the check will tell
	}
	for _, a := range addrs {
		if !isInternal(a) || slices.ContainsFunc(allowed, func(s string) bool {
			p, err := netip.ParsePrefix(s)
			return err == nil && p.Contains(a)
		}) {
			return "", ""
		}
	}
	return host, "it is an internal address, and AllowedUntrustedInternalConnections does not name it"
}

func addresses(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a.Unmap()}, nil
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	for i := range found {
		found[i] = found[i].Unmap()
	}
	return found, err
}

// isInternal reports whether the server calls an address only with permission:
// the part of its list of reserved ranges that a department's machine can have.
func isInternal(a netip.Addr) bool {
	shared := netip.MustParsePrefix("100.64.0.0/10") // of carriers, and of many overlay networks
	return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || a.IsUnspecified() || a.IsMulticast() || shared.Contains(a)
}
