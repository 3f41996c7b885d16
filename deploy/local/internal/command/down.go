package command

import (
	"fmt"
	"strings"
)

// Down stops everything.
type Down struct{}

// Run stops everything that was started here.
func (*Down) Run(place *Place) error {
	m, _, err := place.mesh()
	if err != nil {
		return err
	}
	stopped, forced := m.Stop()
	if len(stopped) == 0 {
		fmt.Println("Nothing was running.")
		return nil
	}
	fmt.Printf("Stopped %s.\n", strings.Join(stopped, ", "))
	if len(forced) > 0 {
		fmt.Printf("Not ended in time and forced: %s.\n", strings.Join(forced, ", "))
	}
	return nil
}
