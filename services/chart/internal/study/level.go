package study

import (
	"strconv"

	"github.com/catalyst-bot/mesh/services/quant/indicator"
	"github.com/catalyst-bot/mesh/services/quant/level"
)

const (
	// perSide is how many supports, and how many resistances, are shown.
	perSide = 3
	// profileBins are about as many as can be told apart.
	profileBins = 36
	// mostGaps are shown, the newest.
	mostGaps = 6
)

func levels() []Study {
	return []Study{
		{Code: "events", Name: "Events", Kind: AtPrices, Default: true, Events: true, add: func(*builder) error { return nil },
			About: "Dividends, splits and weighty filings, as badges under their bars."},
		{Code: "sr", Name: "Support and resistance", Kind: AtPrices, add: addSupportResistance,
			About: "Prices at which highs or lows turned more than once, with the number of touches."},
		{Code: "fibonacci", Name: "Fibonacci", Kind: AtPrices, add: addFibonacci,
			About: "Retracements of the latest swing, in its direction."},
		{Code: "volume_profile", Name: "Volume profile", Kind: AtPrices, add: addProfile,
			About: "Volume by price, with the point of control and the edges of the area that holds 70 % of it."},
		{Code: "pivots", Name: "Pivots", Kind: AtPrices, add: addPivots,
			About: "The classic pivot point of the last complete session, its supports and resistances."},
		{Code: "gaps", Name: "Gaps", Kind: AtPrices, add: addGaps,
			About: "Prices that were jumped over and not traded since."},
		{Code: "plan", Name: "Trade plan", Kind: AtPrices, add: addPlan, settle: settleWilder,
			About: "Entry at the last close, a stop two average true ranges below, and the nearest resistance as target. No advice."},
		{Code: "patterns", Name: "Patterns", Kind: AtPrices, add: addPatterns,
			About: "Triangles, heads and shoulders, double tops and bottoms, channels and flags."},
	}
}

// mark adds lines at prices, or notes that there are none.
func (b *builder) mark(marks ...Mark) error {
	if len(marks) == 0 {
		b.missing()
	}
	for _, m := range marks {
		m.Study = b.study
		b.Marks.Lines = append(b.Marks.Lines, m)
	}
	return nil
}

func addSupportResistance(b *builder) error {
	var marks []Mark
	for _, l := range level.SupportResistance(b.shown(), perSide) {
		m := Mark{Name: "R ×" + strconv.Itoa(len(l.Touches)), Price: l.Price, From: l.Touches[0], Hue: Fall, Major: true}
		if l.Side == level.Support {
			m.Name, m.Hue = "S ×"+strconv.Itoa(len(l.Touches)), Rise
		}
		marks = append(marks, m)
	}
	return b.mark(marks...)
}

func addFibonacci(b *builder) error {
	found, ok := level.Fibonacci(b.shown())
	if !ok {
		return b.mark()
	}
	b.Marks.Swing = &found
	var marks []Mark
	for _, r := range found.Back {
		marks = append(marks, Mark{
			Name: strconv.FormatFloat(r.Ratio*100, 'f', 1, 64) + "%", Price: r.Price, From: found.From.Index, Hue: Weighted,
		})
	}
	return b.mark(marks...)
}

func addProfile(b *builder) error {
	profile, ok := level.VolumeProfile(b.shown(), profileBins)
	if !ok {
		return b.mark()
	}
	b.Marks.Profile = &profile
	return b.mark(Mark{Name: "POC", Price: profile.Control, Hue: Slow, Major: true},
		Mark{Name: "VAH", Price: profile.High, Hue: Quick}, Mark{Name: "VAL", Price: profile.Low, Hue: Quick})
}

// addPivots shows them from the session on that they are for.
func addPivots(b *builder) error {
	restart := indicator.NewSession
	if !b.intraday {
		restart = nil
	}
	p, ok := level.PivotsOf(b.bars, restart)
	if !ok {
		return b.mark()
	}
	from := max(0, p.Last+1-b.start)
	if !b.intraday {
		from = max(0, from-len(b.shown())/8) // one bar would be no line
	}
	marks := []Mark{{Name: "P", Price: p.Pivot, From: from, Hue: Plain, Major: true}}
	for _, m := range []Mark{
		{Name: "R1", Price: p.R1, Hue: Fall}, {Name: "R2", Price: p.R2, Hue: Fall}, {Name: "R3", Price: p.R3, Hue: Fall},
		{Name: "S1", Price: p.S1, Hue: Rise}, {Name: "S2", Price: p.S2, Hue: Rise}, {Name: "S3", Price: p.S3, Hue: Rise},
	} {
		if m.From = from; m.Price > 0 {
			marks = append(marks, m)
		}
	}
	return b.mark(marks...)
}

func addPlan(b *builder) error {
	plan, ok, err := level.PlanOf(b.bars, b.start, perSide)
	if err != nil {
		return err
	}
	if !ok {
		return b.mark()
	}
	b.Marks.Plan = &plan
	return nil
}

func addGaps(b *builder) error {
	var open []level.Gap
	for _, g := range level.Gaps(b.shown()) {
		if !g.Filled() {
			open = append(open, g)
		}
	}
	b.Marks.Gaps = open[max(0, len(open)-mostGaps):]
	if len(open) == 0 {
		b.missing()
	}
	return nil
}
