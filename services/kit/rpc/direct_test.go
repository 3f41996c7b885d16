package rpc

import (
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// direct connects to the same address without client-side health checks, which
// would keep calls from a sick server.
func direct(t *testing.T, conn *grpc.ClientConn) *grpc.ClientConn {
	t.Helper()
	plain, err := grpc.NewClient("passthrough:///"+strings.TrimPrefix(conn.Target(), "dns:///"),
		grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { plain.Close() })
	return plain
}
