package app

import (
	"errors"
	"fmt"

	"appealbot/configs"
)

// configFlag names the configuration file.
type configFlag struct {
	Config string `help:"Configuration file (default: the built-in practice department)." placeholder:"FILE" type:"path" env:"APPEALBOT_CONFIG"`
}

// load reads the configuration, or returns the built-in one.
func (f configFlag) load() (configs.Config, error) {
	if f.Config == "" {
		return configs.Practice(), nil
	}
	return configs.Load(f.Config, networks()...)
}

type configCheckCmd struct{ configFlag }

// Run lists everything that is wrong with the configuration, at once.
func (c configCheckCmd) Run(sys System) error {
	conf, err := c.load()
	if problems, ok := errors.AsType[configs.Errors](err); ok {
		for _, p := range problems {
			_, _ = fmt.Fprintln(sys.Stderr, p)
		}
		_, _ = fmt.Fprintf(sys.Stderr, "%d to mend.\n", len(problems))
		return errSilent
	}
	if err != nil {
		return err
	}
	if _, err := newGuard(conf.Guard, conf.Contact); err != nil {
		return err
	}
	for _, w := range conf.Warnings() {
		_, _ = fmt.Fprintln(sys.Stdout, "warning:", w)
	}
	_, err = fmt.Fprintln(sys.Stdout, "The configuration is good.")
	return err
}

type configPrintCmd struct{ configFlag }

// Run prints the configuration in force.
func (c configPrintCmd) Run(sys System) error {
	conf, err := c.load()
	if err != nil {
		return err
	}
	return configs.Print(sys.Stdout, conf)
}

type configExampleCmd struct{}

// Run prints the commented example.
func (configExampleCmd) Run(sys System) error {
	_, err := sys.Stdout.Write(configs.Example())
	return err
}
