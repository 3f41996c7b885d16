package main

import (
	"testing"

	interactionsv1 "github.com/catalyst-bot/mesh/gen/catalyst/interactions/v1"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/rpc/rpctest"
)

func TestCallers(t *testing.T) {
	rpctest.Callers(t, interactionsv1.InteractionService_ServiceDesc, func(server *rpc.Server) {
		interactionsv1.RegisterInteractionServiceServer(server, interactionsv1.UnimplementedInteractionServiceServer{})
		allow(server)
	}, nil)
}
