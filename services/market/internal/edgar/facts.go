package edgar

import (
	"maps"
	"math"
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/fundamental"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
)

// companyFacts is all a company reported, by concept. Foreign companies that
// report by other rules have no us-gaap.
type companyFacts struct {
	Facts struct {
		Cover struct {
			Shares concept `json:"EntityCommonStockSharesOutstanding"`
		} `json:"dei"`
		Statements struct {
			Revenues         concept `json:"Revenues"`
			ContractRevenues concept `json:"RevenueFromContractWithCustomerExcludingAssessedTax"`
			Sales            concept `json:"SalesRevenueNet"`
			NetIncome        concept `json:"NetIncomeLoss"`
			DilutedEPS       concept `json:"EarningsPerShareDiluted"`
			BasicEPS         concept `json:"EarningsPerShareBasic"`
			Assets           concept `json:"Assets"`
			Equity           concept `json:"StockholdersEquity"`
		} `json:"us-gaap"`
	} `json:"facts"`
}

// concept is a figure with each of its values, by unit.
type concept struct {
	Units struct {
		Dollars         []statement `json:"USD"`
		DollarsPerShare []statement `json:"USD/shares"`
		Shares          []statement `json:"shares"`
	} `json:"units"`
}

// statement is one value in one filing. Later filings repeat, and may correct,
// the values of years before; the fiscal year is that of the filing.
type statement struct {
	Start      string  `json:"start"` // empty for what is counted on a day
	End        string  `json:"end"`
	Value      float64 `json:"val"`
	Accession  string  `json:"accn"`
	FiscalYear int     `json:"fy"`
	Period     string  `json:"fp"`
	Form       string  `json:"form"`
	Filed      string  `json:"filed"`
}

// Bounds of what is believed.
const (
	maxDollars         = 1e14
	maxDollarsPerShare = 1e7
	maxShares          = 1e12
	// A fiscal year has 52 or 53 weeks.
	minYearDays, maxYearDays = 350, 380
	// ownReportDays is how late a year's own report may be; the next one is a
	// year later.
	ownReportDays = 360
)

// years are those a company reported by itself, newest first.
func (f companyFacts) years(now time.Time) []provider.FiscalYear {
	all := f.Facts.Statements
	revenue := ofYears(now, 0, maxDollars, all.Sales.Units.Dollars)
	maps.Copy(revenue, ofYears(now, 0, maxDollars, all.ContractRevenues.Units.Dollars))
	maps.Copy(revenue, ofYears(now, 0, maxDollars, all.Revenues.Units.Dollars))
	income := ofYears(now, -maxDollars, maxDollars, all.NetIncome.Units.Dollars)
	diluted := ofYears(now, -maxDollarsPerShare, maxDollarsPerShare, all.DilutedEPS.Units.DollarsPerShare)
	basic := ofYears(now, -maxDollarsPerShare, maxDollarsPerShare, all.BasicEPS.Units.DollarsPerShare)
	assets := ofDays(now, 0, maxDollars, all.Assets.Units.Dollars)
	equity := ofDays(now, -maxDollars, maxDollars, all.Equity.Units.Dollars)

	var years []provider.FiscalYear
	for end, own := range ownReports(now, all.NetIncome.Units.Dollars, all.Revenues.Units.Dollars,
		all.ContractRevenues.Units.Dollars, all.Sales.Units.Dollars) {
		years = append(years, provider.FiscalYear{
			Year: own.FiscalYear, End: day(end), Form: own.Form, Filed: day(own.Filed),
			Revenue: value(revenue, end), NetIncome: value(income, end),
			DilutedEPS: value(diluted, end), BasicEPS: value(basic, end), Shares: f.shares(now, own.Accession),
			Assets: value(assets, end), Equity: value(equity, end),
		})
	}
	slices.SortFunc(years, func(a, b provider.FiscalYear) int { return b.End.Compare(a.End) })
	return fundamental.Today(years, nil, f.shares(now, ""))
}

// shares is the number on the cover of a report, or on the newest of all when
// none is given.
func (f companyFacts) shares(now time.Time, accession string) *float64 {
	var found statement
	for _, s := range f.Facts.Cover.Shares.Units.Shares {
		if s.sound(now, 1, maxShares) && (accession == "" || s.Accession == accession) && s.Filed >= found.Filed {
			found = s
		}
	}
	if found.Filed == "" {
		return nil
	}
	return &found.Value
}

// ownReports are the first to tell of a year, by the end of that year.
func ownReports(now time.Time, lists ...[]statement) map[string]statement {
	own := map[string]statement{}
	for _, s := range slices.Concat(lists...) {
		known, ok := own[s.End]
		late := day(s.Filed).Sub(day(s.End)) > ownReportDays*24*time.Hour
		off := day(s.End).Year() - s.FiscalYear
		if s.annual() && s.year() && s.sound(now, -maxDollars, maxDollars) && !late && off >= -1 && off <= 1 && (!ok || s.Filed < known.Filed) {
			own[s.End] = s
		}
	}
	return own
}

// ofYears are the newest values of whole years, by their ends.
func ofYears(now time.Time, least, most float64, list []statement) map[string]statement {
	return newest(list, func(s statement) bool { return s.year() && s.sound(now, least, most) })
}

// ofDays are the newest values on days, by day.
func ofDays(now time.Time, least, most float64, list []statement) map[string]statement {
	return newest(list, func(s statement) bool { return s.Start == "" && s.sound(now, least, most) })
}

func newest(list []statement, wanted func(statement) bool) map[string]statement {
	kept := map[string]statement{}
	for _, s := range list {
		if known, ok := kept[s.End]; s.annual() && wanted(s) && (!ok || s.Filed >= known.Filed) {
			kept[s.End] = s
		}
	}
	return kept
}

// annual reports whether a value is of an annual report.
func (s statement) annual() bool { return s.Form == "10-K" && s.Period == "FY" }

// year reports whether a value is of a whole year.
func (s statement) year() bool {
	days := day(s.End).Sub(day(s.Start)).Hours() / 24
	return s.Start != "" && days >= minYearDays && days <= maxYearDays
}

// sound reports whether a value is within bounds and of the past.
func (s statement) sound(now time.Time, least, most float64) bool {
	end, filed := day(s.End), day(s.Filed)
	return !end.IsZero() && filed.After(end.AddDate(0, 0, -1)) && !filed.After(now) &&
		!math.IsNaN(s.Value) && s.Value >= least && s.Value <= most
}

// day is zero for what is no day.
func day(text string) time.Time {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return at
}

func value(values map[string]statement, end string) *float64 {
	s, ok := values[end]
	if !ok {
		return nil
	}
	return &s.Value
}
