// Package anthropic makes a model of anything that speaks Anthropic's Messages
// API: Anthropic itself, Ollama, or the server of llama.cpp.
package anthropic

import (
	"context"
	"fmt"
	"time"

	sdk "github.com/anthropics/anthropic-sdk-go"
	"github.com/anthropics/anthropic-sdk-go/option"

	"github.com/catalyst-bot/mesh/services/command/internal/llm"
)

// maxRetries is how often a request that was never answered is sent again.
const maxRetries = 1

// Config says which model to use.
type Config struct {
	Model   string        `env:"LLM_MODEL" help:"Name of the model that writes; without it texts are written by built-in rules."`
	BaseURL string        `env:"LLM_BASE_URL" help:"Address of the Messages API, such as http://127.0.0.1:11434 for Ollama; Anthropic's unless given."`
	Key     string        `env:"LLM_API_KEY" help:"Key of the API; local servers need none."`
	Timeout time.Duration `env:"LLM_TIMEOUT" default:"45s" help:"Longest time one text may take."`
}

// Model writes by the Messages API.
type Model struct {
	client      sdk.Client
	name        string
	timeout     time.Duration
	instruments instruments
}

var _ llm.Model = (*Model)(nil)

// New makes the model; it connects when it is used.
func New(cfg Config) (*Model, error) {
	instruments, err := newInstruments()
	if err != nil {
		return nil, fmt.Errorf("make instruments: %w", err)
	}
	options := []option.RequestOption{
		// Nothing but Config says where requests go and what spans hold.
		option.WithoutEnvironmentDefaults(), option.WithMaxRetries(maxRetries),
		option.WithOpenTelemetryTracesContentMode(option.OpenTelemetryContentModeMetadataOnly),
		option.WithAPIKey(cfg.Key),
	}
	if cfg.BaseURL != "" {
		options = append(options, option.WithBaseURL(cfg.BaseURL))
	}
	return &Model{client: sdk.NewClient(options...), name: cfg.Model, timeout: cfg.Timeout, instruments: instruments}, nil
}

// Name is that of the model.
func (m *Model) Name() string { return m.name }

// Generate writes a reply; see llm.Model.
func (m *Model) Generate(ctx context.Context, req llm.Request, emit func(text string) error) (llm.Usage, error) {
	ctx, cancel := context.WithTimeout(ctx, m.timeout)
	defer cancel()
	began := time.Now()
	usage, err := m.converse(ctx, req, emit)
	m.instruments.record(context.WithoutCancel(ctx), m.name, usage, time.Since(began), err)
	return usage, err
}

// converse answers tool calls until the model has written its reply.
func (m *Model) converse(ctx context.Context, req llm.Request, emit func(text string) error) (llm.Usage, error) {
	params := sdk.MessageNewParams{
		Model: m.name, MaxTokens: int64(req.MaxTokens), System: []sdk.TextBlockParam{{Text: req.System}},
		Messages: []sdk.MessageParam{sdk.NewUserMessage(sdk.NewTextBlock(req.Prompt))},
	}
	var total llm.Usage
	for round := 0; ; round++ {
		params.Tools = nil
		if round < req.MaxRounds {
			params.Tools = tools(req.Tools)
		}
		reply, err := m.stream(ctx, params, emit)
		total.Input += reply.Usage.InputTokens + reply.Usage.CacheCreationInputTokens + reply.Usage.CacheReadInputTokens
		total.Output += reply.Usage.OutputTokens
		if err != nil {
			return total, err
		}
		if reply.StopReason != sdk.StopReasonToolUse {
			return total, stopped(reply.StopReason)
		}
		if round >= req.MaxRounds {
			return total, fmt.Errorf("%w: it calls tools it was not given", llm.ErrMalformed)
		}
		params.Messages = append(params.Messages, reply.ToParam(), results(ctx, req, reply))
	}
}

// stream reads one reply to its end.
func (m *Model) stream(ctx context.Context, params sdk.MessageNewParams, emit func(text string) error) (sdk.Message, error) {
	events := m.client.Messages.NewStreaming(ctx, params)
	defer events.Close()
	var reply sdk.Message
	for events.Next() {
		event := events.Current()
		if err := reply.Accumulate(event); err != nil {
			return reply, fmt.Errorf("%w: %w", llm.ErrMalformed, err)
		}
		if event.Type == "content_block_delta" && event.Delta.Type == "text_delta" {
			if err := emit(event.Delta.Text); err != nil {
				return reply, err
			}
		}
	}
	if err := events.Err(); err != nil {
		return reply, classify(ctx, err)
	}
	return reply, nil
}
