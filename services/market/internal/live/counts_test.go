package live

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/catalyst-bot/mesh/services/quant/bar"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// counted returns what tells a counter's value for the fake provider, and for
// one outcome when it is not empty.
func counted(t *testing.T) func(name, outcome string) int64 {
	t.Helper()
	reader, before := metric.NewManualReader(), otel.GetMeterProvider()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	t.Cleanup(func() { otel.SetMeterProvider(before) })
	return func(name, outcome string) (sum int64) {
		var all metricdata.ResourceMetrics
		if err := reader.Collect(t.Context(), &all); err != nil {
			t.Fatal(err)
		}
		for _, scope := range all.ScopeMetrics {
			for _, m := range scope.Metrics {
				if counts, ok := m.Data.(metricdata.Sum[int64]); ok && m.Name == name {
					sum += of(counts.DataPoints, outcome)
				}
			}
		}
		return sum
	}
}

func of(points []metricdata.DataPoint[int64], outcome string) (sum int64) {
	for _, point := range points {
		if contains(point.Attributes, "catalyst.provider", "fake") && (outcome == "" || contains(point.Attributes, "outcome", outcome)) {
			sum += point.Value
		}
	}
	return sum
}

func contains(set attribute.Set, key attribute.Key, value string) bool {
	got, ok := set.Value(key)
	return ok && got.AsString() == value
}

// TestHoles asks three times for days of which two are missing.
func TestHoles(t *testing.T) {
	value := counted(t)
	var log bytes.Buffer
	before := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil))) // info and above
	t.Cleanup(func() { slog.SetDefault(before) })
	f := &feed{spoil: func(bars []bar.Bar) []bar.Bar {
		n := len(bars)
		return append(append(bars[:100:100], bars[101:n-5]...), bars[n-4:]...)
	}}
	p := newProvider(t, f)
	for range 3 {
		if _, err := p.Bars(t.Context(), "AAPL", timeframe.Month, 0); err != nil {
			t.Fatal(err)
		}
	}
	lines := strings.Count(log.String(), "\n")
	if lines != 1 || !strings.Contains(log.String(), "level=INFO") || !strings.Contains(log.String(), "symbol=AAPL") || !strings.Contains(log.String(), "holes=2") {
		t.Errorf("%d lines: %s", lines, log.String())
	}
	if got := value("catalyst.market.bars.missing", ""); got != 2 {
		t.Errorf("%d missing", got)
	}
	if hits, fetched := value("catalyst.market.cache", "hit"), value("catalyst.market.cache", "fetched"); hits != 2 || fetched != 1 {
		t.Errorf("%d hits, %d fetched", hits, fetched)
	}
}
