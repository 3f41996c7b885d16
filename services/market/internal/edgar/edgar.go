// Package edgar reads EDGAR, the filings of companies with the Securities and
// Exchange Commission.
package edgar

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/fresh"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
	"github.com/catalyst-bot/mesh/services/market/internal/remote"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// Name of the provider.
const Name = "SEC EDGAR"

// currency of the figures that are read.
const currency = "USD"

const (
	// listFresh is how long the list of companies is used, more than the day
	// after which the directory renews it, and listStale how much longer while it
	// is fetched again.
	listFresh, listStale = 25 * time.Hour, 24 * time.Hour
	// maxFilings is how many of the newest filings are told.
	maxFilings = 100
)

// Quota is what the commission allows, 10 requests in any second: no second
// touches more than two of these windows.
func Quota() quota.Window { return quota.Window{Length: time.Second, Most: 5} }

// Addresses are where the two parts of EDGAR are, without a slash at the end.
type Addresses struct{ Files, Data string }

// Edgar is a source of catalysts, of fundamentals and of the names of companies.
type Edgar struct {
	files, data *remote.Client
	archive     string
	companies   *fresh.Cache[string, companies]
	clock       func() time.Time
}

var (
	_ provider.CatalystSource     = (*Edgar)(nil)
	_ provider.FundamentalsSource = (*Edgar)(nil)
)

// New makes a client. The agent tells the commission who asks: a name and an
// e-mail address. The pace is that of all replicas together.
func New(at Addresses, agent string, pace remote.Pace, clock func() time.Time) (*Edgar, error) {
	header := http.Header{"User-Agent": {agent}, "Accept": {"application/json"}}
	life := fresh.Life[companies]{Fresh: fresh.For[companies](listFresh), Stale: listStale}
	list, err := fresh.New[string, companies]("edgar", "companies", life, clock)
	if err != nil {
		return nil, err
	}
	return &Edgar{
		files: remote.New(remote.Config{URL: at.Files, Header: header, Pace: pace}),
		data:  remote.New(remote.Config{URL: at.Data, Header: header, Pace: pace}),
		// Links are for people, wherever the API is.
		archive: "https://www.sec.gov/Archives/edgar/data", companies: list, clock: clock,
	}, nil
}

// Close waits until nothing is fetched any more.
func (e *Edgar) Close() { e.companies.Close() }

// Name of the provider.
func (e *Edgar) Name() string { return Name }

// Catalysts answers the newest filings that move prices.
func (e *Edgar) Catalysts(ctx context.Context, s symbol.Symbol) ([]provider.Catalyst, error) {
	cik, err := e.number(ctx, s)
	if err != nil {
		return nil, err
	}
	var answer submissions
	if err := e.data.JSON(ctx, fmt.Sprintf("/submissions/CIK%010d.json", cik), nil, &answer); err != nil {
		return nil, err
	}
	filings, err := answer.filings()
	if err != nil {
		return nil, err
	}
	var found []provider.Catalyst
	for _, f := range filings {
		if c, ok := f.catalyst(fmt.Sprintf("%s/%d", e.archive, cik)); ok && len(found) < maxFilings {
			found = append(found, c)
		}
	}
	return found, nil
}

// Fundamentals answers the fiscal years a company reported.
func (e *Edgar) Fundamentals(ctx context.Context, s symbol.Symbol) (provider.Fundamentals, error) {
	cik, err := e.number(ctx, s)
	if err != nil {
		return provider.Fundamentals{}, err
	}
	var answer companyFacts
	if err := e.data.JSON(ctx, fmt.Sprintf("/api/xbrl/companyfacts/CIK%010d.json", cik), nil, &answer); err != nil {
		return provider.Fundamentals{}, err
	}
	years := answer.years(e.clock())
	if len(years) == 0 {
		return provider.Fundamentals{}, provider.ErrNoData
	}
	return provider.Fundamentals{
		Currency: currency, Years: years, Provenance: provider.Provenance{Provider: Name, Source: "companyfacts", AsOf: years[0].End},
	}, nil
}

// number is that of a company.
func (e *Edgar) number(ctx context.Context, s symbol.Symbol) (int64, error) {
	known, err := e.list(ctx)
	if err != nil {
		return 0, err
	}
	cik, ok := known.byTicker[spell(s)]
	if !ok {
		return 0, provider.ErrNoData
	}
	return cik, nil
}

// spell writes a symbol as EDGAR does: BRK-B.
func spell(s symbol.Symbol) string { return strings.ReplaceAll(s.String(), ".", "-") }
