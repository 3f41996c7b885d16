// Command local runs the mesh on this machine; make calls it.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/catalyst-bot/mesh/deploy/local/internal/command"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	var cli command.CLI
	parsed := kong.Parse(&cli, kong.Name("local"), kong.Description("Runs the mesh on this machine."))
	parsed.BindTo(ctx, (*context.Context)(nil))
	err := parsed.Run(&cli.Place)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
