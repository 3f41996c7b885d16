// Package faults kills, freezes and cuts off parts of the mesh while it works,
// and wants every interaction to end in exactly one final message.
package faults

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
)

const (
	// startLimit is how long programs may take to be built or to start.
	startLimit = 3 * time.Minute
	// worlds is how many meshes run at a time. They wait more than they work.
	worlds = "8"
)

// root is the top of the repository; programs is where its services are built.
var root, programs string

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if err := flag.Set("test.parallel", worlds); err != nil {
		return 1, err
	}
	if root, err = filepath.Abs("../.."); err != nil {
		return 1, err
	}
	dir, err := os.MkdirTemp("", "catalyst-faults-")
	if err != nil {
		return 1, err
	}
	defer os.RemoveAll(dir)
	programs = filepath.Join(dir, "bin")
	if err := build(dir); err != nil {
		return 1, err
	}
	code = m.Run()
	if err := matrix.report(); err != nil {
		return 1, err
	}
	client.CloseIdleConnections()
	http.DefaultClient.CloseIdleConnections()
	return code, goleak.Find()
}

// build compiles everything once; Jaeger only when there is none.
func build(dir string) error {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	if err := mesh.New(mesh.Options{Root: root, Dir: dir, Programs: programs}).Build(ctx); err != nil {
		return err
	}
	path, err := mesh.FindJaeger()
	if err != nil || path != "" {
		return err
	}
	if path, err = mesh.BuiltJaeger(); err != nil {
		return err
	}
	fmt.Println("Building Jaeger, once; that takes some minutes.")
	return mesh.BuildJaeger(context.Background(), root, path)
}
