package figure

// Reason is why something was left out. Its numbers are those of the
// catalyst.chart.v1.DropReason enum.
type Reason int

// The reasons.
const (
	// NoTime means that the caller's time did not allow it.
	NoTime Reason = iota + 1
	// NoRoom means that the picture had no room.
	NoRoom
	// NoData means too few bars, or no volume.
	NoData
	// NoMeaning means that it does not go with the rest.
	NoMeaning
)

// Drop is something that was asked for and left out.
type Drop struct {
	// Part is an indicator's code, "compare:" and a symbol, "marker" or "line".
	Part   string
	Reason Reason
}

func (c *chart) drop(part string, reason Reason) { c.drops = append(c.drops, Drop{part, reason}) }
