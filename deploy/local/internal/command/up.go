package command

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/deploy/local/internal/smoke"
	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

// readyLimit is how long the services may take to become ready.
const readyLimit = time.Minute

// Up builds and starts everything.
type Up struct{}

// Run starts what does not run, tries the mesh and prints where things are.
func (*Up) Run(ctx context.Context, place *Place) error {
	m, discord, err := place.mesh()
	if err != nil {
		return err
	}
	begin := time.Now()
	running, crashed := survey(m)
	if len(running) > 0 && len(crashed) == 0 && allServices(m) {
		fmt.Println("The mesh is running already.")
		printURLs(m, discord)
		return nil
	}
	for _, s := range crashed {
		fmt.Printf("%s had ended by itself and is started again. The end of its log:\n%s\n\n", s.Name, m.Tail(s.Name, 5))
	}
	fmt.Println("Building the services…")
	if err := m.Build(ctx); err != nil {
		return err
	}
	if err := bringUp(ctx, m, place); err != nil {
		return err
	}
	fmt.Printf("Ready after %.1f s.\n\n", time.Since(begin).Seconds())
	if discord == nil {
		if err := m.Register(ctx); err != nil {
			return err
		}
		if err := try(ctx, m); err != nil {
			return err
		}
	}
	printURLs(m, discord)
	return nil
}

func survey(m *mesh.Mesh) (running, crashed []mesh.Status) {
	for _, s := range m.Statuses() {
		switch {
		case s.Running:
			running = append(running, s)
		case s.Known:
			crashed = append(crashed, s)
		}
	}
	return running, crashed
}

// allServices reports whether every service but Jaeger runs.
func allServices(m *mesh.Mesh) bool {
	for _, s := range m.Statuses() {
		if !s.Running && s.Name != mesh.Jaeger {
			return false
		}
	}
	return true
}

// bringUp starts what is missing and waits. When that fails, it stops what it
// started.
func bringUp(ctx context.Context, m *mesh.Mesh, place *Place) error {
	startJaeger(m, place)
	started, err := m.Start(ctx)
	if err == nil {
		waiting, cancel := context.WithTimeout(ctx, readyLimit)
		defer cancel()
		fmt.Printf("Started %s. Waiting until the mesh can answer…\n", strings.Join(started, ", "))
		err = m.AwaitReady(waiting)
	}
	if err == nil {
		return nil
	}
	m.Stop()
	return fmt.Errorf("%w\n\nEverything was stopped again", err)
}

// startJaeger starts Jaeger or its build. The mesh works without it.
func startJaeger(m *mesh.Mesh, place *Place) {
	self, err := os.Executable()
	if err != nil {
		fmt.Println("No traces:", err)
		return
	}
	root, _ := filepath.Abs(place.Root) // place.mesh has done the same
	building, err := m.StartJaeger(mesh.Builder{Path: self, Args: []string{"jaeger", "--root", root}})
	switch {
	case err != nil:
		fmt.Println("No traces:", err)
	case building:
		fmt.Println("Jaeger is being built in the background, once; that takes about 6 minutes. Traces appear when it is ready.")
	}
}

// try asks the simulator for one /check and one /chart.
func try(ctx context.Context, m *mesh.Mesh) error {
	client := smoke.New("http://" + m.Addresses().Simulator)
	for _, text := range []string{"/check AAPL", "/chart AAPL 1M"} {
		result, err := client.Send(ctx, text)
		if err != nil {
			return fmt.Errorf("%s: %w", text, err)
		}
		fmt.Printf("%s\n%s\n", text, result.Describe())
		if result.State != smoke.Done {
			return errors.New("that is not the answer it should be; see make logs")
		}
	}
	return nil
}

func printURLs(m *mesh.Mesh, discord *mesh.Discord) {
	a := m.Addresses()
	if discord == nil {
		fmt.Printf("  simulator  http://%s   type a command there\n", a.Simulator)
	} else {
		fmt.Printf("  Discord    forward a public https address to http://%s/interactions and enter it\n", a.Public)
		fmt.Println("             as Interactions Endpoint URL in the developer portal. Nothing is sent by itself unless ALERT_CHANNEL_ID or ADMIN_CHANNEL_ID is set.")
	}
	fmt.Printf("  gateway    http://%s   what this is and how it is doing\n", a.Public)
	fmt.Printf("  REST       http://%s   every call of the mesh, metrics, profiles\n", a.Internal)
	fmt.Printf("  Jaeger     http://%s  traces; make trace ID=… prints one\n", a.Traces)
	fmt.Println("\nmake status shows what runs, make logs what it says, make down stops it.")
}
