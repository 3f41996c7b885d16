package render

import (
	"math"
	"runtime"
	"strings"
	"testing"
)

// TestGoals holds what does not depend on the machine: how large pictures are,
// and how often and for how much memory drawing one asks once others were drawn.
func TestGoals(t *testing.T) {
	if raced {
		t.Skip("the race detector asks for memory itself")
	}
	for name, c := range map[string]struct {
		look           string
		bytes          int
		allocs, memory float64
	}{
		"four panels":                   {fourPanels, 60 << 10, 200, 200 << 10},
		"everything":                    {everything, 80 << 10, 390, 300 << 10},
		"four panels at twice the size": {strings.Replace(fourPanels, "discord", "retina", 1), 150 << 10, 200, 300 << 10},
	} {
		r, in, size := newRenderer(t, 1), inputOf(c.look), 0
		allocs, memory := asked(func() {
			picture, err := r.Render(t.Context(), in, PNG)
			if err != nil {
				t.Fatal(err)
			}
			size = len(picture.Data)
		})
		t.Logf("%s: %d bytes, %v allocations of %v bytes", name, size, allocs, memory)
		if size > c.bytes || allocs > c.allocs || memory > c.memory {
			t.Errorf("%s: %d bytes, at most %d; %v allocations, at most %v; of %v bytes, at most %v",
				name, size, c.bytes, allocs, c.allocs, memory, c.memory)
		}
	}
}

// asked is how often a function asks for memory, and for how much, the least of
// several times: desks that were cleared away in between are made anew.
func asked(draw func()) (allocs, memory float64) {
	draw()
	allocs, memory = math.Inf(1), math.Inf(1)
	for range 20 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		draw()
		runtime.ReadMemStats(&after)
		allocs = min(allocs, float64(after.Mallocs-before.Mallocs))
		memory = min(memory, float64(after.TotalAlloc-before.TotalAlloc))
	}
	return allocs, memory
}
