package anthropic

import (
	"context"

	sdk "github.com/anthropics/anthropic-sdk-go"

	"github.com/catalyst-bot/mesh/services/command/internal/llm"
)

// schema is the one every tool takes.
var schema = sdk.ToolInputSchemaParam{
	Properties: map[string]any{"symbols": map[string]any{
		"type": "array", "items": map[string]any{"type": "string"}, "description": "Symbols, such as AAPL or ^GSPC.",
	}},
	Required: []string{"symbols"},
}

func tools(list []llm.Tool) []sdk.ToolUnionParam {
	var converted []sdk.ToolUnionParam
	for _, t := range list {
		tool := sdk.ToolUnionParamOfTool(schema, t.Name)
		tool.OfTool.Description = sdk.String(t.Description)
		converted = append(converted, tool)
	}
	return converted
}

// results runs every call of a reply.
func results(ctx context.Context, req llm.Request, reply sdk.Message) sdk.MessageParam {
	var blocks []sdk.ContentBlockParamUnion
	for _, block := range reply.Content {
		if block.Type != "tool_use" {
			continue
		}
		text, err := req.Call(ctx, block.Name, block.Input)
		if err != nil {
			text = err.Error()
		}
		blocks = append(blocks, sdk.NewToolResultBlock(block.ID, text, err != nil))
	}
	return sdk.NewUserMessage(blocks...)
}
