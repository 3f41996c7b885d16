package render

import (
	"strings"
	"testing"
)

// TestGoals holds what does not depend on the machine: how large pictures are
// and how often drawing one asks for memory. Desks that were cleared away in
// between cost some more, which the bounds allow for.
func TestGoals(t *testing.T) {
	if raced {
		t.Skip("the race detector asks for memory itself")
	}
	for name, c := range map[string]struct {
		look   string
		bytes  int
		allocs float64
	}{
		"four panels":                   {fourPanels, 60 << 10, 220},
		"everything":                    {everything, 80 << 10, 400},
		"four panels at twice the size": {strings.Replace(fourPanels, "discord", "retina", 1), 150 << 10, 220},
	} {
		r, in, size := newRenderer(t, 1), inputOf(c.look), 0
		allocs := testing.AllocsPerRun(20, func() {
			picture, err := r.Render(t.Context(), in, PNG)
			if err != nil {
				t.Fatal(err)
			}
			size = len(picture.Data)
		})
		t.Logf("%s: %d bytes, %v allocations", name, size, allocs)
		if size > c.bytes || allocs > c.allocs {
			t.Errorf("%s: %d bytes, at most %d; %v allocations, at most %v", name, size, c.bytes, allocs, c.allocs)
		}
	}
}
