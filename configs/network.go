package configs

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

func (d *decoder) networkNames() []string {
	names := make([]string, len(d.networks))
	for i, n := range d.networks {
		names[i] = n.Name
	}
	return names
}

// sections decodes the section of an account's own network and refuses those
// of others.
func (d *decoder) sections(a *Account, found map[string]entry, path string) {
	i := slices.IndexFunc(d.networks, func(n Network) bool { return n.Name == a.Network })
	for name, e := range found {
		switch {
		case name != a.Network:
			d.report(e.at, join(path, name), fmt.Sprintf("this account is on network %s, so it has no settings for %s.", show(a.Network), name))
		case d.networks[i].Settings == nil:
			d.report(e.at, join(path, name), fmt.Sprintf("the network %s has no settings of its own; take the section out.", name))
		}
	}
	if i < 0 || d.networks[i].Settings == nil {
		return
	}
	a.Settings = d.networks[i].Settings()
	path = join(path, a.Network)
	before := len(d.errs)
	if e, ok := found[a.Network]; ok {
		d.value(e.value, e.under, path, reflect.ValueOf(a.Settings).Elem())
	}
	checker, ok := a.Settings.(interface{ Check() error })
	if !ok || len(d.errs) > before {
		return
	}
	if err := checker.Check(); err != nil {
		d.report(d.at(path), path, err.Error())
	}
}

// at returns where a setting stands, or the nearest thing around it that the
// file sets.
func (d *decoder) at(path string) place {
	for {
		if p, ok := d.places[path]; ok {
			return p
		}
		i := strings.LastIndexAny(path, ".[")
		if i < 0 {
			return place{}
		}
		path = path[:i]
	}
}
