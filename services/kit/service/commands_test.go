package service

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// sampleCommands is a service that serves unless told to count.
type sampleCommands struct {
	Serve sampleServer `cmd:"" default:"withargs" help:"Serve."`
	Sheep struct {
		Field string      `env:"SAMPLE_FIELD" default:"meadow" help:"Where they are."`
		Count sampleCount `cmd:"" help:"Count them."`
	} `cmd:"" help:"Sheep."`
}

type sampleServer struct {
	sampleConfig `embed:""`

	done string
}

func (s *sampleServer) Serve(_ context.Context, app *App) error {
	s.done = "served at " + s.Listen
	return app.Serve(app.ctx)
}

type sampleCount struct {
	Limit int `default:"3" help:"Highest number."`
	done  string
}

func (c *sampleCount) Run(ctx context.Context, cli *sampleCommands) error {
	c.done = fmt.Sprintf("counted to %d in the %s", c.Limit, cli.Sheep.Field)
	if c.Limit == 0 {
		return Exit(2)
	}
	return ctx.Err()
}

func TestCommands(t *testing.T) {
	for name, c := range map[string]struct {
		args   []string
		want   string
		status Exit
	}{
		"nothing said":      {nil, "served at 127.0.0.1:0", 0},
		"flags only":        {[]string{"--listen=127.0.0.1:7"}, "served at 127.0.0.1:7", 0},
		"by name":           {[]string{"serve"}, "served at 127.0.0.1:0", 0},
		"another command":   {[]string{"sheep", "count"}, "counted to 3 in the meadow", 0},
		"flag of its own":   {[]string{"sheep", "count", "--limit=5", "--field=hall"}, "counted to 5 in the hall", 0},
		"status of its own": {[]string{"sheep", "count", "--limit=0"}, "counted to 0 in the meadow", 2},
	} {
		t.Run(name, func(t *testing.T) {
			var cli sampleCommands
			parsed, err := parse("sample", "A sample.", &cli, c.args)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			if strings.HasPrefix(c.want, "served") {
				cancel()
			}
			defer cancel()
			err = run(ctx, "sample", parsed)
			var status Exit
			if errors.As(err, &status); status != c.status || err != nil && status == 0 {
				t.Errorf("error %v, want status %d", err, c.status)
			}
			if got := cli.Serve.done + cli.Sheep.Count.done; got != c.want {
				t.Errorf("it %q, want %q", got, c.want)
			}
		})
	}
}

func TestBadCommandsAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"unknown":             {[]string{"goats"}, "goats"},
		"unknown below":       {[]string{"sheep", "shear"}, "shear"},
		"half":                {[]string{"sheep"}, "count"},
		"flag of another one": {[]string{"sheep", "count", "--listen=127.0.0.1:7"}, "--listen"},
		"bad flag":            {[]string{"sheep", "count", "--limit=all"}, "--limit"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parse("sample", "A sample.", &sampleCommands{}, c.args)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %s named", err, c.want)
			}
		})
	}
}

func TestReport(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		status int
		text   string
	}{
		"well":        {nil, 0, ""},
		"failed":      {errors.New("no\n  luck"), 1, "sample: no luck\n"},
		"only status": {fmt.Errorf("count: %w", Exit(2)), 2, ""},
	} {
		t.Run(name, func(t *testing.T) {
			var text strings.Builder
			if status := report(&text, "sample", c.err); status != c.status || text.String() != c.text {
				t.Errorf("status %d, %q", status, &text)
			}
		})
	}
}
