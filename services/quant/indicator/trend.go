package indicator

// Trend is where a price stands among its moving averages.
type Trend int

// The trends. Their numbers are those of the catalyst.command.v1.Trend enum.
const (
	// Unknown means too few bars.
	Unknown Trend = iota
	// Up is price above the short average, and that above the long one.
	Up
	// Down is price below the short average, and that below the long one.
	Down
	// Sideways is neither.
	Sideways
)

// TrendOf compares a price with a short and a long average.
func TrendOf(price, short, long float64) Trend {
	switch {
	case price > short && short > long:
		return Up
	case price < short && short < long:
		return Down
	default:
		return Sideways
	}
}
