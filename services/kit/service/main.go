// Package service starts and stops a service of the mesh the one way they all
// do: configuration, telemetry, servers, shutdown.
package service

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/catalyst-bot/mesh/services/kit/telemetry"
)

// Main runs a service until it is told to stop, and exits the process with
// status 1 when it fails. cfg is a pointer to a struct with kong tags that
// embeds Config; flags and environment are parsed into it before run is
// called. Bad configuration ends the process with one line that names the
// variable.
func Main(name, description string, cfg Configured, run func(ctx context.Context, app *App) error) {
	exit(name, func(ctx context.Context) error {
		if _, err := parse(name, description, cfg, os.Args[1:]); err != nil {
			return err
		}
		return start(ctx, name, cfg.shared(), run)
	})
}

// exit ends the process as work ends; a signal ends its ctx.
func exit(name string, work func(ctx context.Context) error) {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	err := work(ctx)
	stop()
	if status := report(os.Stderr, name, err); status != 0 {
		os.Exit(status)
	}
}

// report prints err in one line, unless it says only a status, and returns the
// status of the process.
func report(w io.Writer, name string, err error) int {
	var status Exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &status):
		return int(status)
	default:
		_, _ = fmt.Fprintf(w, "%s: %s\n", name, oneLine(err))
		return 1
	}
}

func parse(name, description string, grammar any, args []string) (*kong.Context, error) {
	parser, err := kong.New(grammar, kong.Name(name), kong.Description(description))
	if err != nil {
		return nil, fmt.Errorf("describe configuration: %w", err)
	}
	return parser.Parse(args)
}

func start(ctx context.Context, name string, cfg *Config, run func(context.Context, *App) error) error {
	tel, err := telemetry.Start(ctx, name)
	if err != nil {
		return err
	}
	app, err := newApp(ctx, cfg, tel)
	if err != nil {
		return err
	}
	err = run(app.ctx, app)
	if stopErr := app.stop(); err == nil {
		err = stopErr
	}
	return err
}

func oneLine(err error) string {
	return strings.Join(strings.Fields(err.Error()), " ")
}
