// Package service starts and stops a service of the mesh the one way they all
// do: configuration, telemetry, servers, shutdown.
package service

import (
	"context"
	"fmt"
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
	if err := parse(name, description, cfg, os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %s\n", name, oneLine(err))
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	err := start(ctx, name, cfg.shared(), run)
	stop()
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %s\n", name, oneLine(err))
		os.Exit(1)
	}
}

func parse(name, description string, cfg Configured, args []string) error {
	parser, err := kong.New(cfg, kong.Name(name), kong.Description(description))
	if err != nil {
		return fmt.Errorf("describe configuration: %w", err)
	}
	_, err = parser.Parse(args)
	return err
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
