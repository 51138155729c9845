package app

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"appealbot/bot"
	"appealbot/bot/guard"
	"appealbot/configs"
)

// guards makes the guard of each jurisdiction when it is first asked for.
type guards struct {
	home  string      // the pack of those who name no jurisdiction
	lists guard.Lists // on top of every pack's, but for a guard that is made already
	made  map[string]*guard.Guard
}

// newGuards reads the department's lists. The lists of a configuration replace
// those of the pack that it names, as they do when the program runs; other
// packs get them on top. Lists alone go on top of every pack's.
func newGuards(path string) (*guards, error) {
	gs := &guards{home: configs.Default().Guard.Policy, made: map[string]*guard.Guard{}}
	if path == "" {
		return gs, nil
	}
	if b, ok := listsAlone(path); ok {
		var err error
		if gs.lists, err = guard.ParseLists(b); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		return gs, nil
	}
	c, err := configFlag{Config: path}.load()
	if err != nil {
		return nil, err
	}
	g, err := newGuard(c.Guard, c.Contact)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	gs.home, gs.lists = c.Guard.Policy, listsOf(c.Guard, c.Contact)
	gs.made[gs.home] = g
	return gs, nil
}

// listsAlone reads a file whose first level holds lists of the guard, and
// reports whether it is one. The contact line may stand in both kinds of file.
func listsAlone(path string) ([]byte, bool) {
	info, err := os.Stat(path)
	if err != nil || info.Size() > maxLists {
		return nil, false // reading it as a configuration says what is wrong
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	var top map[string]any
	if yaml.Unmarshal(b, &top) != nil {
		return nil, false
	}
	for _, name := range listNames {
		if _, ok := top[name]; ok && (name != "contact" || len(top) == 1) {
			return b, true
		}
	}
	return nil, false
}

// listNames are the keys of a file with the lists alone.
var listNames = []string{"phones", "phone_prefixes", "short_codes", "mail_domains", "link_domains", "handles", "addresses", "operations", "plate_kinds", "name_kinds", "contact"}

const maxLists = 256 << 10 // bytes, as of a configuration

// of returns the guard of a jurisdiction.
func (gs *guards) of(jurisdiction string) (*guard.Guard, error) {
	pack, ok := packOf(jurisdiction)
	if !ok {
		return nil, unknownPlace(jurisdiction)
	}
	if g := gs.made[pack]; g != nil {
		return g, nil
	}
	p, err := guard.Pack(pack)
	if err != nil {
		return nil, err
	}
	g, err := guard.New(p.With(gs.lists))
	if err != nil {
		return nil, err
	}
	gs.made[pack] = g
	return g, nil
}

// places are names of jurisdictions besides the packs' own, by pack. Ontario's
// pack is the only one of Canada and serves the other provinces too.
var places = map[string][]string{
	"ca-on": {"ca", "can", "canada", "on", "ont", "ontario", "toronto"},
	"uk":    {"gb", "gbr", "united-kingdom", "great-britain", "britain", "england", "england-and-wales", "wales", "scotland", "northern-ireland", "london"},
	"us":    {"usa", "united-states", "united-states-of-america"},
}

// packOf names the pack that fits a jurisdiction, in whatever case: "Toronto". A
// region may stand behind two letters: "US-NY".
func packOf(jurisdiction string) (string, bool) {
	s := strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(strings.TrimSpace(jurisdiction)))
	if country, _, ok := strings.Cut(s, "-"); ok && len(country) == 2 {
		s = country
	}
	for _, pack := range guard.Packs() {
		if s == pack || slices.Contains(places[pack], s) {
			return pack, true
		}
	}
	return "", false
}

// kindNames lists the program's own kinds of appeal.
func kindNames() string {
	var names []string
	for _, k := range bot.Kinds() {
		names = append(names, string(k))
	}
	return bot.Names(names)
}

func unknownPlace(jurisdiction string) error {
	return fmt.Errorf("unknown jurisdiction %q; there is %s, and places that belong to them", shorten(jurisdiction), bot.Names(guard.Packs()))
}
