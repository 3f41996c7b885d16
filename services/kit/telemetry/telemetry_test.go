package telemetry

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.opentelemetry.io/otel"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestStart(t *testing.T) {
	tel, err := Start(t.Context(), "sample")
	if err != nil {
		t.Fatal(err)
	}
	ctx, span := otel.Tracer("test").Start(t.Context(), "work")
	defer span.End()
	if id := TraceID(ctx); len(id) != 32 {
		t.Errorf("trace id %q without an exporter", id)
	}
	counter, err := otel.Meter("test").Int64Counter("catalyst.test.calls")
	if err != nil {
		t.Fatal(err)
	}
	counter.Add(ctx, 3)
	reply := httptest.NewRecorder()
	tel.Metrics().ServeHTTP(reply, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if !strings.Contains(reply.Body.String(), "catalyst_test_calls_total") {
		t.Errorf("metrics lack the counter: %s", reply.Body)
	}
	if err := tel.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestBadSettingsNameTheVariable(t *testing.T) {
	for variable, value := range map[string]string{
		"LOG_LEVEL": "loud", "OTEL_TRACES_EXPORTER": "pigeon", "OTEL_METRICS_EXPORTER": "pigeon", "OTEL_LOGS_EXPORTER": "pigeon",
	} {
		t.Run(variable, func(t *testing.T) {
			t.Setenv(variable, value)
			if _, err := Start(t.Context(), "sample"); err == nil || !strings.Contains(err.Error(), variable) {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestLogLinesLeadToTheirTrace(t *testing.T) {
	tel, err := Start(t.Context(), "sample")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tel.Stop(context.Background()) }()
	var out bytes.Buffer
	logger := slog.New(withTrace{slog.NewJSONHandler(&out, nil)}).With("a", 1).WithGroup("g")
	ctx, span := otel.Tracer("test").Start(t.Context(), "work")
	defer span.End()
	logger.InfoContext(ctx, "hello")
	if !strings.Contains(out.String(), TraceID(ctx)) {
		t.Errorf("no trace id in %s", out.String())
	}
	if TraceID(t.Context()) != "" {
		t.Error("a trace id without a span")
	}
}
