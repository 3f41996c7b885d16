package edgar

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/remote/remotetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Answers in the shapes the commission documents.
const (
	companiesAnswer = `{"0":{"cik_str":320193,"ticker":"AAPL","title":"Apple Inc."},
"1":{"cik_str":1067983,"ticker":"BRK-B","title":"BERKSHIRE HATHAWAY INC"},"2":{"cik_str":0,"ticker":"?","title":""}}`
	filingsAnswer = `{"cik":"320193","name":"Apple Inc.","filings":{"recent":{
"accessionNumber":["0000320193-26-000010","0000320193-26-000009","0001140361-26-000008","0000320193-26-000007","0000320193-26-000006","0000320193-26-000005"],
"filingDate":["2026-10-29","2026-10-28","2026-10-20","2026-10-12","2026-10-11","bad"],
"acceptanceDateTime":["2026-10-29T20:30:41.000Z","2026-10-28T22:01:00.000Z","","2026-10-12T10:00:00.000Z","2026-10-11T10:00:00.000Z","bad"],
"form":["8-K","10-K","4","424B2","CORRESP","8-K"],
"items":["2.02,9.01","","","","",""],
"primaryDocument":["aapl-20261029.htm","aapl-20260926.htm","xslF345X05/form4.xml","p.htm","c.htm","x.htm"]},"files":[]}}`
)

func clock() time.Time { return time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC) }

func newEdgar(t *testing.T, at Addresses) *Edgar {
	t.Helper()
	e, err := New(at, "Catalyst admin@example.com", nil, clock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(e.Close)
	return e
}

func served(t *testing.T, filings string) *Edgar {
	t.Helper()
	url := remotetest.Serve(t, map[string]string{
		"/files/company_tickers.json": companiesAnswer, "/submissions/CIK0000320193.json": filings,
	}).URL
	return newEdgar(t, Addresses{url, url})
}

func TestCatalysts(t *testing.T) {
	found, err := served(t, filingsAnswer).Catalysts(t.Context(), "AAPL")
	if err != nil || len(found) != 4 {
		t.Fatalf("%+v, %v", found, err)
	}
	for i, want := range []provider.Catalyst{
		{Kind: provider.Results, Headline: "8-K: results of operations", Form: "8-K 2.02,9.01", URL: "https://www.sec.gov/Archives/edgar/data/320193/000032019326000010/aapl-20261029.htm", Time: time.Date(2026, 10, 29, 20, 30, 41, 0, time.UTC)},
		{Kind: provider.Report, Headline: "10-K: annual report", Form: "10-K", URL: "https://www.sec.gov/Archives/edgar/data/320193/000032019326000009/aapl-20260926.htm", Time: time.Date(2026, 10, 28, 22, 1, 0, 0, time.UTC)},
		{Kind: provider.Insider, Headline: "4: an insider bought or sold", Form: "4", URL: "https://www.sec.gov/Archives/edgar/data/320193/000114036126000008/xslF345X05/form4.xml", Time: time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC)},
		{Kind: provider.Offering, Headline: "424B2: prospectus of an offering", Form: "424B2", URL: "https://www.sec.gov/Archives/edgar/data/320193/000032019326000007/p.htm", Time: time.Date(2026, 10, 12, 10, 0, 0, 0, time.UTC)},
	} {
		got := found[i]
		if got.Kind != want.Kind || got.Headline != want.Headline || got.Form != want.Form || got.URL != want.URL || !got.Time.Equal(want.Time) {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
}

func TestMeaning(t *testing.T) {
	for _, c := range []struct {
		form, items string
		kind        provider.Kind
		what        string
	}{
		{"8-K", "9.01,5.02,2.02", provider.Results, "results of operations, directors or officers change"},
		{"8-K/A", "4.02", provider.Restatement, "earlier statements are not to be relied on"},
		{"8-K", "", provider.Filing, "current report"}, {"8-K", "99.99", provider.Filing, "current report"},
		{"10-Q/A", "", provider.Report, "quarterly report"}, {"S-3ASR", "", provider.Offering, "registration of shares"},
		{"SCHEDULE 13G", "", provider.Stake, "passive stake of more than 5 percent"}, {"SC 13D/A", "", provider.Stake, "stake of more than 5 percent"},
		{"424B5", "", provider.Offering, "prospectus of an offering"}, {"DEF 14A", "", 0, ""}, {"", "", 0, ""},
	} {
		kind, what, ok := filing{form: c.form, items: c.items}.meaning()
		if kind != c.kind || what != c.what || ok != (c.kind != 0) {
			t.Errorf("%s %s: %v %q", c.form, c.items, kind, what)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, fault := range remotetest.Faults() {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		bad := fault.Serve(t).URL
		// Of the list, whose fetch outlives the caller, and of the filings.
		if fault.Name != "slow" {
			if _, err := newEdgar(t, Addresses{bad, bad}).Catalysts(ctx, "AAPL"); !fault.Is(err) {
				t.Errorf("%s, list: %v", fault.Name, err)
			}
		}
		good := remotetest.Serve(t, map[string]string{"/files/company_tickers.json": companiesAnswer}).URL
		if _, err := newEdgar(t, Addresses{good, bad}).Catalysts(ctx, "AAPL"); !fault.Is(err) {
			t.Errorf("%s, filings: %v", fault.Name, err)
		}
		cancel()
	}
}

func TestNoSuchSymbol(t *testing.T) {
	if _, err := served(t, filingsAnswer).Catalysts(t.Context(), "ZZZZ"); !errors.Is(err, provider.ErrNoData) {
		t.Error(err)
	}
}

func TestColumnsOfDifferentLength(t *testing.T) {
	e := served(t, `{"filings":{"recent":{"accessionNumber":["1"],"form":[]}}}`)
	if _, err := e.Catalysts(t.Context(), "AAPL"); !errors.Is(err, provider.ErrGarbled) {
		t.Error(err)
	}
}

func FuzzFilings(f *testing.F) {
	f.Add(filingsAnswer)
	f.Fuzz(func(t *testing.T, text string) {
		var answer submissions
		if json.Unmarshal([]byte(text), &answer) != nil {
			return
		}
		filings, err := answer.filings()
		if err != nil {
			return
		}
		for _, one := range filings {
			if c, ok := one.catalyst("https://www.sec.gov/Archives/edgar/data/1"); ok && (c.Headline == "" || c.Time.IsZero() || !c.Kind.Valid()) {
				t.Fatalf("%+v", c)
			}
		}
	})
}

func TestListings(t *testing.T) {
	list, err := served(t, filingsAnswer).Listings(t.Context())
	if err != nil || len(list) != 2 || list[1].Symbol != "BRK.B" || list[0].Name != "Apple Inc." {
		t.Errorf("%+v, %v", list, err)
	}
}

// pace counts those who waited.
type pace struct{ waited int }

func (p *pace) Wait(context.Context) error {
	p.waited++
	return nil
}

func TestAgentAndPace(t *testing.T) {
	requests := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != "Catalyst admin@example.com" {
			t.Errorf("agent %q", r.UserAgent())
		}
		requests++
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(companiesAnswer))
	}))
	defer server.Close()
	var p pace
	e, err := New(Addresses{server.URL, server.URL}, "Catalyst admin@example.com", &p, clock)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	for want := 1; want <= 2; want++ { // the directory is to have the newest list
		if _, err := e.Listings(t.Context()); err != nil || requests != want || p.waited != want {
			t.Errorf("%d requests, %d waits, %v", requests, p.waited, err)
		}
	}
	if _, err := e.Catalysts(t.Context(), "AAPL"); err != nil || requests != 3 || p.waited != 3 {
		t.Errorf("with the list: %d requests, %d waits, %v", requests, p.waited, err)
	}
}
