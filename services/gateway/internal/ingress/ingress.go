// Package ingress is the public HTTP port: Discord's endpoint and the few
// pages for people and probes.
package ingress

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	interactionsv1 "github.com/catalyst-bot/mesh/gen/catalyst/interactions/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/doctor"
	"github.com/catalyst-bot/mesh/services/gateway/internal/flush"
)

// Gate wraps a handler so that only signed requests reach it.
type Gate func(next http.Handler) (http.Handler, error)

// Options are the parts of the public port.
type Options struct {
	Interactions interactionsv1.InteractionServiceServer
	Gate         Gate
	// Page is the information page at /.
	Page http.Handler
	// Ready reports whether the mesh can answer.
	Ready func() error
	// Doctor, if any, tells the gateway's doctor what reached this port.
	Doctor http.Handler
	// TrustTraces joins the trace of callers that send one. Discord sends
	// none; the simulator does.
	TrustTraces bool
}

// New makes the public handler. Other paths are 404, other methods 405.
func New(ctx context.Context, o Options) (http.Handler, error) {
	gateway := runtime.NewServeMux(
		runtime.WithMarshalerOption(runtime.MIMEWildcard, callbackMarshaler{}),
		runtime.WithDisableHTTPMethodOverride(), runtime.WithDisablePathLengthFallback(),
		runtime.WithWriteContentLength(), runtime.WithErrorHandler(refuse),
	)
	if err := interactionsv1.RegisterInteractionServiceHandlerServer(ctx, gateway, o.Interactions); err != nil {
		return nil, fmt.Errorf("register interactions: %w", err)
	}
	gated, err := o.Gate(gateway)
	if err != nil {
		return nil, fmt.Errorf("make admission gate: %w", err)
	}
	traced := otelhttp.NewHandler(flush.Handler(gated), "POST /interactions",
		otelhttp.WithPublicEndpointFn(func(*http.Request) bool { return !o.TrustTraces }))

	mux := http.NewServeMux()
	mux.Handle("POST /interactions", traced)
	if o.Doctor != nil {
		mux.Handle("POST "+doctor.EchoPath, o.Doctor)
	}
	mux.Handle("GET /{$}", o.Page)
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, `{"status":"healthy"}`)
	})
	mux.HandleFunc("GET /ready", func(w http.ResponseWriter, _ *http.Request) {
		if err := o.Ready(); err != nil {
			writeJSON(w, http.StatusServiceUnavailable, fmt.Sprintf(`{"status":"not ready","reason":%q}`, err.Error()))
			return
		}
		writeJSON(w, http.StatusOK, `{"status":"ready"}`)
	})
	return mux, nil
}

// refuse answers a signed request that is no interaction. What handlers run
// into never gets here.
func refuse(ctx context.Context, _ *runtime.ServeMux, _ runtime.Marshaler, w http.ResponseWriter, _ *http.Request, err error) {
	slog.WarnContext(ctx, "signed request refused", "error", err)
	if status.Code(err) == codes.InvalidArgument {
		writeJSON(w, http.StatusBadRequest, `{"error":"not a Discord interaction"}`)
		return
	}
	writeJSON(w, runtime.HTTPStatusFromCode(status.Code(err)), `{"error":"the request cannot be handled"}`)
}

func writeJSON(w http.ResponseWriter, code int, body string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = io.WriteString(w, body)
}
