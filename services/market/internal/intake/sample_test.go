package intake_test

import (
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/intake"
	"github.com/catalyst-bot/mesh/services/market/internal/sample"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// TestCleanKeepsTheSample knows that real bars pass.
func TestCleanKeepsTheSample(t *testing.T) {
	p, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Symbols() {
		series, err := p.Bars(t.Context(), s, timeframe.Year, 10000)
		if err != nil {
			t.Fatal(err)
		}
		kept, report := intake.Clean(series.Bars, timeframe.Daily, time.Now())
		if len(kept) != len(series.Bars) || report != (intake.Report{}) {
			t.Errorf("%s: %d of %d bars, %+v", s, len(kept), len(series.Bars), report)
		}
	}
}
