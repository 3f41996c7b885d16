package main

import (
	"testing"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/rpc/rpctest"
)

func TestCallers(t *testing.T) {
	rpctest.Callers(t, commandv1.CommandService_ServiceDesc, func(server *rpc.Server) {
		commandv1.RegisterCommandServiceServer(server, commandv1.UnimplementedCommandServiceServer{})
		allow(server)
	}, map[string][]string{"": {"gateway"}})
}
