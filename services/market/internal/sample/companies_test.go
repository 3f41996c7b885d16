package sample

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// TestCompanies re-checks every embedded year.
func TestCompanies(t *testing.T) {
	companies, years := load(t).companies, 0
	for s, list := range companies {
		for i, year := range list {
			years++
			if year.Revenue == nil || year.NetIncome == nil || *year.Revenue <= 0 || math.Abs(*year.NetIncome) > 1e12 {
				t.Errorf("%s %d: %+v", s, year.Year, year)
			}
			if off := year.End.Year() - year.Year; off < 0 || off > 1 {
				t.Errorf("%s: year %d ends on %s", s, year.Year, year.End.Format(time.DateOnly))
			}
			if i > 0 && (list[i-1].Year <= year.Year || list[i-1].End.Sub(year.End) < 300*24*time.Hour) {
				t.Errorf("%s: %d comes after %d", s, list[i-1].Year, year.Year)
			}
			if year.Shares != nil && (*year.Shares < 1e6 || year.BasicEPS == nil) || year.SharesEstimated != (year.Shares != nil) {
				t.Errorf("%s %d: shares %+v", s, year.Year, year)
			}
		}
	}
	if len(companies) != 358 || years != 1306 {
		t.Errorf("%d companies with %d years", len(companies), years)
	}
}

// TestFundamentals holds AAPL against its annual reports. The split of 2014 is
// applied to the year before it, once.
func TestFundamentals(t *testing.T) {
	found, err := load(t).Fundamentals(t.Context(), "AAPL")
	if err != nil || len(found.Years) != 4 || found.Currency != "USD" || found.Provenance.Source != companiesFile {
		t.Fatalf("%+v, %v", found, err)
	}
	for i, want := range []struct {
		year                    int
		revenue, income, eps, m float64
	}{
		{2016, 215639e6, 45687e6, 8.35, 5471.497006}, {2015, 233715e6, 53394e6, 9.28, 5753.663793},
		{2014, 182795e6, 39510e6, 6.49, 6087.827427}, {2013, 170910e6, 37037e6, 40.03 / 7, 925.231077 * 7},
	} {
		got := found.Years[i]
		if got.Year != want.year || *got.Revenue != want.revenue || *got.NetIncome != want.income ||
			math.Abs(*got.BasicEPS-want.eps) > 1e-9 || math.Abs(*got.Shares/1e6-want.m) > 1e-6 || got.DilutedEPS != nil {
			t.Errorf("%d: revenue %v, income %v, %v a share, %v shares", got.Year, *got.Revenue, *got.NetIncome, *got.BasicEPS, *got.Shares)
		}
	}
	if !found.Provenance.AsOf.Equal(time.Date(2016, 9, 24, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("as of %v", found.Provenance.AsOf)
	}
}

// TestSplitThatIsNotKnown leaves out figures per share from before the split of
// NFLX in 2015, of which the sample has no event.
func TestSplitThatIsNotKnown(t *testing.T) {
	found, err := load(t).Fundamentals(t.Context(), "NFLX")
	if err != nil {
		t.Fatal(err)
	}
	if y := found.Years; y[0].Year != 2015 || *y[0].BasicEPS != 0.29 || y[1].BasicEPS != nil || y[1].Shares != nil || y[1].Revenue == nil {
		t.Errorf("%+v", y)
	}
	for _, s := range []symbol.Symbol{"GOOG", "^GSPC", "ORCL"} {
		if _, err := load(t).Fundamentals(t.Context(), s); !errors.Is(err, provider.ErrNoData) {
			t.Errorf("%s: %v", s, err)
		}
	}
}

func TestParseCompanies(t *testing.T) {
	row := "\nAAPL,2016-09-24,2016,1,2,,,3,-4"
	companies, err := parseCompanies(strings.NewReader(companiesHeader + row))
	if y := companies["AAPL"]; err != nil || len(y) != 1 || y[0].BasicEPS != nil || y[0].Shares != nil || *y[0].Equity != -4 {
		t.Errorf("%+v, %v", companies, err)
	}
	for name, text := range map[string]string{
		"no header": row[1:], "no symbol": companiesHeader + strings.Replace(row, "AAPL", "?", 1),
		"no date": companiesHeader + strings.Replace(row, "2016-09-24", "May", 1), "no year": companiesHeader + strings.Replace(row, ",2016,", ",,", 1),
		"no figure": companiesHeader + strings.Replace(row, ",3,", ",NaN,", 1), "no shares": companiesHeader + strings.Replace(row, ",,3", ",0,3", 1),
		"few columns": companiesHeader + "\nAAPL,2016-09-24",
	} {
		if _, err := parseCompanies(strings.NewReader(text)); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}
