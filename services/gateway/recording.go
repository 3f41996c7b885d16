package main

import (
	"context"
	"fmt"

	"github.com/catalyst-bot/mesh/services/gateway/internal/record"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

// recording serves and records what is asked.
type recording struct {
	config `embed:""`

	File string `required:"" placeholder:"PATH" help:"New file for the recording, one JSON object a line. Tokens, ids and names are left out; what users typed is not."`
}

// Serve runs the gateway until it is told to stop.
func (r *recording) Serve(ctx context.Context, app *service.App) error {
	recorder, err := record.Open(r.File)
	if err != nil {
		return fmt.Errorf("--file: %w", err)
	}
	app.OnStop("recording", recorder.Close)
	return run(ctx, app, &r.config, recorder.Handler)
}
