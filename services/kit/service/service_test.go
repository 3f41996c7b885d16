package service

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/services/kit/telemetry"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

type sampleConfig struct {
	Config `embed:""`

	Listen string        `env:"LISTEN" default:"127.0.0.1:0" help:"Address."`
	Wait   time.Duration `env:"SAMPLE_WAIT" default:"1s" help:"Wait."`
}

func TestParse(t *testing.T) {
	var cfg sampleConfig
	t.Setenv("SAMPLE_WAIT", "3s")
	if _, err := parse("sample", "A sample.", &cfg, []string{"--listen=127.0.0.1:7"}); err != nil {
		t.Fatal(err)
	}
	if cfg.Wait != 3*time.Second || cfg.Listen != "127.0.0.1:7" || cfg.ShutdownLimit != 15*time.Second {
		t.Errorf("parsed %+v", cfg)
	}
}

func TestBadConfigurationNamesTheVariable(t *testing.T) {
	for name, c := range map[string]struct {
		variable, value string
		args            []string
		want            string
	}{
		"bad value":      {"SAMPLE_WAIT", "soon", nil, "SAMPLE_WAIT"},
		"unknown flag":   {"SAMPLE_WAIT", "1s", []string{"--moon"}, "--moon"},
		"unknown words":  {"SAMPLE_WAIT", "1s", []string{"moon"}, "moon"},
		"bad flag value": {"SAMPLE_WAIT", "1s", []string{"--wait=soon"}, "--wait"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(c.variable, c.value)
			_, err := parse("sample", "A sample.", &sampleConfig{}, c.args)
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(oneLine(err), "\n") {
				t.Errorf("error %v, want %s named", err, c.want)
			}
		})
	}
}

func TestHalfOfTLSIsRefused(t *testing.T) {
	cfg := Config{TLSCert: "cert.pem"}
	if _, err := cfg.identity(); err == nil || !strings.Contains(err.Error(), "TLS_KEY_FILE") {
		t.Errorf("error %v", err)
	}
}

func TestLoopback(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:1": true, "localhost:1": true, "[::1]:1": true,
		"0.0.0.0:1": false, ":1": false, "10.0.0.1:1": false, "example.com:1": false, "nonsense": false,
	} {
		if got := Loopback(address); got != want {
			t.Errorf("Loopback(%q) = %v", address, got)
		}
	}
}

// life starts an app, runs fn in it and stops it.
func life(t *testing.T, fn func(ctx context.Context, app *App) error) error {
	t.Helper()
	tel, err := telemetry.Start(t.Context(), "sample")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	app, err := newApp(ctx, &Config{ShutdownLimit: 5 * time.Second}, tel)
	if err != nil {
		t.Fatal(err)
	}
	err = fn(ctx, app)
	return errors.Join(err, app.stop())
}

func TestOpenPortsWithoutTLSAreRefused(t *testing.T) {
	err := life(t, func(_ context.Context, app *App) error {
		_, err := app.GRPC("0.0.0.0:0")
		return err
	})
	if err == nil || !strings.Contains(err.Error(), "LISTEN") || !strings.Contains(err.Error(), "TLS_CERT_FILE") {
		t.Errorf("gRPC: error %v", err)
	}
	err = life(t, func(_ context.Context, app *App) error {
		return app.HTTP("SAMPLE_LISTEN", "0.0.0.0:0", http.NotFoundHandler())
	})
	if err == nil || !strings.Contains(err.Error(), "SAMPLE_LISTEN") || !strings.Contains(err.Error(), "ALLOW_PLAIN_HTTP") {
		t.Errorf("HTTP: error %v", err)
	}
}

func TestTakenPortNamesTheVariable(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	err = life(t, func(_ context.Context, app *App) error {
		return app.HTTP("SAMPLE_LISTEN", taken.Addr().String(), http.NotFoundHandler())
	})
	if err == nil || !strings.Contains(err.Error(), "SAMPLE_LISTEN") {
		t.Errorf("error %v", err)
	}
}

func TestFailingPartEndsTheService(t *testing.T) {
	err := life(t, func(ctx context.Context, app *App) error {
		app.Go("worker", func(context.Context) error { return errors.New("out of paper") })
		return app.Serve(ctx)
	})
	if err == nil || !strings.Contains(err.Error(), "worker: out of paper") {
		t.Errorf("error %v", err)
	}
}

func TestStopIsInReverseOrder(t *testing.T) {
	var order []string
	note := func(name string) func(context.Context) error {
		return func(context.Context) error { order = append(order, name); return nil }
	}
	err := life(t, func(_ context.Context, app *App) error {
		app.OnStop("store", note("store"))
		app.Go("worker", func(ctx context.Context) error {
			<-ctx.Done()
			order = append(order, "worker")
			return nil
		})
		if _, err := app.GRPC("127.0.0.1:0"); err != nil {
			return err
		}
		app.OnStop("server", note("server"))
		return nil
	})
	if want := "[server worker store]"; err != nil || fmt.Sprint(order) != want {
		t.Errorf("order %v, %v, want %s", order, err, want)
	}
}

func TestMetricsAreServed(t *testing.T) {
	err := life(t, func(_ context.Context, app *App) error {
		if app.Metrics() == nil {
			return errors.New("no metrics")
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestStartWithoutCollector(t *testing.T) {
	t.Setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
	t.Setenv("OTEL_METRICS_EXPORTER", "none")
	t.Setenv("OTEL_LOGS_EXPORTER", "none")
	if err := life(t, func(context.Context, *App) error { return nil }); err != nil && !strings.Contains(err.Error(), "telemetry") {
		t.Errorf("start without a collector: %v", err)
	}
}
