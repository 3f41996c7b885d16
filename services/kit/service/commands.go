package service

import (
	"context"
	"fmt"
	"os"

	"github.com/alecthomas/kong"
)

// Server is a command that serves until it is told to stop.
type Server interface {
	Configured
	// Serve runs the service; see Main.
	Serve(ctx context.Context, app *App) error
}

// Exit is the error of a command that ends with this status and has nothing
// more to say.
type Exit int

// Error tells the status.
func (e Exit) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// MainCommands is Main for a service with several commands. grammar is a
// pointer to a struct with kong tags and a field for each command. A Server is
// served; any other command has a method Run(context.Context) error, opens no
// port and starts no telemetry.
func MainCommands(name, description string, grammar any) {
	exit(name, func(ctx context.Context) error {
		parsed, err := parse(name, description, grammar, os.Args[1:])
		if err != nil {
			return err
		}
		return run(ctx, name, parsed)
	})
}

// run does what the parsed arguments ask for.
func run(ctx context.Context, name string, parsed *kong.Context) error {
	if server, ok := parsed.Selected().Target.Addr().Interface().(Server); ok {
		return start(ctx, name, server.shared(), server.Serve)
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return parsed.Run()
}
