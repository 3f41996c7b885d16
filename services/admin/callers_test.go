package main

import (
	"testing"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/rpc/rpctest"
)

func TestCallers(t *testing.T) {
	all := []string{"gateway", "command", "chart", "market"}
	rpctest.Callers(t, adminv1.AdminService_ServiceDesc, func(server *rpc.Server) {
		adminv1.RegisterAdminServiceServer(server, adminv1.UnimplementedAdminServiceServer{})
		allow(server)
	}, map[string][]string{
		"": {"gateway"}, "ListParameters": all, "WatchParameters": all, "RecordOutcome": {"gateway", "command"},
		"SumUsage": {"gateway", "command"},
	})
}
