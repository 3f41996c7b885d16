package rpc_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/health/grpc_health_v1"

	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/kit/identity"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/rpc/rpctest"
)

const healthService = "grpc.health.v1.Health"

// pool is the authority whose certificate is in a directory.
func pool(t *testing.T, dir string) *x509.CertPool {
	t.Helper()
	pem, err := os.ReadFile(filepath.Join(dir, "ca.crt"))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	return pool
}

// secure serves health checks; only the gateway may check, and only the admin
// service may watch.
func secure(t *testing.T, creds credentials.TransportCredentials) string {
	t.Helper()
	return rpctest.Serve(t, creds, func(server *rpc.Server) {
		server.Allow(healthService, "gateway")
		server.Allow(healthService+"/Watch", "admin")
	})
}

// check calls once, on a new connection.
func check(t *testing.T, address string, creds credentials.TransportCredentials) error {
	t.Helper()
	if creds == nil {
		conn, err := rpc.Dial(address, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		return ask(t, conn)
	}
	conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(creds))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return ask(t, conn)
}

func ask(t *testing.T, conn *grpc.ClientConn) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	_, err := grpc_health_v1.NewHealthClient(conn).Check(ctx, &grpc_health_v1.HealthCheckRequest{})
	return err
}

func wantCode(t *testing.T, what string, err error, code codes.Code) {
	t.Helper()
	if got := fault.From(err); (got == nil) != (code == codes.OK) || got != nil && got.Code() != code {
		t.Errorf("%s: %v, want %s", what, err, code)
	}
}

func TestOnlyAllowedCallersGetIn(t *testing.T) {
	a, dir := rpctest.Authority(t), t.TempDir()
	address := secure(t, rpctest.Certified(t, a, dir, "market").Port())
	stranger := rpctest.Certified(t, rpctest.Authority(t), t.TempDir(), "gateway")
	gateway := rpctest.Certified(t, a, dir, "gateway")
	wantCode(t, "gateway", check(t, address, gateway.Calls("market")), codes.OK)
	wantCode(t, "admin", check(t, address, rpctest.Certified(t, a, dir, "admin").Calls("market")), codes.PermissionDenied)
	wantCode(t, "another authority", check(t, address, stranger.Calls("market")), codes.Unavailable)
	wantCode(t, "no certificate", check(t, address, nil), codes.Unavailable)
	nobody := credentials.NewTLS(&tls.Config{RootCAs: pool(t, dir)})
	wantCode(t, "nobody", check(t, address, nobody), codes.Unavailable)
}

func TestMethodsHaveListsOfTheirOwn(t *testing.T) {
	a, dir := rpctest.Authority(t), t.TempDir()
	address := secure(t, rpctest.Certified(t, a, dir, "market").Port())
	for service, code := range map[string]codes.Code{"admin": codes.OK, "gateway": codes.PermissionDenied} {
		conn, err := grpc.NewClient(address, grpc.WithTransportCredentials(rpctest.Certified(t, a, dir, service).Calls("market")))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		stream, err := grpc_health_v1.NewHealthClient(conn).Watch(ctx, &grpc_health_v1.HealthCheckRequest{})
		if err == nil {
			_, err = stream.Recv()
		}
		wantCode(t, service, err, code)
		cancel()
		conn.Close()
	}
}

func TestServersOfAnotherNameAreNotTalkedTo(t *testing.T) {
	a, dir := rpctest.Authority(t), t.TempDir()
	files, err := a.Write(dir, "market", "market.example")
	if err != nil {
		t.Fatal(err)
	}
	source, err := identity.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	address := secure(t, source.Port())
	wantCode(t, "another name", check(t, address, rpctest.Certified(t, a, dir, "gateway").Calls("market")), codes.Unavailable)
}

// TestOtherServicesAreNotTakenForIt has a service of the mesh answer in place of
// another one.
func TestOtherServicesAreNotTakenForIt(t *testing.T) {
	a, dir := rpctest.Authority(t), t.TempDir()
	address := secure(t, rpctest.Certified(t, a, dir, "chart").Port())
	err := check(t, address, rpctest.Certified(t, a, dir, "gateway").Calls("market"))
	wantCode(t, "chart for market", err, codes.Unavailable)
	if !strings.Contains(err.Error(), identity.ErrOtherService.Error()) {
		t.Errorf("error %v", err)
	}
}

func TestPlainTextLetsEveryoneIn(t *testing.T) {
	wantCode(t, "this machine", check(t, secure(t, nil), nil), codes.OK)
}

// TestCertificatesAreReadAgain replaces everything, authority included, below a
// running server and its client.
func TestCertificatesAreReadAgain(t *testing.T) {
	dir, before := t.TempDir(), rpctest.Authority(t)
	server, client := rpctest.Certified(t, before, dir, "market"), rpctest.Certified(t, before, dir, "gateway")
	address := secure(t, server.Port())
	creds := client.Calls("market")
	wantCode(t, "before", check(t, address, creds), codes.OK)

	if err := os.WriteFile(filepath.Join(dir, "ca.crt"), []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "while it is written", check(t, address, creds), codes.OK)

	after := rpctest.Authority(t)
	for _, service := range []string{"market", "gateway"} {
		if _, err := after.Write(dir, service, "127.0.0.1"); err != nil {
			t.Fatal(err)
		}
	}
	wantCode(t, "after", check(t, address, creds), codes.OK)
	old := rpctest.Certified(t, before, t.TempDir(), "gateway")
	wantCode(t, "the old authority", check(t, address, old.Calls("market")), codes.Unavailable)
}
