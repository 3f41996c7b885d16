package main

import (
	"context"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/identity"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
)

// TestCallers tries every method as every service. A method that lets a caller
// in says that it is not implemented.
func TestCallers(t *testing.T) {
	authority, err := identity.NewAuthority(time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	address := listen(t, certified(t, authority, dir, "admin"))
	everyone := []string{"gateway", "command", "chart", "market", "admin", "simulator"}
	allowed := map[string]map[string]bool{
		"ListParameters":  {"gateway": true, "command": true, "chart": true, "market": true},
		"WatchParameters": {"gateway": true, "command": true, "chart": true, "market": true},
		"RecordOutcome":   {"gateway": true, "command": true},
	}
	description := adminv1.AdminService_ServiceDesc
	for _, service := range everyone {
		conn, err := rpc.Dial(address, certified(t, authority, dir, service).Credentials())
		if err != nil {
			t.Fatal(err)
		}
		for _, method := range description.Methods {
			want := service == "gateway" || allowed[method.MethodName][service]
			err := conn.Invoke(t.Context(), "/"+description.ServiceName+"/"+method.MethodName, &emptypb.Empty{}, &emptypb.Empty{}, grpc.WaitForReady(true))
			wantLetIn(t, service+" calls "+method.MethodName, err, want)
		}
		stream, err := adminv1.NewAdminServiceClient(conn).WatchParameters(t.Context(), &adminv1.WatchParametersRequest{})
		if err == nil {
			_, err = stream.Recv()
		}
		wantLetIn(t, service+" watches", err, allowed["WatchParameters"][service])
		conn.Close()
	}
}

func wantLetIn(t *testing.T, what string, err error, want bool) {
	t.Helper()
	code := codes.PermissionDenied
	if want {
		code = codes.Unimplemented
	}
	if status.Code(err) != code {
		t.Errorf("%s: %v, want %s", what, err, code)
	}
}

func certified(t *testing.T, authority *identity.Authority, dir, service string) *identity.Source {
	t.Helper()
	files, err := authority.Write(dir, service, "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	source, err := identity.Open(files)
	if err != nil {
		t.Fatal(err)
	}
	return source
}

func listen(t *testing.T, source *identity.Source) string {
	t.Helper()
	server := rpc.NewServer(source.Credentials())
	adminv1.RegisterAdminServiceServer(server, adminv1.UnimplementedAdminServiceServer{})
	allow(server)
	server.CheckHealth(adminv1.AdminService_ServiceDesc.ServiceName, func(context.Context) error { return nil })
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(context.Background(), listener) }()
	t.Cleanup(func() {
		_ = server.Stop(t.Context())
		<-done
	})
	return listener.Addr().String()
}
