package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"appealbot/bot"
	"appealbot/bot/chart"
	"appealbot/bot/desk"
	"appealbot/configs"
	"appealbot/store"
	"appealbot/store/bolt"
)

// weekly is when the digest is sent, of a configuration that is valid.
func weekly(g configs.Digest) desk.Weekly {
	day, hour, minute, err := g.When()
	return desk.Weekly{On: g.Channel != "" && err == nil, Day: day, Hour: hour, Minute: minute}
}

const pathFigures = "/figures"

// statsCmd prints what was counted. Its table is the one that /appeal stats csv
// hands out.
type statsCmd struct {
	dataFlag
	Since string `help:"How far back: 7d, 4w or 1y." default:"30d" placeholder:"TIME"`
	Zone  string `help:"Time zone in which the last day is today (default: that of the machine); a running program uses the department's." placeholder:"ZONE"`
	CSV   bool   `help:"A table with a line for each day, figure, kind and account." name:"csv"`
}

// Run asks the program that runs on the folder, or reads its data.
func (c statsCmd) Run(ctx context.Context, sys System) error {
	days, err := sinceDays(c.Since)
	if err != nil {
		return badUsage{err}
	}
	f, err := findFolder(c.Data, sys)
	if err != nil {
		return err
	}
	form := "text"
	if c.CSV {
		form = "csv"
	}
	body, err := callControl(ctx, f, fmt.Sprintf("%s?days=%d&form=%s", pathFigures, days, form))
	if errors.Is(err, errNotRunning) {
		return c.read(ctx, f, sys.Stdout, days)
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(sys.Stdout, body)
	return errors.Join(err, body.Close())
}

// read reads the data of a program that does not run.
func (c statsCmd) read(ctx context.Context, f folder, w io.Writer, days int) error {
	zone, err := time.LoadLocation(c.Zone)
	if c.Zone == "" {
		zone, err = time.Local, nil
	}
	if err != nil {
		return badUsage{fmt.Errorf("--zone: %q is no time zone. Write it like America/Toronto", c.Zone)}
	}
	return withFile(f.state(), func(db *bolt.DB) error {
		r, err := store.ReadFigures(ctx, db, now().In(zone), days)
		if err != nil {
			return err
		}
		return printFigures(w, r, c.CSV)
	})
}

// sinceDays reads a time such as 30d.
func sinceDays(s string) (int, error) {
	units := map[string]int{"d": 1, "w": 7, "y": bot.MostDays}
	for name, unit := range units {
		number, ok := strings.CutSuffix(strings.ToLower(s), name)
		n, err := strconv.Atoi(number)
		if ok && err == nil && n >= 1 && n <= bot.MostDays/unit {
			return n * unit, nil
		}
	}
	return 0, fmt.Errorf("--since: expected 1 day to 1 year, like 7d, 30d, 4w or 1y, found %q", s)
}

// serveFigures lets the tools read what was counted.
func (k *core) serveFigures(mux *http.ServeMux) {
	mux.HandleFunc("GET "+pathFigures, func(w http.ResponseWriter, r *http.Request) {
		days, err := strconv.Atoi(r.URL.Query().Get("days"))
		if err != nil {
			http.Error(w, "how many days?", http.StatusBadRequest)
			return
		}
		report, err := k.desk.Figures(r.Context(), "", days)
		if err == nil {
			err = printFigures(w, report, r.URL.Query().Get("form") == "csv")
		}
		if err != nil {
			panic(http.ErrAbortHandler) // the reader must see that it is not whole
		}
	})
}

// printFigures prints a report as a table for programs or for people.
func printFigures(w io.Writer, r bot.Report, asCSV bool) error {
	if asCSV {
		_, err := io.WriteString(w, r.CSV())
		return err
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "%s to %s (%s)\n", r.From, r.To, r.Zone)
	if r.Counting.IsZero() {
		fmt.Fprintln(t, "Nothing has been counted yet.")
	} else {
		fmt.Fprintf(t, "Counted since %s.\n", r.Counting.Format("2006-01-02 15:04 MST"))
	}
	for _, f := range bot.Figures() {
		if f.Unit == bot.UnitCount {
			fmt.Fprintf(t, "%s\t%d\n", f.Title, r.Sum.Count(f.Name))
			continue
		}
		if s := r.Sum.Time(f.Name); s.N > 0 {
			fmt.Fprintf(t, "%s\tmedian %s, 90 %% within %s, n %d\n", f.Title, chart.Took(s.Quantile(0.5)), chart.Took(s.Quantile(0.9)), s.N)
		} else {
			fmt.Fprintf(t, "%s\tn 0\n", f.Title)
		}
	}
	return t.Flush()
}
