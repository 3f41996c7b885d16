package server

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/market/internal/alpaca"
	"github.com/catalyst-bot/mesh/services/market/internal/catalyst"
	"github.com/catalyst-bot/mesh/services/market/internal/chain"
	"github.com/catalyst-bot/mesh/services/market/internal/edgar"
	"github.com/catalyst-bot/mesh/services/market/internal/fundamental"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/live"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/remote/remotetest"
	"github.com/catalyst-bot/mesh/services/market/internal/sample"
	"github.com/catalyst-bot/mesh/services/market/internal/tiingo"
)

// patience is what a user's deadline leaves for market data.
const patience = 400 * time.Millisecond

// behind makes the service on one live provider, with or without the sample.
func behind(t *testing.T, m *Market, feed live.Feed, withSample bool) *Market {
	t.Helper()
	way, err := line.New(feed.Name(), nil, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	prices, err := live.New(feed, way, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	order := func() []string {
		if withSample {
			return []string{"live", "sample"}
		}
		return []string{"live"}
	}
	all := chain.New(chain.Orders{Quotes: order, Intraday: order, Daily: order},
		chain.Link{Name: "live", Provider: prices}, chain.Link{Name: "sample", Provider: m.Prices})
	return New(Parts{Prices: all, Directory: m.Directory, Desk: m.Desk, Companies: m.Companies})
}

// TestFaultMatrix plays every fault of every provider and looks at what users
// see, with the sample to fall back on and without. go test -v prints it.
func TestFaultMatrix(t *testing.T) {
	alone := map[string]codes.Code{
		"401": codes.FailedPrecondition, "403": codes.FailedPrecondition, "404": codes.NotFound,
		"429": codes.ResourceExhausted, "429 with Retry-After": codes.ResourceExhausted,
	}
	offline := newServer(t)
	for _, f := range remotetest.Faults() {
		for _, feed := range []live.Feed{
			alpaca.New(f.Serve(t).URL, alpaca.Key{ID: "id", Secret: "secret"}, time.Now), tiingo.New(f.Serve(t).URL, "key", time.Now),
		} {
			reply, err := quoted(behind(t, offline, feed, true))
			from := reply.GetQuote().GetProvenance()
			if err != nil || from.GetProvider() != "sample data" || !slices.Equal(from.GetPassedOver(), []string{feed.Name()}) {
				t.Errorf("%s, %s: %v, %v", feed.Name(), f.Name, from, err)
			}
			_, err = quoted(behind(t, offline, feed, false))
			want, ok := alone[f.Name]
			if !ok {
				want = codes.Unavailable
			}
			seen := fault.From(err)
			if seen.Code() != want || strings.Contains(seen.Public(), "HTTP") {
				t.Errorf("%s, %s, alone: %s %q", feed.Name(), f.Name, seen.Code(), seen.Public())
			}
			t.Logf("| %s | %s | %s | %s |", f.Name, feed.Name(),
				fmt.Sprintf("the sample of %s, %s passed over", from.GetAsOf().AsTime().Format(time.DateOnly), feed.Name()), seen.Public())
		}
	}
}

func quoted(m *Market) (*marketv1.GetQuoteResponse, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	return m.GetQuote(ctx, &marketv1.GetQuoteRequest{Symbol: "AAPL"})
}

// TestFaultsOfCatalysts lets the filings fail: the rest is told, and what is
// missing.
func TestFaultsOfCatalysts(t *testing.T) {
	m := newServer(t)
	p, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range remotetest.Faults() {
		url := f.Serve(t).URL
		filings, err := edgar.New(edgar.Addresses{Files: url, Data: url}, "Catalyst admin@example.com", nil, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		m.Desk = catalyst.NewDesk(p, provider.CatalystSource(p), filings)
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		reply, err := m.ListCatalysts(ctx, &marketv1.ListCatalystsRequest{Symbol: "AAPL"})
		cancel()
		wantMissing := []string{edgar.Name}
		if f.Name == "404" { // the company does not file
			wantMissing = nil
		}
		if err != nil || len(reply.GetCatalysts()) != 20 || !slices.Equal(reply.GetMissing(), wantMissing) {
			t.Errorf("%s: %d catalysts, missing %v, %v", f.Name, len(reply.GetCatalysts()), reply.GetMissing(), err)
		}
	}
}

// TestFaultsOfFundamentals has EDGAR before the sample. Only where EDGAR has
// nothing is the sample told, and so is who was passed over.
func TestFaultsOfFundamentals(t *testing.T) {
	known := map[string]codes.Code{
		"401": codes.FailedPrecondition, "403": codes.FailedPrecondition,
		"429": codes.ResourceExhausted, "429 with Retry-After": codes.ResourceExhausted,
	}
	for _, f := range remotetest.Faults() {
		reply, err := reported(t, f.Serve(t).URL)
		if f.Name == "404" {
			from := reply.GetProvenance()
			if err != nil || from.GetProvider() != "sample data" || !slices.Equal(from.GetPassedOver(), []string{edgar.Name}) {
				t.Errorf("%s: %v, %v", f.Name, from, err)
			}
			continue
		}
		want, ok := known[f.Name]
		if !ok {
			want = codes.Unavailable
		}
		if seen := fault.From(err); seen == nil || seen.Code() != want || strings.Contains(seen.Public(), "HTTP") {
			t.Errorf("%s: %v, %v", f.Name, reply, err)
		}
	}
}

func reported(t *testing.T, url string) (*marketv1.GetFundamentalsResponse, error) {
	t.Helper()
	m := newServer(t)
	p, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	filings, err := edgar.New(edgar.Addresses{Files: url, Data: url}, "Catalyst admin@example.com", nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	m.Companies = fundamental.NewDesk(filings, p)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return m.GetFundamentals(ctx, &marketv1.GetFundamentalsRequest{Symbol: "AAPL"})
}
