package rpc

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Each hop keeps a little of the budget for itself, so that a caller hears
// why a call failed and does not merely run out of time.
const (
	// hopShare is what a server withholds from its own work.
	hopShare = 20 * time.Millisecond
	// leastBudget is the time below which work is not worth starting.
	leastBudget = 100 * time.Millisecond
	// defaultBudget serves callers that bring no deadline, such as grpcurl.
	defaultBudget = 10 * time.Second
)

// shaveDeadline gives the handler the caller's budget less hopShare.
func shaveDeadline(ctx context.Context, req any, _ *grpc.UnaryServerInfo, next grpc.UnaryHandler) (any, error) {
	budget := defaultBudget
	if deadline, ok := ctx.Deadline(); ok {
		budget = time.Until(deadline)
	}
	if budget < leastBudget {
		return nil, fault.New(codes.DeadlineExceeded, "This took too long. Try again in a moment.",
			fault.Reason("BUDGET_SPENT", map[string]string{"left": budget.String()}))
	}
	ctx, cancel := context.WithTimeout(ctx, budget-hopShare)
	defer cancel()
	return next(ctx, req)
}

// boundCall gives unary calls without a deadline the default budget.
func boundCall(ctx context.Context, method string, req, reply any, conn *grpc.ClientConn,
	invoke grpc.UnaryInvoker, options ...grpc.CallOption,
) error {
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, defaultBudget)
		defer cancel()
	}
	return invoke(ctx, method, req, reply, conn, options...)
}
