package server

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/market/internal/catalyst"
	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/fundamental"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/sample"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

func newServer(t *testing.T) *Market {
	t.Helper()
	p, err := sample.Load()
	if err != nil {
		t.Fatal(err)
	}
	d, err := directory.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(Parts{Prices: provider.Traced(p), Directory: d, Desk: catalyst.NewDesk(p, p), Companies: fundamental.NewDesk(p)})
}

func TestGetQuote(t *testing.T) {
	reply, err := newServer(t).GetQuote(t.Context(), &marketv1.GetQuoteRequest{Symbol: "aapl"})
	if err != nil {
		t.Fatal(err)
	}
	q := reply.GetQuote()
	if q.GetInfo().GetName() != "Apple Inc." || q.GetCurrency() != "USD" || q.GetPrice() != 188.59 {
		t.Errorf("quote %v", q)
	}
	if got, want := q.GetChangePercent(), (188.59-190.04)/190.04*100; math.Abs(got-want) > 1e-9 {
		t.Errorf("change %v%%, want %v%%", got, want)
	}
	if p := q.GetProvenance(); p.GetProvider() != "sample data" || p.GetSource() != "AAPL.csv" || p.GetSynthetic() ||
		p.GetTimeliness() != marketv1.Timeliness_TIMELINESS_END_OF_DAY || p.Delay != nil {
		t.Errorf("provenance %v", p)
	}
}

func TestOnlyDelayedNumbersHaveADelay(t *testing.T) {
	for timeliness, want := range map[provider.Timeliness]time.Duration{provider.RealTime: 0, provider.Delayed: 15 * time.Minute, 0: 0} {
		told := provenance(provider.Provenance{Timeliness: timeliness, Delay: want, Venue: "IEX"})
		if told.GetDelay().AsDuration() != want || (told.Delay != nil) != (want > 0) || told.GetVenue() != "IEX" ||
			told.GetTimeliness() != marketv1.Timeliness(timeliness) {
			t.Errorf("%d: %v", timeliness, told)
		}
	}
}

func TestListBars(t *testing.T) {
	reply, err := newServer(t).ListBars(t.Context(), &marketv1.ListBarsRequest{
		Symbol: "^GSPC", Timeframe: marketv1.Timeframe_TIMEFRAME_1D, WarmUp: 50,
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(reply.GetBars()) != 128 || reply.GetSpanStart() != 50 || !reply.GetProvenance().GetSynthetic() {
		t.Errorf("%d bars, span from %d", len(reply.GetBars()), reply.GetSpanStart())
	}
}

func TestListCatalysts(t *testing.T) {
	reply, err := newServer(t).ListCatalysts(t.Context(), &marketv1.ListCatalystsRequest{
		Symbol: "AAPL", Limit: 30, Kinds: []marketv1.CatalystKind{marketv1.CatalystKind_CATALYST_KIND_SPLIT},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(reply.GetCatalysts()) != 1 || reply.GetInfo().GetSymbol() != "AAPL" {
		t.Fatalf("catalysts %v", reply)
	}
	c := reply.GetCatalysts()[0]
	if c.GetHeadline() != "7-for-1 split" || c.GetProvenance().GetProvider() != "sample data" || c.Sentiment != nil {
		t.Errorf("catalyst %v", c)
	}
}

func TestGetFundamentals(t *testing.T) {
	reply, err := newServer(t).GetFundamentals(t.Context(), &marketv1.GetFundamentalsRequest{Symbol: "aapl", Limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	if len(reply.GetYears()) != 2 || reply.GetInfo().GetSymbol() != "AAPL" || reply.GetProvenance().GetProvider() != "sample data" {
		t.Fatalf("fundamentals %v", reply)
	}
	y := reply.GetYears()[0]
	if y.GetFiscalYear() != 2016 || y.GetRevenue() != 215639e6 || y.GetBasicEps() != 8.35 || y.DilutedEps != nil || y.Filed != nil || !y.GetSharesEstimated() {
		t.Errorf("year %v", y)
	}
}

func TestFaults(t *testing.T) {
	m := newServer(t)
	quote := func(s string) func() error {
		return func() error {
			_, err := m.GetQuote(t.Context(), &marketv1.GetQuoteRequest{Symbol: s})
			return err
		}
	}
	bars := func(tf marketv1.Timeframe, warmUp int32) func() error {
		return func() error {
			_, err := m.ListBars(t.Context(), &marketv1.ListBarsRequest{Symbol: "AAPL", Timeframe: tf, WarmUp: warmUp})
			return err
		}
	}
	search := func(query string, limit int32) func() error {
		return func() error {
			_, err := m.SearchSymbols(t.Context(), &marketv1.SearchSymbolsRequest{Query: query, Limit: limit})
			return err
		}
	}
	catalysts := func(limit int32, kinds ...marketv1.CatalystKind) func() error {
		return func() error {
			_, err := m.ListCatalysts(t.Context(), &marketv1.ListCatalystsRequest{Symbol: "AAPL", Limit: limit, Kinds: kinds})
			return err
		}
	}
	fundamentals := func(s string, limit int32) func() error {
		return func() error {
			_, err := m.GetFundamentals(t.Context(), &marketv1.GetFundamentalsRequest{Symbol: s, Limit: limit})
			return err
		}
	}
	for name, c := range map[string]struct {
		call   func() error
		code   codes.Code
		public string
	}{
		"malformed symbol": {quote("A  B"), codes.InvalidArgument, "That is no symbol"},
		"unknown symbol":   {quote("APPL"), codes.NotFound, "Did you mean"},
		"class share":      {quote("brk/b"), codes.NotFound, "BRK.B (Berkshire"},
		"no prices":        {quote("NVDA"), codes.NotFound, "It has AAPL"},
		"no timeframe":     {bars(0, 0), codes.InvalidArgument, "1D, 5D"},
		"odd timeframe":    {bars(99, 0), codes.InvalidArgument, "1D, 5D"},
		"long warm-up":     {bars(1, 7001), codes.InvalidArgument, "0 to 7000"},
		"long query":       {search(strings.Repeat("x", 65), 0), codes.InvalidArgument, "64"},
		"large limit":      {search("x", 26), codes.InvalidArgument, "1 to 25"},
		"no kind":          {catalysts(0, 0), codes.InvalidArgument, "kinds"},
		"many catalysts":   {catalysts(101), codes.InvalidArgument, "1 to 100"},
		"no fundamentals":  {fundamentals("GOOG", 0), codes.NotFound, "No provider has fundamentals of GOOG"},
		"no such company":  {fundamentals("APPL", 0), codes.NotFound, "Did you mean"},
		"many years":       {fundamentals("AAPL", 21), codes.InvalidArgument, "1 to 20"},
	} {
		f := fault.From(c.call())
		if f.Code() != c.code || !strings.Contains(f.Public(), c.public) {
			t.Errorf("%s: %s %q", name, f.Code(), f.Public())
		}
	}
}

// broken is a provider that cannot answer.
type broken struct {
	provider.Provider
	err error
}

func (broken) Name() string { return "live" }

func (b broken) Quote(context.Context, symbol.Symbol) (provider.Quote, error) {
	return provider.Quote{}, b.err
}

func TestProviderFaults(t *testing.T) {
	secret := errors.New("dial 10.1.2.3: secret refused")
	for name, c := range map[string]struct {
		err  error
		code codes.Code
		wait time.Duration
	}{
		"away":    {secret, codes.Unavailable, time.Second},
		"garbled": {fmt.Errorf("%w: secret", provider.ErrGarbled), codes.Unavailable, time.Second},
		"limited": {fmt.Errorf("secret: %w", &provider.LimitError{RetryAfter: time.Hour}), codes.ResourceExhausted, time.Hour},
		"refused": {fmt.Errorf("%w: secret", provider.ErrKey), codes.FailedPrecondition, 0},
	} {
		m := newServer(t)
		m.Prices = broken{err: c.err}
		_, err := m.GetQuote(t.Context(), &marketv1.GetQuoteRequest{Symbol: "AAPL"})
		f := fault.From(err)
		if f.Code() != c.code || f.RetryAfter() != c.wait || strings.Contains(f.Public(), "secret") {
			t.Errorf("%s: %s %q after %s", name, f.Code(), f.Public(), f.RetryAfter())
		}
	}
}
