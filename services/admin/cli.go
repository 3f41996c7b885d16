package main

import (
	"context"
	"fmt"

	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
)

// commandLine is what the admin service can be asked to do.
type commandLine struct {
	Serve config `cmd:"" default:"withargs" help:"Serve the parameters; this is done when no command is named."`
	Audit struct {
		Verify verification `cmd:"" help:"Check that no entry was changed, taken out or put in; the exit status is 1 when one was."`
		Export export       `cmd:"" help:"Print every entry as one line of JSON, oldest first."`
	} `cmd:"" help:"Read the audit."`
	Backup  saving  `cmd:"" help:"Copy everything to a new file, while the service may run."`
	Restore loading `cmd:"" help:"Copy a backup into an empty database, of either engine."`

	Parameters table `cmd:"" help:"Print every parameter as a table in Markdown."`
}

// table prints the parameters.
type table struct{}

// Run prints them.
func (table) Run(context.Context) error {
	_, err := fmt.Print(catalogue.Table())
	return err
}
