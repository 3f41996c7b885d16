package service

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"github.com/catalyst-bot/mesh/services/kit/identity"
	"github.com/catalyst-bot/mesh/services/kit/lifecycle"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/telemetry"
)

// App is a service while it is being put together and while it runs.
type App struct {
	ctx       context.Context
	failed    chan error
	serving   chan struct{}
	cfg       *Config
	telemetry *telemetry.Telemetry
	stack     lifecycle.Stack
	// identity is nil without TLS.
	identity *identity.Source
}

func newApp(ctx context.Context, cfg *Config, tel *telemetry.Telemetry) (*App, error) {
	source, err := cfg.identity()
	if err != nil {
		return nil, err
	}
	app := &App{ctx: ctx, failed: make(chan error, 1), serving: make(chan struct{}), cfg: cfg, telemetry: tel, identity: source}
	app.OnStop("telemetry", tel.Stop)
	return app, nil
}

// GRPC opens the gRPC port and returns the server that will answer on it once
// Serve is called. Without TLS only a loopback address is accepted.
func (a *App) GRPC(address string) (*rpc.Server, error) {
	if !a.Secured() && !Loopback(address) {
		return nil, fmt.Errorf("LISTEN: %s can be reached from other machines; set TLS_CERT_FILE, TLS_KEY_FILE and TLS_CA_FILE, or listen on 127.0.0.1", address)
	}
	if !a.Secured() {
		slog.InfoContext(a.ctx, "no TLS: every program of this machine may call, as whichever service it likes", "address", address)
	}
	listener, err := listen(a.ctx, "LISTEN", address)
	if err != nil {
		return nil, err
	}
	server := rpc.NewServer(a.port())
	a.Go("gRPC server", func(ctx context.Context) error {
		select {
		case <-a.serving: // by now every service is registered
			return server.Serve(ctx, listener)
		case <-ctx.Done():
			return listener.Close()
		}
	})
	a.OnStop("gRPC server", server.Stop)
	return server, nil
}

// HTTP serves the handler on the address. The variable names the setting the
// address came from. Other machines are let in only when that was allowed.
func (a *App) HTTP(variable, address string, handler http.Handler) error {
	if !a.cfg.PlainHTTP && !Loopback(address) {
		return fmt.Errorf("%s: %s can be reached from other machines; put a TLS proxy in front and set ALLOW_PLAIN_HTTP=true, or listen on 127.0.0.1", variable, address)
	}
	listener, err := listen(a.ctx, variable, address)
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 2 * time.Second, ReadTimeout: 5 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
	}
	slog.InfoContext(a.ctx, "serving HTTP", "address", listener.Addr().String())
	a.Go("HTTP server", func(context.Context) error {
		if err := server.Serve(listener); err != nil && err != http.ErrServerClosed {
			return err
		}
		return nil
	})
	a.OnStop("HTTP server "+address, server.Shutdown)
	return nil
}

// Secured reports whether every call is encrypted and both sides are known.
func (a *App) Secured() bool { return a.identity != nil }

// port is nil without TLS.
func (a *App) port() credentials.TransportCredentials {
	if !a.Secured() {
		return nil
	}
	return a.identity.Port()
}

// Dial makes a client of another service, which must be the one that is named;
// see rpc.Dial for safe.
func (a *App) Dial(service, target string, safe ...string) (*grpc.ClientConn, error) {
	var creds credentials.TransportCredentials
	if a.Secured() {
		creds = a.identity.Calls(service)
	}
	conn, err := rpc.Dial(target, creds, safe...)
	if err != nil {
		return nil, err
	}
	a.OnStop("client of "+target, func(context.Context) error { return conn.Close() })
	return conn, nil
}

// Metrics serves the metrics of this process for scraping.
func (a *App) Metrics() http.Handler { return a.telemetry.Metrics() }

// Go runs work beside the service. Its ctx ends at its turn in the shutdown,
// which then waits for it. The service stops when work returns an error.
func (a *App) Go(name string, work func(ctx context.Context) error) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(a.ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := work(ctx); err != nil && ctx.Err() == nil {
			a.fail(fmt.Errorf("%s: %w", name, err))
		}
	}()
	a.OnStop(name, func(stopping context.Context) error {
		cancel()
		select {
		case <-done:
			return nil
		case <-stopping.Done():
			return stopping.Err()
		}
	})
}

// fail ends Serve with the first error reported.
func (a *App) fail(err error) {
	select {
	case a.failed <- err:
	default:
	}
}

// OnStop adds a shutdown step; steps run last added first.
func (a *App) OnStop(name string, stop lifecycle.Stop) { a.stack.Push(name, stop) }

// Serve answers gRPC and waits until the service is told to stop or a part of it fails.
func (a *App) Serve(ctx context.Context) error {
	close(a.serving)
	select {
	case <-ctx.Done():
		return nil
	case err := <-a.failed:
		return err
	}
}

// stop ends every part within the shutdown limit.
func (a *App) stop() error {
	return a.stack.Run(context.WithoutCancel(a.ctx), a.cfg.ShutdownLimit)
}

func listen(ctx context.Context, variable, address string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", variable, err)
	}
	return listener, nil
}
