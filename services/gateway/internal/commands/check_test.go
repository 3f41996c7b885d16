package commands

import (
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

func ptr[T any](v T) *T { return &v }

func sound() *commandv1.CheckResponse {
	return &commandv1.CheckResponse{
		Quote: &marketv1.Quote{
			Info: &marketv1.SymbolInfo{Symbol: "AAPL", Name: "Apple Inc.", Exchange: "NASDAQ"}, Currency: "USD",
			Price: 1188.59, Change: ptr(1.45), ChangePercent: ptr(0.76), DayLow: 1180, DayHigh: 1190.06,
			YearLow: ptr(142.2), YearHigh: ptr(1190.37), Volume: ptr(int64(25806600)),
			Session: marketv1.Session_SESSION_CLOSED, Provenance: provenance(),
		},
		RelativeVolume: ptr(0.7), Rsi_14: ptr(69.24), Trend: commandv1.Trend_TREND_UP,
	}
}

func field(m message.Message, name string) string {
	for _, f := range m.Embeds[0].Fields {
		if f.Name == name {
			return f.Value
		}
	}
	return "no such field"
}

func TestCheckView(t *testing.T) {
	m := checkView("AAPL", sound())
	for name, want := range map[string]string{
		"Price": "$1,188.59", "Change": "▲ +$1.45 (+0.76%)", "Session": "Closed\nas of 11 May 2018",
		"Day range": "$1,180.00 – $1,190.06", "52-week range": "$142.20 – $1,190.37", "Volume": "25.81M\n0.70× average",
		"RSI (14)": "69.2 · neutral", "Trend": "Up\nprice > SMA 20 > SMA 50",
	} {
		if got := field(m, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if e := m.Embeds[0]; e.Title != "📊 AAPL Quick Check" || e.Color != message.Bullish || !strings.Contains(e.Footer.Text, "sample data (AAPL.csv)") {
		t.Errorf("embed %+v", e)
	}
	if b := m.Rows[0].(message.Buttons)[0]; b.CustomID != "v1:chart:AAPL:1M" {
		t.Errorf("button %+v", b)
	}
}

func TestCheckViewOfMoves(t *testing.T) {
	for name, c := range map[string]struct {
		change, percent *float64
		text            string
		color           int
	}{
		"unchanged": {ptr(0.0), ptr(0.0), "▬ $0.00 (0.00%)", message.Neutral},
		"a fall":    {ptr(-1.45), ptr(-0.76), "▼ -$1.45 (-0.76%)", message.Bearish},
		"unknown":   {nil, nil, "n/a", message.Grey},
	} {
		reply := sound()
		reply.Quote.Change, reply.Quote.ChangePercent = c.change, c.percent
		m := checkView("AAPL", reply)
		if got := field(m, "Change"); got != c.text || m.Embeds[0].Color != c.color {
			t.Errorf("%s: %q in %06X, want %q in %06X", name, got, m.Embeds[0].Color, c.text, c.color)
		}
	}
}

func TestCheckViewInventsNothing(t *testing.T) {
	reply := &commandv1.CheckResponse{Quote: &marketv1.Quote{
		Info: &marketv1.SymbolInfo{Symbol: "XYZ", Name: "Xyz"}, Price: 0.0123, Currency: "USD", Provenance: provenance(),
	}}
	m := checkView("XYZ", reply)
	for _, name := range []string{"Change", "52-week range", "Volume", "RSI (14)", "Trend"} {
		if got := field(m, name); got != unknown {
			t.Errorf("%s: %q from nothing", name, got)
		}
	}
	if got := field(m, "Price"); got != "$0.0123" {
		t.Errorf("price %q", got)
	}
}

func TestProvenanceIsHonest(t *testing.T) {
	p := provenance()
	p.Stale, p.FetchedAt, p.PassedOver = true, timestamppb.New(time.Date(2026, 11, 2, 14, 5, 0, 0, time.UTC)), []string{"alpaca", "tiingo"}
	p.Timeliness, p.Delay = marketv1.Timeliness_TIMELINESS_DELAYED, durationpb.New(15*time.Minute)
	want := "Source: sample data (AAPL.csv) · as of 11 May 2018 · delayed 15 min · not fresh: fetched 14:05 UTC · no answer from alpaca, tiingo · not advice"
	if got := provenanceText(p); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestTimelinessIsToldWhenKnown(t *testing.T) {
	for timeliness, want := range map[marketv1.Timeliness]string{
		marketv1.Timeliness_TIMELINESS_UNSPECIFIED: "",
		marketv1.Timeliness_TIMELINESS_REAL_TIME:   "real time",
		marketv1.Timeliness_TIMELINESS_END_OF_DAY:  "end of day",
	} {
		if got := timelinessText(&marketv1.Provenance{Timeliness: timeliness}); got != want {
			t.Errorf("%s: %q", timeliness, got)
		}
	}
}
