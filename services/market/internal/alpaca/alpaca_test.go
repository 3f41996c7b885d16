package alpaca

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/remote/remotetest"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// Answers in the shapes the provider documents.
const (
	barsAnswer = `{"bars":{"AAPL":[
{"t":"2026-11-18T05:00:00Z","o":268.1,"h":270.2,"l":267.5,"c":269.9,"v":1234567,"n":1000,"vw":269.1},
{"t":"2026-11-19T14:25:00Z","o":269.9,"h":270.0,"l":269.8,"c":269.9,"v":10,"n":1,"vw":269.9},
{"t":"2026-11-19T14:30:00Z","o":269.9,"h":271.0,"l":269.0,"c":269.68,"v":2345,"n":10,"vw":270.0}]},"next_page_token":null}`
	snapshotAnswer = `{"AAPL":{"latestTrade":{"t":"2026-11-20T15:59:58.1Z","x":"V","p":271.37,"s":100,"c":["@"],"i":1,"z":"C"},
"dailyBar":{"t":"2026-11-20T05:00:00Z","o":270.1,"h":271.9,"l":269.5,"c":271.37,"v":99,"n":9,"vw":270.9},
"prevDailyBar":{"t":"2026-11-19T05:00:00Z","o":268.1,"h":270.2,"l":267.5,"c":269.68,"v":99,"n":9,"vw":269.1}}}`
	earlyAnswer = `{"AAPL":{"latestTrade":{"t":"2026-11-20T13:00:00Z","p":271.37},
"dailyBar":{"t":"2026-11-19T05:00:00Z","o":268.1,"h":270.2,"l":267.5,"c":269.68,"v":99},
"prevDailyBar":{"t":"2026-11-18T05:00:00Z","o":1,"h":1,"l":1,"c":1,"v":99}}}`
	newsAnswer = `{"news":[{"id":1,"author":"A","created_at":"2026-11-20T12:00:00Z","updated_at":"2026-11-20T12:01:00Z",
"headline":"Apple beats\n estimates &amp; raises its dividend","url":"https://news.example/1","symbols":["AAPL"]},
{"id":2,"created_at":"2026-11-19T12:00:00Z","headline":"Annual meeting","url":"javascript:alert(1)"}],"next_page_token":null}`
	actionsAnswer = `{"corporate_actions":{"cash_dividends":[{"symbol":"AAPL","rate":0.26,"ex_date":"2026-11-10","process_date":"2026-11-13"}],
"forward_splits":[{"symbol":"AAPL","new_rate":4,"old_rate":1,"ex_date":"2026-08-31","process_date":"2026-08-31"}],
"reverse_splits":[{"symbol":"AAPL","new_rate":1,"old_rate":20,"ex_date":"2026-02-02","process_date":"2026-02-02"}]},"next_page_token":null}`
)

func clock() time.Time { return time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC) }

func feed(address string) *Feed { return New(address, Key{"id", "secret"}, clock) }

func served(t *testing.T, snapshot string) *Feed {
	t.Helper()
	return feed(remotetest.Serve(t, map[string]string{
		"/v2/stocks/bars": barsAnswer, "/v2/stocks/snapshots": snapshot,
		"/v1beta1/news": newsAnswer, "/v1/corporate-actions": actionsAnswer,
	}).URL)
}

func TestBars(t *testing.T) {
	f := served(t, snapshotAnswer)
	days, err := f.Daily(t.Context(), "AAPL", clock())
	if err != nil || len(days.Bars) != 3 || days.Bars[0].Time.Format(time.RFC3339) != "2026-11-18T00:00:00Z" || days.Bars[0].Volume != 1234567 {
		t.Errorf("%+v, %v", days, err)
	}
	bars, err := f.Intraday(t.Context(), "AAPL", timeframe.FiveMinutes, clock())
	if err != nil || len(bars) != 1 || bars[0].Close != 269.68 {
		t.Errorf("%+v, %v", bars, err)
	}
}

func TestLatest(t *testing.T) {
	tick, err := served(t, snapshotAnswer).Latest(t.Context(), "AAPL")
	if err != nil || tick.Price != 271.37 || *tick.PreviousClose != 269.68 || *tick.High != 271.9 {
		t.Errorf("%+v, %v", tick, err)
	}
	tick, err = served(t, earlyAnswer).Latest(t.Context(), "AAPL")
	if err != nil || *tick.PreviousClose != 269.68 || tick.Open != nil {
		t.Errorf("before the bell: %+v, %v", tick, err)
	}
}

func TestCatalysts(t *testing.T) {
	found, err := served(t, snapshotAnswer).Catalysts(t.Context(), "AAPL")
	if err != nil || len(found) != 5 {
		t.Fatalf("%+v, %v", found, err)
	}
	for i, want := range []string{
		"Ex-dividend: 0.26 USD a share", "4-for-1 split", "1-for-20 reverse split",
		"Apple beats estimates & raises its dividend", "Annual meeting",
	} {
		if found[i].Headline != want {
			t.Errorf("%q, want %q", found[i].Headline, want)
		}
	}
	good, plain := found[3], found[4]
	if good.Sentiment == nil || *good.Sentiment <= 0 || good.URL != "https://news.example/1" || plain.Sentiment != nil || plain.URL != "" {
		t.Errorf("%+v and %+v", good, plain)
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
		for name, call := range calls(feed(fault.Serve(t).URL), "AAPL") {
			ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
			start := time.Now()
			if err := call(ctx); !fault.Is(err) {
				t.Errorf("%s, %s: %v", fault.Name, name, err)
			} else if strings.Contains(err.Error(), "secret") {
				t.Errorf("%s, %s: the key is in %v", fault.Name, name, err)
			}
			if took := time.Since(start); took > time.Second {
				t.Errorf("%s, %s took %s", fault.Name, name, took)
			}
			cancel()
		}
	}
}

func TestNoSuchSymbol(t *testing.T) {
	for name, call := range calls(served(t, snapshotAnswer), "^GSPC") {
		if err := call(t.Context()); !errors.Is(err, provider.ErrNoData) {
			t.Errorf("an index, %s: %v", name, err)
		}
	}
	empty := feed(remotetest.Serve(t, map[string]string{
		"/v2/stocks/bars": `{"bars":{},"next_page_token":null}`, "/v2/stocks/snapshots": `{}`,
	}).URL)
	if days, err := empty.Daily(t.Context(), "ZZZZ", clock()); err != nil || len(days.Bars) != 0 {
		t.Errorf("unknown: %+v, %v", days, err)
	}
	if _, err := empty.Latest(t.Context(), "ZZZZ"); !errors.Is(err, provider.ErrNoData) {
		t.Errorf("unknown: %v", err)
	}
}

func TestRequest(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if r.Header.Get("APCA-API-KEY-ID") != "id" || r.Header.Get("APCA-API-SECRET-KEY") != "secret" || r.Header.Get("traceparent") != "" ||
			q.Get("symbols") != "BRK.B" || q.Get("adjustment") != "split" || q.Get("feed") != "sip" || q.Get("end") != "2026-11-20T15:44:00Z" || q.Get("timeframe") != "1Day" {
			t.Errorf("%s with %v", r.URL, r.Header)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"bars":{}}`))
	}))
	defer server.Close()
	if _, err := feed(server.URL).Daily(t.Context(), "BRK.B", clock()); err != nil {
		t.Error(err)
	}
}

func TestSpelling(t *testing.T) {
	for s, want := range map[symbol.Symbol]string{"AAPL": "AAPL", "BRK.B": "BRK.B", "JPM.PL": "JPM.PRL"} {
		if got := spell(s); got != want {
			t.Errorf("%s is spelled %s", s, got)
		}
	}
}
