// Package llm is what the service needs of a language model, whoever runs it.
package llm

import (
	"context"
	"encoding/json"
	"errors"
)

// Faults of models. Adapters wrap one of them around the cause.
var (
	// ErrRefused means that the model declines to answer.
	ErrRefused = errors.New("the model refused")
	// ErrOverloaded means that the model may answer later.
	ErrOverloaded = errors.New("the model is overloaded")
	// ErrTimeout means that the model was too slow.
	ErrTimeout = errors.New("the model took too long")
	// ErrMalformed means that the reply cannot be read.
	ErrMalformed = errors.New("the model's reply is malformed")
	// ErrUnavailable is every other fault.
	ErrUnavailable = errors.New("the model cannot be reached")
)

// Request is one thing to write.
type Request struct {
	// System are the rules, in our words only.
	System string
	// Prompt is the task, with what others wrote fenced in.
	Prompt string
	// Tools are all the model may call; none when empty.
	Tools []Tool
	// Call runs one of the tools. What it returns, a fault's text included, is
	// shown to the model. Not called at the same time twice.
	Call func(ctx context.Context, tool string, arguments json.RawMessage) (string, error)
	// MaxRounds bounds the replies that call tools, MaxTokens the length of
	// each reply.
	MaxRounds, MaxTokens int
}

// Tool is one the model may call. Each of its arguments is a list of symbols.
type Tool struct{ Name, Description string }

// Usage is what was consumed, in tokens.
type Usage struct{ Input, Output int64 }

// Total is all that was consumed.
func (u Usage) Total() int64 { return u.Input + u.Output }

// Model writes. Implementations are safe for concurrent use.
type Model interface {
	// Name is that of the model, for people.
	Name() string
	// Generate writes a reply, telling emit each piece of text as it comes. The
	// usage counts even with an error, which wraps one of the faults above or
	// is emit's.
	Generate(ctx context.Context, req Request, emit func(text string) error) (Usage, error)
}
