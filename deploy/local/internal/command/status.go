package command

import (
	"fmt"
	"os"
	"text/tabwriter"
)

// Status shows what runs.
type Status struct{}

// Run prints one line for each program.
func (*Status) Run(place *Place) error {
	m, _, err := place.mesh()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(os.Stdout, 0, 0, 3, ' ', 0)
	_, _ = fmt.Fprintln(table, "NAME\tSTATE\tPID\tUP\tLISTENS ON")
	for _, s := range m.Statuses() {
		pid, up := "-", "-"
		if s.Running {
			pid, up = fmt.Sprint(s.PID), s.Uptime.String()
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", s.Name, s.State, pid, up, s.Ports)
	}
	return table.Flush()
}
