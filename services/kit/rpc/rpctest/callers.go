package rpctest

import (
	"context"
	"slices"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/catalyst-bot/mesh/services/kit/rpc"
)

// everyone are the services of the mesh, and one that is none.
var everyone = []string{"gateway", "command", "chart", "market", "admin", "simulator"}

// tryLimit bounds one call.
const tryLimit = 10 * time.Second

// Callers tries every method of a service as every other one. Prepare registers
// a bare service, which answers that nothing is implemented to those it lets in,
// and says who may call. Allowed has who may call each method by its short
// name; the list under "" is for those that have none.
func Callers(t *testing.T, description grpc.ServiceDesc, prepare func(*rpc.Server), allowed map[string][]string) {
	t.Helper()
	authority, dir := Authority(t), t.TempDir()
	address := Serve(t, Certified(t, authority, dir, "called").Port(), prepare)
	known := map[string]bool{"": true}
	for _, service := range everyone {
		conn, err := rpc.Dial(address, Certified(t, authority, dir, service).Calls("called"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range methods(description) {
			known[name] = true
			list, own := allowed[name]
			if !own {
				list = allowed[""]
			}
			want := codes.PermissionDenied
			if slices.Contains(list, service) {
				want = codes.Unimplemented
			}
			if err := try(t, conn, "/"+description.ServiceName+"/"+name); status.Code(err) != want {
				t.Errorf("%s calls %s: %v, want %s", service, name, err, want)
			}
		}
		conn.Close()
	}
	for name := range allowed {
		if !known[name] {
			t.Errorf("there is no method %s", name)
		}
	}
}

func methods(description grpc.ServiceDesc) (names []string) {
	for _, m := range description.Methods {
		names = append(names, m.MethodName)
	}
	for _, s := range description.Streams {
		names = append(names, s.StreamName)
	}
	return names
}

// try calls a method with an empty message, as a stream, which every method
// takes.
func try(t *testing.T, conn *grpc.ClientConn, method string) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), tryLimit)
	defer cancel()
	stream, err := conn.NewStream(ctx, &grpc.StreamDesc{ServerStreams: true}, method, grpc.WaitForReady(true))
	if err == nil {
		err = stream.SendMsg(&emptypb.Empty{})
	}
	if err == nil {
		err = stream.CloseSend()
	}
	if err == nil {
		err = stream.RecvMsg(&emptypb.Empty{})
	}
	return err
}
