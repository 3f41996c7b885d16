package main

import (
	"context"
	"io"
	"maps"
	"strings"
	"sync"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/internalapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/registration"
)

// wire is a connection that writes down what is asked. It knows some parameters
// and answers nothing else.
type wire struct {
	mu    sync.Mutex
	asked string
}

func (w *wire) note(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked += text
}

func (w *wire) backends(t *testing.T) internalapi.Backends {
	t.Helper()
	conn, err := grpc.NewClient("passthrough:nowhere", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithUnaryInterceptor(func(_ context.Context, method string, req, reply any, _ *grpc.ClientConn, _ grpc.UnaryInvoker, _ ...grpc.CallOption) error {
			if message, ok := req.(proto.Message); ok {
				w.note(method + protojson.Format(message))
			}
			if list, ok := reply.(*adminv1.ListParametersResponse); ok {
				list.Parameters = []*adminv1.Parameter{{Name: "AAPL"}, {Name: "MSFT"}}
				return nil
			}
			if preview, ok := reply.(*adminv1.PreviewChangeResponse); ok { // the reason of a rollback is asked for when it is confirmed
				preview.Changes = []*adminv1.ParameterChange{{Name: "AAPL"}}
				return nil
			}
			return status.Error(codes.Unavailable, "nobody is here")
		}),
		grpc.WithStreamInterceptor(func(context.Context, *grpc.StreamDesc, *grpc.ClientConn, string, grpc.Streamer, ...grpc.CallOption) (grpc.ClientStream, error) {
			return &silent{wire: w}, nil
		}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return internalapi.Backends{Command: conn, Chart: conn, Market: conn, Admin: conn}
}

// silent is a stream that writes down what is asked and ends.
type silent struct {
	grpc.ClientStream
	wire *wire
}

func (s *silent) SendMsg(req any) error {
	if message, ok := req.(proto.Message); ok {
		s.wire.note(protojson.Format(message))
	}
	return nil
}

func (*silent) CloseSend() error  { return nil }
func (*silent) RecvMsg(any) error { return io.EOF }

// TestEveryDefinitionHasAHandler uses each command as Discord has it: every
// choice is understood, and every option changes what is asked of the mesh.
func TestEveryDefinitionHasAHandler(t *testing.T) {
	w := &wire{}
	catalog, err := newCatalog(w.backends(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, definition := range definitions(catalog) {
		leaves(definition.Name, definition.Options, func(name string, options []registration.Option) {
			t.Run(name, func(t *testing.T) {
				for _, option := range options {
					if !matters(t, w, catalog, name, options, option) {
						t.Errorf("option %s changes nothing", option.Name)
					}
					if option.Autocomplete && !suggests(t, w, catalog, name, option.Name) {
						t.Errorf("option %s is completed by nobody", option.Name)
					}
				}
			})
		})
	}
}

// matters reports whether each value of an option asks something else, for some
// values of the other options.
func matters(t *testing.T, w *wire, catalog *commands.Catalog, name string, options []registration.Option, option registration.Option) bool {
	t.Helper()
	found := false
	for _, base := range combinations(options) {
		answers := map[string]bool{}
		for _, value := range samples(option) {
			given := maps.Clone(base)
			given[option.Name] = value
			answers[ask(t, w, catalog, name, given)] = true
		}
		found = found || len(answers) == len(samples(option))
	}
	return found
}

// combinations are all the ways to fill in the options.
func combinations(options []registration.Option) []interaction.Options {
	all := []interaction.Options{{}}
	for _, o := range options {
		var longer []interaction.Options
		for _, base := range all {
			for _, value := range samples(o) {
				given := maps.Clone(base)
				given[o.Name] = value
				longer = append(longer, given)
			}
		}
		all = longer
	}
	return all
}

// leaves visits what can be typed: commands, or the subcommands they have.
func leaves(name string, options []registration.Option, visit func(string, []registration.Option)) {
	nested := false
	for _, o := range options {
		if o.Type == registration.Subcommand || o.Type == registration.SubcommandGroup {
			nested = true
			leaves(name+" "+o.Name, o.Options, visit)
		}
	}
	if !nested {
		visit(name, options)
	}
}

// samples are values a user could send: all the choices, or two others.
func samples(o registration.Option) []any {
	switch {
	case o.Name == "command":
		return []any{"check", "chart"}
	case o.Name == "revision":
		return []any{"1", "2"}
	case o.Name == "indicators":
		return []any{"none", "rsi, macd"}
	case len(o.Choices) == 0: // symbols are compared with different ones only
		n := strings.TrimLeft(o.Name, "abcdefghijklmnopqrstuvwxyz_")
		return []any{"AAPL" + n, "MSFT" + n}
	}
	var values []any
	for _, c := range o.Choices {
		values = append(values, c.Value)
	}
	return values
}

func ask(t *testing.T, w *wire, catalog *commands.Catalog, name string, options interaction.Options) string {
	t.Helper()
	in := interaction.Interaction{Kind: interaction.Command, Name: name, Options: options, Invoker: interaction.Invoker{ID: "42"}}
	route, err := catalog.Route(in)
	if err != nil {
		t.Fatalf("%v: %v", options, err)
	}
	w.asked = ""
	shown, _ := route.Do(t.Context(), commands.Unseen)
	if w.asked == "" && name != "help" {
		t.Errorf("%v asks nothing of the mesh", options)
	}
	text := w.asked
	for _, e := range shown.Embeds {
		text += e.Title + e.Description
	}
	return text
}

func suggests(t *testing.T, w *wire, catalog *commands.Catalog, name, option string) bool {
	t.Helper()
	w.asked = ""
	choices, _ := catalog.Suggest(t.Context(), interaction.Interaction{
		Kind: interaction.Autocomplete, Name: name, Focused: option, Options: interaction.Options{option: "C"},
	})
	return w.asked != "" || len(choices) > 0
}
