package edgar

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/remote/remotetest"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// factsPath is where the facts of AAPL are.
const factsPath = "/api/xbrl/companyfacts/CIK0000320193.json"

// Reports of three years. That of 2025 corrects the income of 2024, and tells a
// quarter too; a report of a quarter says how many shares there are now.
const factsAnswer = `{"cik":320193,"entityName":"Apple Inc.","facts":{
"dei":{"EntityCommonStockSharesOutstanding":{"units":{"shares":[
{"end":"2024-10-18","val":15115823000,"accn":"K24","fy":2024,"fp":"FY","form":"10-K","filed":"2024-11-01"},
{"end":"2025-10-17","val":14776353000,"accn":"K25","fy":2025,"fp":"FY","form":"10-K","filed":"2025-10-31"},
{"end":"2026-07-17","val":NOW,"accn":"Q3","fy":2026,"fp":"Q3","form":"10-Q","filed":"2026-07-31"}]}}},
"us-gaap":{
"RevenueFromContractWithCustomerExcludingAssessedTax":{"units":{"USD":[
{"start":"2022-09-25","end":"2023-09-30","val":383285000000,"accn":"K24","fy":2024,"fp":"FY","form":"10-K","filed":"2024-11-01"},
{"start":"2023-10-01","end":"2024-09-28","val":391035000000,"accn":"K24","fy":2024,"fp":"FY","form":"10-K","filed":"2024-11-01"},
{"start":"2024-09-29","end":"2025-09-27","val":416161000000,"accn":"K25","fy":2025,"fp":"FY","form":"10-K","filed":"2025-10-31"},
{"start":"2025-06-29","end":"2025-09-27","val":102466000000,"accn":"K25","fy":2025,"fp":"FY","form":"10-K","filed":"2025-10-31"}]}},
"NetIncomeLoss":{"units":{"USD":[
{"start":"2023-10-01","end":"2024-09-28","val":93736000000,"accn":"K24","fy":2024,"fp":"FY","form":"10-K","filed":"2024-11-01"},
{"start":"2023-10-01","end":"2024-09-28","val":93000000000,"accn":"K25","fy":2025,"fp":"FY","form":"10-K","filed":"2025-10-31"},
{"start":"2024-09-29","end":"2025-09-27","val":112010000000,"accn":"K25","fy":2025,"fp":"FY","form":"10-K","filed":"2025-10-31"},
{"start":"2025-09-28","end":"2026-06-27","val":99000000000,"accn":"Q3","fy":2026,"fp":"Q3","form":"10-Q","filed":"2026-07-31"}]}},
"EarningsPerShareDiluted":{"units":{"USD/shares":[
{"start":"2024-09-29","end":"2025-09-27","val":7.46,"accn":"K25","fy":2025,"fp":"FY","form":"10-K","filed":"2025-10-31"}]}},
"Assets":{"units":{"USD":[{"end":"2025-09-27","val":359241000000,"accn":"K25","fy":2025,"fp":"FY","form":"10-K","filed":"2025-10-31"}]}},
"StockholdersEquity":{"units":{"USD":[{"end":"2025-09-27","val":73733000000,"accn":"K25","fy":2025,"fp":"FY","form":"10-K","filed":"2025-10-31"}]}}}}}`

// facts are those of factsAnswer with so many shares now.
func facts(shares string) string { return strings.Replace(factsAnswer, "NOW", shares, 1) }

func reporting(t *testing.T, answer string) *Edgar {
	t.Helper()
	url := remotetest.Serve(t, map[string]string{"/files/company_tickers.json": companiesAnswer, factsPath: answer}).URL
	return newEdgar(t, Addresses{url, url})
}

func TestFundamentals(t *testing.T) {
	found, err := reporting(t, facts("14681140000")).Fundamentals(t.Context(), "AAPL")
	if err != nil || len(found.Years) != 2 || found.Currency != "USD" {
		t.Fatalf("%+v, %v", found, err)
	}
	first, second := found.Years[0], found.Years[1]
	if first.Year != 2025 || first.Form != "10-K" || !first.Filed.Equal(time.Date(2025, 10, 31, 0, 0, 0, 0, time.UTC)) ||
		*first.Revenue != 416161e6 || *first.NetIncome != 112010e6 || *first.DilutedEPS != 7.46 || first.BasicEPS != nil ||
		*first.Shares != 14776353e3 || first.SharesEstimated || *first.Assets != 359241e6 || *first.Equity != 73733e6 {
		t.Errorf("%+v", first)
	}
	// What is told of 2024 is what was filed last; its own report is the first.
	if second.Year != 2024 || *second.NetIncome != 93000e6 || *second.Revenue != 391035e6 || second.DilutedEPS != nil || second.Assets != nil ||
		*second.Shares != 15115823e3 || !second.Filed.Equal(time.Date(2024, 11, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v", second)
	}
	if p := found.Provenance; p.Provider != Name || p.Source != "companyfacts" || !p.AsOf.Equal(first.End) {
		t.Errorf("%+v", p)
	}
}

// TestSplitSinceTheReport has four times the shares of the newest annual report.
func TestSplitSinceTheReport(t *testing.T) {
	found, err := reporting(t, facts("58724560000")).Fundamentals(t.Context(), "AAPL")
	if err != nil {
		t.Fatal(err)
	}
	if y := found.Years[0]; y.DilutedEPS != nil || y.Shares != nil || y.Revenue == nil {
		t.Errorf("%+v", y)
	}
}

func TestNoFundamentals(t *testing.T) {
	for name, answer := range map[string]string{
		"empty": `{}`, "no facts": `{"facts":{}}`, "other rules": `{"facts":{"ifrs-full":{"Revenue":{"units":{"EUR":[]}}}}}`,
	} {
		if _, err := reporting(t, answer).Fundamentals(t.Context(), "AAPL"); !errors.Is(err, provider.ErrNoData) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, s := range []symbol.Symbol{"BRK.B", "ZZZZ"} { // a number without facts, and none
		if _, err := reporting(t, facts("1")).Fundamentals(t.Context(), s); !errors.Is(err, provider.ErrNoData) {
			t.Errorf("%s: %v", s, err)
		}
	}
}

// TestAbsurdFacts leaves out what cannot be; the other figures are told.
func TestAbsurdFacts(t *testing.T) {
	for name, c := range map[string]struct {
		old, new string
		absent   func(provider.FiscalYear) bool
	}{
		"revenue":            {"416161000000", "-1", func(y provider.FiscalYear) bool { return y.Revenue == nil }},
		"huge revenue":       {"416161000000", "4e300", func(y provider.FiscalYear) bool { return y.Revenue == nil }},
		"earnings per share": {"7.46", "1e9", func(y provider.FiscalYear) bool { return y.DilutedEPS == nil }},
		"no shares":          {"14776353000", "0", func(y provider.FiscalYear) bool { return y.Shares == nil }},
		"assets":             {"359241000000", "-5", func(y provider.FiscalYear) bool { return y.Assets == nil }},
	} {
		found, err := reporting(t, strings.Replace(facts("14681140000"), c.old, c.new, 1)).Fundamentals(t.Context(), "AAPL")
		if err != nil || len(found.Years) != 2 || !c.absent(found.Years[0]) || found.Years[0].NetIncome == nil {
			t.Errorf("%s: %+v, %v", name, found.Years, err)
		}
	}
	for name, days := range map[string][2]string{
		"filed before the end": {`"filed":"2025-10-31"`, `"filed":"2025-01-01"`}, "of the future": {`"filed":"2025-10-31"`, `"filed":"2031-10-31"`},
		"no day": {`"end":"2025-09-27"`, `"end":"27 Sep"`}, "a year that is not its own": {`"fy":2025`, `"fy":1825`},
	} {
		found, err := reporting(t, strings.ReplaceAll(facts("15115823000"), days[0], days[1])).Fundamentals(t.Context(), "AAPL")
		if err != nil || len(found.Years) != 1 || found.Years[0].Year != 2024 {
			t.Errorf("%s: %+v, %v", name, found.Years, err)
		}
	}
}

func TestFaultsOfFacts(t *testing.T) {
	list := remotetest.Serve(t, map[string]string{"/files/company_tickers.json": companiesAnswer}).URL
	for _, fault := range remotetest.Faults() {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		if _, err := newEdgar(t, Addresses{list, fault.Serve(t).URL}).Fundamentals(ctx, "AAPL"); !fault.Is(err) {
			t.Errorf("%s: %v", fault.Name, err)
		}
		cancel()
	}
}

func FuzzFacts(f *testing.F) {
	f.Add(facts("14681140000"))
	f.Fuzz(func(t *testing.T, text string) {
		var answer companyFacts
		if json.Unmarshal([]byte(text), &answer) != nil {
			return
		}
		for _, y := range answer.years(clock()) {
			if y.End.IsZero() || y.Filed.Before(y.End) || y.Filed.After(clock()) || y.Shares != nil && *y.Shares < 1 {
				t.Fatalf("%+v", y)
			}
		}
	})
}
