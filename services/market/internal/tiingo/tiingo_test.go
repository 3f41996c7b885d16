package tiingo

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/remote/remotetest"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Answers in the shapes the provider documents.
const (
	dailyAnswer = `[
{"date":"2014-06-06T00:00:00.000Z","close":645.57,"high":651.26,"low":644.47,"open":649.9,"volume":12497800,"adjClose":20.1,"divCash":0.0,"splitFactor":1.0},
{"date":"2014-06-09T00:00:00.000Z","close":93.7,"high":93.88,"low":91.75,"open":92.7,"volume":75415000,"adjClose":20.4,"divCash":0.0,"splitFactor":7.0},
{"date":"2014-08-07T00:00:00.000Z","close":94.48,"high":95.95,"low":94.1,"open":94.93,"volume":46711200,"adjClose":20.7,"divCash":0.47,"splitFactor":1.0}]`
	intradayAnswer = `[{"date":"2026-11-20T14:30:00.000Z","open":270.1,"high":270.9,"low":269.8,"close":270.5,"volume":12345.0}]`
	latestAnswer   = `[{"ticker":"AAPL","timestamp":"2026-11-20T10:33:38.186520297-05:00","last":271.37,"lastSize":100,
"tngoLast":271.33,"prevClose":269.68,"open":270.1,"high":271.9,"low":null,"volume":0,"bidSize":null}]`
)

func clock() time.Time { return time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC) }

func served(t *testing.T) *Feed {
	t.Helper()
	return New(remotetest.Serve(t, map[string]string{
		"/tiingo/daily/aapl/prices": dailyAnswer, "/iex/aapl/prices": intradayAnswer, "/iex/{$}": latestAnswer,
		"/tiingo/daily/none/prices": `[]`, "/iex/none/prices": `[]`,
	}).URL, "key", clock)
}

func TestDaily(t *testing.T) {
	days, err := served(t).Daily(t.Context(), "AAPL", clock().AddDate(-20, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if len(days.Bars) != 3 || days.Bars[0].Close != 645.57 || days.Bars[0].Volume != 12497800 {
		t.Errorf("bars %+v", days.Bars)
	}
	if len(days.Splits) != 1 || days.Splits[0].Ratio != 7 || days.Splits[0].Day.Format(time.DateOnly) != "2014-06-09" {
		t.Errorf("splits %+v", days.Splits)
	}
}

func TestIntraday(t *testing.T) {
	bars, err := served(t).Intraday(t.Context(), "AAPL", timeframe.FiveMinutes, clock())
	if err != nil || len(bars) != 1 || bars[0].Open != 270.1 || bars[0].Time.Hour() != 14 {
		t.Errorf("%+v, %v", bars, err)
	}
}

func TestLatest(t *testing.T) {
	tick, err := served(t).Latest(t.Context(), "AAPL")
	if err != nil || tick.Price != 271.37 || *tick.PreviousClose != 269.68 || tick.Low != nil || tick.At.UTC().Hour() != 15 {
		t.Errorf("%+v, %v", tick, err)
	}
}

// TestLatestWithoutAnAgreement is what all are told who have none with IEX.
func TestLatestWithoutAnAgreement(t *testing.T) {
	server := remotetest.Serve(t, map[string]string{
		"/iex/": `[{"ticker":"AAPL","timestamp":"2026-11-20T10:33:38-05:00","last":null,"lastSize":null,"tngoLast":271.31,"prevClose":269.68}]`,
	})
	tick, err := New(server.URL, "key", clock).Latest(t.Context(), "AAPL")
	if err != nil || tick.Price != 271.31 {
		t.Errorf("%+v, %v", tick, err)
	}
}

func TestSpelling(t *testing.T) {
	for s, want := range map[symbol.Symbol]string{"AAPL": "aapl", "BRK.B": "brk-b", "JPM.PL": "jpm-p-l"} {
		if got := spell(s); got != want {
			t.Errorf("%s is spelled %s", s, got)
		}
	}
}

func TestCatalysts(t *testing.T) {
	found, err := served(t).Catalysts(t.Context(), "AAPL")
	if err != nil || len(found) != 2 || found[0].Headline != "7-for-1 split" || found[1].Headline != "Ex-dividend: 0.47 USD a share" {
		t.Errorf("%+v, %v", found, err)
	}
}

// calls are all there are.
func calls(f *Feed, s symbol.Symbol) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"daily": func(ctx context.Context) error { _, err := f.Daily(ctx, s, clock()); return err },
		"intraday": func(ctx context.Context) error {
			_, err := f.Intraday(ctx, s, timeframe.QuarterHour, clock())
			return err
		},
		"latest":    func(ctx context.Context) error { _, err := f.Latest(ctx, s); return err },
		"catalysts": func(ctx context.Context) error { _, err := f.Catalysts(ctx, s); return err },
	}
}

func TestFaults(t *testing.T) {
	for _, fault := range remotetest.Faults() {
		for name, call := range calls(New(fault.Serve(t).URL, "key", clock), "AAPL") {
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			if err := call(ctx); !fault.Is(err) {
				t.Errorf("%s, %s: %v", fault.Name, name, err)
			}
			cancel()
		}
	}
}

func TestNoSuchSymbol(t *testing.T) {
	for name, call := range calls(served(t), "^GSPC") {
		if err := call(t.Context()); !errors.Is(err, provider.ErrNoData) {
			t.Errorf("an index, %s: %v", name, err)
		}
	}
	empty := New(remotetest.Serve(t, map[string]string{"/iex/{$}": `[]`}).URL, "key", clock)
	for name, call := range calls(empty, "ZZZZ") {
		if err := call(t.Context()); !errors.Is(err, provider.ErrNoData) {
			t.Errorf("unknown, %s: %v", name, err)
		}
	}
	if days, err := served(t).Daily(t.Context(), "NONE", clock()); err != nil || len(days.Bars) != 0 {
		t.Errorf("empty: %+v, %v", days, err)
	}
}

func TestRequest(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Token key" || r.URL.String() != "/tiingo/daily/brk-b/prices?startDate=2026-11-20" {
			t.Errorf("%s with %q", r.URL, r.Header.Get("Authorization"))
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte("[]"))
	}))
	defer server.Close()
	if _, err := New(server.URL, "key", clock).Daily(t.Context(), "BRK.B", clock()); err != nil {
		t.Error(err)
	}
}
