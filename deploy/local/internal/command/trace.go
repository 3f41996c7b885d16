package command

import (
	"context"
	"os"

	"github.com/catalyst-bot/mesh/deploy/local/internal/tracetree"
)

// Trace prints a trace as a tree.
type Trace struct {
	ID string `arg:"" help:"Trace id, 32 hex characters; the simulator and error texts show it."`
}

// Run reads the trace from Jaeger.
func (t *Trace) Run(ctx context.Context, place *Place) error {
	m, _, err := place.mesh()
	if err != nil {
		return err
	}
	spans, err := tracetree.Fetch(ctx, "http://"+m.Addresses().Traces, t.ID)
	if err != nil {
		return err
	}
	return tracetree.Print(os.Stdout, spans)
}
