package anthropic

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/catalyst-bot/mesh/services/command/internal/llm"
)

// TestTokensAreMeasured reads the metrics of one reply.
func TestTokensAreMeasured(t *testing.T) {
	reader := metric.NewManualReader()
	before := otel.GetMeterProvider()
	otel.SetMeterProvider(metric.NewMeterProvider(metric.WithReader(reader)))
	defer otel.SetMeterProvider(before)
	s := &script{replies: []func(http.ResponseWriter){events("refusal", text("answer-canary"))}}
	if _, _, err := generate(t, model(t, s), llm.Request{Prompt: "text-canary", MaxTokens: 5}); err == nil {
		t.Fatal("no refusal")
	}
	var all metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	sums := map[string]int64{}
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			if strings.Contains(fmt.Sprint(m), "canary") {
				t.Errorf("text in %+v", m)
			}
			if tokens, ok := m.Data.(metricdata.Histogram[int64]); ok {
				for _, point := range tokens.DataPoints {
					sums[m.Name] += point.Sum
				}
			}
			if m.Name == "gen_ai.client.operation.duration" && !strings.Contains(fmt.Sprint(m), "refused") {
				t.Errorf("no error type in %+v", m)
			}
		}
	}
	if sums["gen_ai.client.token.usage"] != 17 {
		t.Errorf("tokens %v", sums)
	}
}
