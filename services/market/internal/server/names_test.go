package server

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/live"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
	"github.com/catalyst-bot/mesh/services/market/internal/remote/remotetest"
	"github.com/catalyst-bot/mesh/services/market/internal/tiingo"
)

// unbounded is a ledger that lets every call through.
type unbounded struct{}

func (unbounded) Take(context.Context, string, []quota.Window) error { return nil }

func (unbounded) Used(context.Context, string, []quota.Window) ([]quota.Use, error) { return nil, nil }

// searching makes the service with Tiingo's search at the address.
func searching(t *testing.T, address string) *Market {
	t.Helper()
	way, err := line.New("tiingo", nil, nil, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	names, err := live.NewNames(tiingo.New(address, "key", time.Now), way, unbounded{}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(names.Close)
	m := newServer(t)
	m.Names = names
	return m
}

func symbolsOf(t *testing.T, m *Market, query string, limit int32) []string {
	t.Helper()
	reply, err := m.SearchSymbols(t.Context(), &marketv1.SearchSymbolsRequest{Query: query, Limit: limit})
	if err != nil {
		t.Fatal(err)
	}
	found := []string{}
	for _, info := range reply.GetSymbols() {
		found = append(found, info.GetSymbol())
	}
	return found
}

func TestSearchElsewhere(t *testing.T) {
	var calls atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`[{"name":"Mircosoft Holdings","ticker":"MIRC","assetType":"Stock","isActive":true,"countryCode":"US"},
			{"name":"Microsoft Corp","ticker":"MSFT","assetType":"Stock","isActive":true,"countryCode":"US"}]`))
	}))
	defer server.Close()
	m := searching(t, server.URL)
	for _, c := range []struct {
		query string
		limit int32
		want  []string
		calls int64 // so far
	}{
		{"mircosoft", 2, []string{"MSFT", "MIRC"}, 1}, // the directory's first, each once
		{"Mircosoft ", 0, []string{"MSFT", "MIRC"}, 1},
		{"mircosoft", 1, []string{"MSFT"}, 1},
		{"zzzzqq", 25, []string{"MIRC", "MSFT"}, 2},
		{"microsoft", 1, []string{"MSFT"}, 2}, {"^zzzz", 25, []string{}, 2}, {"éé", 25, []string{"MIRC", "MSFT"}, 3}, {"!!", 25, []string{}, 3},
	} {
		if got := symbolsOf(t, m, c.query, c.limit); !slices.Equal(got, c.want) || calls.Load() != c.calls {
			t.Errorf("%q: %v after %d calls", c.query, got, calls.Load())
		}
	}
	// What was found can be asked for, here without prices; what was not cannot.
	for s, want := range map[string]string{"MIRC": "prices of MIRC (Mircosoft Holdings)", "MIRD": "No listed name has the symbol MIRD"} {
		_, err := m.GetQuote(t.Context(), &marketv1.GetQuoteRequest{Symbol: s})
		if text := fault.From(err).Public(); !strings.Contains(text, want) {
			t.Errorf("%s: %q", s, text)
		}
	}
}

// TestFaultsOfNames plays every fault: people see what the directory has, and
// do not wait for long.
func TestFaultsOfNames(t *testing.T) {
	for _, f := range remotetest.Faults() {
		m, start := searching(t, f.Serve(t).URL), time.Now()
		if got := symbolsOf(t, m, "mircosoft", 5); len(got) == 0 || got[0] != "MSFT" {
			t.Errorf("%s: %v", f.Name, got)
		}
		if got := symbolsOf(t, m, "zzzzqq", 5); len(got) != 0 {
			t.Errorf("%s: %v", f.Name, got)
		}
		_, err := m.GetQuote(t.Context(), &marketv1.GetQuoteRequest{Symbol: "ZZZZQ"})
		if text := fault.From(err).Public(); !strings.Contains(text, "No listed name has the symbol ZZZZQ") {
			t.Errorf("%s: %q", f.Name, text)
		}
		if took := time.Since(start); took > 3*elsewhereWait+patience {
			t.Errorf("%s: took %s", f.Name, took)
		}
	}
}
