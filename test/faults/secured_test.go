package faults

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/status"

	"github.com/catalyst-bot/mesh/deploy/local/mesh"
	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/identity"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

// makeCerts makes certificates as make certs does and returns the variables it
// prints for each service.
func makeCerts(t *testing.T, dir string) map[string][]string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startLimit)
	defer cancel()
	run := exec.CommandContext(ctx, "go", "run", "./services/kit/identity/certs", dir)
	run.Dir = root
	printed, err := run.Output()
	if err != nil {
		t.Fatalf("%s: %v", printed, err)
	}
	variables := map[string][]string{}
	for line := range strings.Lines(string(printed)) {
		service, env, _ := strings.Cut(line, ": ")
		variables[service] = strings.Fields(env)
	}
	return variables
}

// TestSecuredMesh runs everything with certificates, shows a wrong one, and
// replaces them all while everything runs.
func TestSecuredMesh(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "certs")
	w := describe(t, mesh.Options{Env: []string{"OTEL_TRACES_EXPORTER=none"}, ProgramEnv: makeCerts(t, dir)})
	w.start()
	w.wantWork("30")
	w.wantStrangersRefused(dir)

	w.disguise(dir, mesh.Market, mesh.Chart)
	w.Kill(mesh.Market)
	if _, err := w.Start(t.Context(), mesh.Market); err != nil {
		t.Fatal(err)
	}
	chart := service.Reachable(w.dial(w.Addresses().Market, certificate(t, dir, mesh.Gateway), mesh.Chart))
	w.eventually("the market answers under another name", func() bool { return chart(t.Context()) == nil })
	if m := w.shown(check("AAPL")); !strings.Contains(m.Content, "cannot be reached") {
		t.Errorf("a market with the name of another is talked to: %+v", m)
	}

	makeCerts(t, dir)
	w.eventually("the new certificates are in use", func() bool { return len(w.shown(check("AAPL")).Embeds) == 1 })
	for _, name := range []string{mesh.Command, mesh.Chart, mesh.Admin} { // so that every connection is a new one
		w.Kill(name)
		w.start(name)
	}
	w.wantWork("31")
}

// wantWork uses every service, and sets the limit of watchlists.
func (w *world) wantWork(limit string) {
	w.t.Helper()
	if m := w.shown(check("AAPL")); len(m.Embeds) != 1 {
		w.t.Errorf("/check: %+v", m)
	}
	if m := w.shown(chart("AAPL", "1Y")); len(m.Attachments) != 1 {
		w.t.Errorf("/chart: %+v", m)
	}
	proposal := w.shown(command("admin", object{"type": 1, "name": "set", "options": []object{
		option("parameter", "WATCHLIST_LIMIT"), option("value", limit),
	}}))
	id := w.button(proposal.ID, "v1:proposal:approve:")
	if m := w.shown(press(proposal.ID, id)); len(m.Embeds) != 1 || !strings.Contains(m.Embeds[0].Title, "In force") {
		w.t.Errorf("approved: %+v", m)
	}
}

// button is a button of a message, by its beginning.
func (w *world) button(id, prefix string) string {
	w.t.Helper()
	for _, row := range w.message(id).Components {
		for _, b := range row.Components {
			if strings.HasPrefix(b.CustomID, prefix) {
				return b.CustomID
			}
		}
	}
	w.t.Fatalf("message %s has no button %s", id, prefix)
	return ""
}

// wantStrangersRefused calls past the gateway, without a certificate and with
// that of a service that is not on the list.
func (w *world) wantStrangersRefused(dir string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	plain := w.dial(w.Addresses().Market, nil, mesh.Market)
	if _, err := marketv1.NewMarketServiceClient(plain).GetQuote(ctx, &marketv1.GetQuoteRequest{Symbol: "AAPL"}); status.Code(err) != codes.Unavailable {
		w.t.Errorf("without a certificate: %v", err)
	}
	chart := w.dial(w.Addresses().Admin, certificate(w.t, dir, mesh.Chart), mesh.Admin)
	_, err := adminv1.NewAdminServiceClient(chart).ListHistory(ctx, &adminv1.ListHistoryRequest{})
	if status.Code(err) != codes.PermissionDenied || !strings.Contains(err.Error(), "calling service") {
		w.t.Errorf("as chart: %v", err)
	}
}

func certificate(t *testing.T, dir, name string) *identity.Source {
	t.Helper()
	source, err := identity.Open(identity.Files{
		Cert: filepath.Join(dir, name+".crt"), Key: filepath.Join(dir, name+".key"), CA: filepath.Join(dir, "ca.crt"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// dial connects to a service with a certificate, or in plain text without one.
func (w *world) dial(address string, source *identity.Source, name string) *grpc.ClientConn {
	w.t.Helper()
	var creds credentials.TransportCredentials
	if source != nil {
		creds = source.Calls(name)
	}
	conn, err := rpc.Dial(address, creds)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { conn.Close() })
	return conn
}

// disguise gives a service the certificate of another one.
func (w *world) disguise(dir, name, as string) {
	w.t.Helper()
	for _, kind := range []string{".crt", ".key"} {
		raw, err := os.ReadFile(filepath.Join(dir, as+kind))
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name+kind), raw, 0o600)
		}
		if err != nil {
			w.t.Fatal(err)
		}
	}
}
