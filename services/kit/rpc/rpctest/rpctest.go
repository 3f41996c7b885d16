// Package rpctest tests who may call what, with real certificates.
package rpctest

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc/credentials"

	"github.com/catalyst-bot/mesh/services/kit/identity"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
)

// Authority makes one for the length of the test.
func Authority(t *testing.T) *identity.Authority {
	t.Helper()
	authority, err := identity.NewAuthority(time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	return authority
}

// Certified is the certificate of a service, for this machine, in a directory.
func Certified(t *testing.T, authority *identity.Authority, dir, service string) *identity.Source {
	t.Helper()
	files, err := authority.Write(dir, service, "localhost", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	source, err := identity.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// Serve serves what prepare registers, and health, until the test ends, and
// returns the address.
func Serve(t *testing.T, creds credentials.TransportCredentials, prepare func(*rpc.Server)) string {
	t.Helper()
	server := rpc.NewServer(creds)
	server.CheckHealth("test", func(context.Context) error { return nil })
	prepare(server)
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(context.Background(), listener) }()
	t.Cleanup(func() {
		if err := errors.Join(server.Stop(context.Background()), <-done); err != nil {
			t.Error(err)
		}
	})
	return listener.Addr().String()
}
