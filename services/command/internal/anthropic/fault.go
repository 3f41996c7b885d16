package anthropic

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"

	sdk "github.com/anthropics/anthropic-sdk-go"

	"github.com/catalyst-bot/mesh/services/command/internal/llm"
)

// statusOverloaded is Anthropic's own.
const statusOverloaded = 529

// classify wraps the fault of the port around what went wrong. The cause is
// left out where it may hold what was sent.
func classify(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return llm.ErrTimeout
	}
	var reply *sdk.Error
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.As(err, &reply):
		switch reply.StatusCode {
		case http.StatusTooManyRequests, http.StatusServiceUnavailable, statusOverloaded:
			return fmt.Errorf("%w: status %d", llm.ErrOverloaded, reply.StatusCode)
		case http.StatusOK: // an error among the events of a stream
			return fmt.Errorf("%w: %s", llm.ErrOverloaded, reply.Type())
		}
		return fmt.Errorf("%w: status %d", llm.ErrUnavailable, reply.StatusCode)
	case errors.As(err, &syntax), errors.As(err, &wrong), errors.Is(err, io.ErrUnexpectedEOF):
		return llm.ErrMalformed
	}
	return llm.ErrUnavailable
}

// stopped reads why a reply ended.
func stopped(reason sdk.StopReason) error {
	switch reason {
	case sdk.StopReasonRefusal:
		return llm.ErrRefused
	case "":
		return fmt.Errorf("%w: it has no end", llm.ErrMalformed)
	default:
		return nil
	}
}
