package anthropic

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	// The last conventions for metrics that have those of generative models.
	"go.opentelemetry.io/otel/semconv/v1.41.0/genaiconv"

	"github.com/catalyst-bot/mesh/services/command/internal/llm"
)

// instruments measure beside the SDK, which makes the spans.
type instruments struct {
	tokens   genaiconv.ClientTokenUsage
	duration genaiconv.ClientOperationDuration
}

func newInstruments() (instruments, error) {
	meter := otel.Meter("github.com/catalyst-bot/mesh/services/command/internal/anthropic")
	tokens, err := genaiconv.NewClientTokenUsage(meter)
	if err != nil {
		return instruments{}, err
	}
	duration, err := genaiconv.NewClientOperationDuration(meter)
	return instruments{tokens, duration}, err
}

func (i instruments) record(ctx context.Context, model string, usage llm.Usage, took time.Duration, err error) {
	operation, provider := genaiconv.OperationNameChat, genaiconv.ProviderNameAnthropic
	attributes := []attribute.KeyValue{i.duration.AttrRequestModel(model)}
	i.tokens.Record(ctx, usage.Input, operation, provider, genaiconv.TokenTypeInput, attributes...)
	i.tokens.Record(ctx, usage.Output, operation, provider, genaiconv.TokenTypeOutput, attributes...)
	if err != nil {
		attributes = append(attributes, i.duration.AttrErrorType(errorType(err)))
	}
	i.duration.Record(ctx, took.Seconds(), operation, provider, attributes...)
}

// errorType names a fault in few words.
func errorType(err error) genaiconv.ErrorTypeAttr {
	for name, kind := range map[genaiconv.ErrorTypeAttr]error{
		"refused": llm.ErrRefused, "overloaded": llm.ErrOverloaded, "timeout": llm.ErrTimeout, "malformed": llm.ErrMalformed,
	} {
		if errors.Is(err, kind) {
			return name
		}
	}
	return genaiconv.ErrorTypeOther
}
