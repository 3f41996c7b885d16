package rpc

import (
	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// expected reports whether the caller, and not the service, is the reason for
// the fault. Such faults are not logged as errors.
func expected(f *fault.Fault) bool {
	switch f.Code() {
	case codes.InvalidArgument, codes.NotFound, codes.AlreadyExists, codes.FailedPrecondition,
		codes.OutOfRange, codes.Unauthenticated, codes.PermissionDenied, codes.Aborted, codes.Canceled:
		return true
	default:
		return false
	}
}
