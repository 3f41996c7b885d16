package rpc

import (
	"context"
	"slices"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/kit/identity"
)

// callers are the services that may call a method, or every method of a
// service; see Allow.
type callers map[string][]string

// Allow lets only the named services call a method, or every method of a
// service: "package.Service/Method" or "package.Service"; the method's own list
// counts where there is one. Methods with no list are open to everyone who has a
// certificate of the mesh. Without TLS, which only this machine can do, nobody
// can be told apart, and everyone is let in. Call it before Serve.
func (s *Server) Allow(method string, services ...string) {
	s.callers[strings.TrimPrefix(method, "/")] = services
}

// check refuses callers that are not on the list.
func (c callers) check(ctx context.Context, method string) error {
	method = strings.TrimPrefix(method, "/")
	list, limited := c[method]
	if !limited {
		service, _, _ := strings.Cut(method, "/")
		list, limited = c[service]
	}
	if !limited {
		return nil
	}
	caller, secured := identity.Caller(ctx)
	if !secured || slices.Contains(list, caller) {
		return nil
	}
	return fault.New(codes.PermissionDenied, "The calling service may not do this.",
		fault.Reason("CALLER_NOT_ALLOWED", map[string]string{"caller": caller, "method": method}))
}

func (c callers) unary(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	if err := c.check(ctx, info.FullMethod); err != nil {
		return nil, err
	}
	return next(ctx, req)
}

func (c callers) stream(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, next grpc.StreamHandler) error {
	if err := c.check(stream.Context(), info.FullMethod); err != nil {
		return err
	}
	return next(srv, stream)
}
