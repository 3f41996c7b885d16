package fundamental

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/intake"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

func day(year, month, day int) time.Time {
	return time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
}

// reportedYear has earnings of 7 per share.
func reportedYear(end time.Time, shares float64) provider.FiscalYear {
	eps := 7.0
	year := provider.FiscalYear{Year: end.Year(), End: end, DilutedEPS: &eps, BasicEPS: &eps}
	if shares > 0 {
		year.Shares = &shares
	}
	return year
}

func TestToday(t *testing.T) {
	split := []intake.Split{{Day: day(2014, 6, 9), Ratio: 7}}
	filedLater := reportedYear(day(2013, 9, 28), 700)
	filedLater.Filed = day(2014, 10, 1)
	many := 1500.0
	for name, c := range map[string]struct {
		years  []provider.FiscalYear
		splits []intake.Split
		now    *float64
		eps    []float64 // 0 for absent
		shares []float64
	}{
		"split once":          {[]provider.FiscalYear{reportedYear(day(2014, 9, 27), 690), reportedYear(day(2013, 9, 28), 100)}, split, nil, []float64{7, 1}, []float64{690, 700}},
		"reported after it":   {[]provider.FiscalYear{filedLater}, split, nil, []float64{7}, []float64{700}},
		"split not known":     {[]provider.FiscalYear{reportedYear(day(2014, 9, 27), 690), reportedYear(day(2013, 9, 28), 100), reportedYear(day(2012, 9, 28), 100)}, nil, nil, []float64{7, 0, 0}, []float64{690, 0, 0}},
		"reverse split":       {[]provider.FiscalYear{reportedYear(day(2014, 9, 27), 10), reportedYear(day(2013, 9, 28), 100)}, nil, nil, []float64{7, 0}, []float64{10, 0}},
		"split since":         {[]provider.FiscalYear{reportedYear(day(2014, 9, 27), 690)}, nil, &many, []float64{0}, []float64{0}},
		"no number of shares": {[]provider.FiscalYear{reportedYear(day(2014, 9, 27), 0), reportedYear(day(2013, 9, 27), 0)}, nil, nil, []float64{7, 7}, []float64{0, 0}},
	} {
		before := slices.Clone(c.years)
		for i, year := range Today(c.years, c.splits, c.now) {
			if got := value(year.DilutedEPS); math.Abs(got-c.eps[i]) > 1e-9 || value(year.BasicEPS) != got {
				t.Errorf("%s: %d has %v per share, want %v", name, year.Year, got, c.eps[i])
			}
			if got := value(year.Shares); math.Abs(got-c.shares[i]) > 1e-9 {
				t.Errorf("%s: %d has %v shares, want %v", name, year.Year, got, c.shares[i])
			}
		}
		if !slices.Equal(before, c.years) {
			t.Errorf("%s: the years given were changed", name)
		}
	}
}

func value(v *float64) float64 {
	if v == nil {
		return 0
	}
	return *v
}

type source struct {
	name string
	err  error
}

func (s source) Name() string { return s.name }

func (s source) Fundamentals(context.Context, symbol.Symbol) (provider.Fundamentals, error) {
	return provider.Fundamentals{
		Years: []provider.FiscalYear{{Year: 2016}, {Year: 2015}}, Provenance: provider.Provenance{Provider: s.name},
	}, s.err
}

func TestNewest(t *testing.T) {
	fault := errors.New("down")
	found, err := NewDesk(source{"EDGAR", provider.ErrNoData}, source{"sample", nil}).Newest(t.Context(), "AAPL", 1)
	if err != nil || len(found.Years) != 1 || found.Provenance.Provider != "sample" || !slices.Equal(found.Provenance.PassedOver, []string{"EDGAR"}) {
		t.Errorf("%+v, %v", found, err)
	}
	if found, err = NewDesk(source{"EDGAR", nil}, source{"sample", nil}).Newest(t.Context(), "AAPL", 9); err != nil ||
		len(found.Years) != 2 || found.Provenance.Provider != "EDGAR" || found.Provenance.PassedOver != nil {
		t.Errorf("%+v, %v", found, err)
	}
	if _, err := NewDesk(source{"EDGAR", fault}, source{"sample", nil}).Newest(t.Context(), "AAPL", 1); !errors.Is(err, fault) {
		t.Errorf("a fault is passed over: %v", err)
	}
	if _, err := NewDesk().Newest(t.Context(), "AAPL", 1); !errors.Is(err, provider.ErrNoData) {
		t.Errorf("no source: %v", err)
	}
}
