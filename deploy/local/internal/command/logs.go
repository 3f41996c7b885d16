package command

import (
	"fmt"
	"strings"
)

// Logs shows the ends of the logs.
type Logs struct {
	Service string `arg:"" optional:"" help:"Only this service."`
	Lines   int    `default:"20" help:"How many lines of each."`
}

// Run prints the end of each log and where it lies.
func (l *Logs) Run(place *Place) error {
	m, _, err := place.mesh()
	if err != nil {
		return err
	}
	var names []string
	shown := false
	for _, s := range m.Statuses() {
		names = append(names, s.Name)
		if l.Service != "" && l.Service != s.Name {
			continue
		}
		shown = true
		fmt.Printf("== %s (%s)\n%s\n\n", s.Name, s.Log, m.Tail(s.Name, l.Lines))
	}
	if !shown {
		return fmt.Errorf("there is no service %s; there are %s", l.Service, strings.Join(names, ", "))
	}
	return nil
}
