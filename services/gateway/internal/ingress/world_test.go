package ingress_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
	"github.com/catalyst-bot/mesh/services/gateway/internal/answer"
	"github.com/catalyst-bot/mesh/services/gateway/internal/broker"
	"github.com/catalyst-bot/mesh/services/gateway/internal/budget"
	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/finish"
	"github.com/catalyst-bot/mesh/services/gateway/internal/followup"
	"github.com/catalyst-bot/mesh/services/gateway/internal/ingress"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/outcome"
	"github.com/catalyst-bot/mesh/services/gateway/internal/queue"
	"github.com/catalyst-bot/mesh/services/gateway/internal/seal"
	"github.com/catalyst-bot/mesh/services/gateway/internal/server"
)

const (
	application = "1000000000000000001"
	usual       = 200 * time.Millisecond
)

// backEnds stands for the services behind the gateway.
type backEnds struct {
	chartv1.ChartServiceClient
	commandv1.CommandServiceClient
	marketv1.MarketServiceClient
	mu    sync.Mutex
	calls int
	delay time.Duration
	err   error
}

func (b *backEnds) serve(ctx context.Context) error {
	b.mu.Lock()
	delay, err := b.delay, b.err
	b.calls++
	b.mu.Unlock()
	select {
	case <-time.After(delay):
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (b *backEnds) set(delay time.Duration, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.delay, b.err = delay, err
}

func (b *backEnds) count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.calls
}

// awaitCalls waits until so many calls have begun.
func (b *backEnds) awaitCalls(t *testing.T, n int) {
	t.Helper()
	for range 500 {
		if b.count() >= n {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%d calls, want %d", b.count(), n)
}

func (b *backEnds) Check(ctx context.Context, _ *commandv1.CheckRequest, _ ...grpc.CallOption) (*commandv1.CheckResponse, error) {
	p := &marketv1.Provenance{Provider: "sample data", Source: "AAPL.csv", AsOf: timestamppb.Now()}
	return &commandv1.CheckResponse{Quote: &marketv1.Quote{Price: 188.59, Currency: "USD", Provenance: p}}, b.serve(ctx)
}

func (b *backEnds) ListWatchlist(ctx context.Context, _ *commandv1.ListWatchlistRequest, _ ...grpc.CallOption) (*commandv1.ListWatchlistResponse, error) {
	return &commandv1.ListWatchlistResponse{}, b.serve(ctx)
}

func (b *backEnds) SearchSymbols(ctx context.Context, _ *marketv1.SearchSymbolsRequest, _ ...grpc.CallOption) (*marketv1.SearchSymbolsResponse, error) {
	return &marketv1.SearchSymbolsResponse{Symbols: []*marketv1.SymbolInfo{{Symbol: "MSFT", Name: "Microsoft"}}}, b.serve(ctx)
}

func (b *backEnds) ListIndicators(context.Context, *chartv1.ListIndicatorsRequest, ...grpc.CallOption) (*chartv1.ListIndicatorsResponse, error) {
	return &chartv1.ListIndicatorsResponse{Indicators: []*chartv1.Indicator{{Code: "rsi", Name: "RSI"}}}, nil
}

func (b *backEnds) GetPreferences(context.Context, *commandv1.GetPreferencesRequest, ...grpc.CallOption) (*commandv1.GetPreferencesResponse, error) {
	return &commandv1.GetPreferencesResponse{}, nil
}

func (b *backEnds) RenderChart(ctx context.Context, _ *chartv1.RenderChartRequest, _ ...grpc.CallOption) (*chartv1.RenderChartResponse, error) {
	p := &marketv1.Provenance{Provider: "sample data", Source: "AAPL.csv", AsOf: timestamppb.Now()}
	return &chartv1.RenderChartResponse{Png: []byte("\x89PNG"), AltText: "a chart", Currency: "USD", Provenance: p}, b.serve(ctx)
}

// call is one request Discord received.
type call struct {
	method, path, contentType string
	body                      string
}

// tally counts uses.
type tally struct {
	mu                     sync.Mutex
	uses, deferred, failed int
}

func (c *tally) Used(_ interaction.Interaction, _ string, _ time.Duration, deferred, failed bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.uses++
	if deferred {
		c.deferred++
	}
	if failed {
		c.failed++
	}
}

func (c *tally) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.uses
}

// refusal is one answer of Discord's.
type refusal struct {
	status int
	body   string
}

// world is a gateway between a fake Discord and fake back ends. Signatures are
// real.
type world struct {
	back     *backEnds
	handler  http.Handler
	queue    *queue.Queue
	claims   *queue.Claims
	budgets  *budget.Budgets
	finisher *finish.Finisher
	uses     *tally
	calls    chan call
	refusals chan refusal
	key      ed25519.PrivateKey
	serial   int
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{
		back: &backEnds{}, uses: &tally{}, calls: make(chan call, 100), refusals: make(chan refusal, 1),
		key: ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)),
	}
	discord := httptest.NewServer(http.HandlerFunc(func(reply http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.calls <- call{r.Method, r.URL.Path, r.Header.Get("Content-Type"), string(body)}
		select {
		case refused := <-w.refusals:
			reply.WriteHeader(refused.status)
			_, _ = io.WriteString(reply, refused.body)
		default:
		}
	}))
	t.Cleanup(discord.Close)

	symbols := commands.NewSymbols(w.back, w.back)
	catalog := must[*commands.Catalog](t)(commands.NewCatalog(
		commands.NewCheck(w.back, symbols.Suggest), commands.NewChart(commands.Charts{Render: w.back, Indicators: w.back, Command: w.back}, symbols.Suggest)))
	outcomes := must[*outcome.Recorder](t)(outcome.NewRecorder())
	client := must[*followup.Client](t)(followup.NewClient(discord.URL + "/api/v10"))
	t.Cleanup(http.DefaultTransport.(*http.Transport).CloseIdleConnections)
	answerer := w.store(t, catalog, outcomes)
	w.finisher = &finish.Finisher{
		Catalog: catalog, Client: client, Clicks: answerer.Clicks, Outcomes: outcomes, Usage: w.uses, Observe: answerer.Budgets.Observe,
	}
	public, _ := w.key.Public().(ed25519.PublicKey)
	ring := admission.NewRing(application, admission.Keys{public})
	w.handler = must[http.Handler](t)(ingress.New(t.Context(), ingress.Options{
		Interactions: server.NewInteractions(answerer),
		Page:         http.NotFoundHandler(),
		Ready:        func() error { return nil },
		Gate: func(next http.Handler) (http.Handler, error) {
			return admission.NewGate(func() *admission.Ring { return ring }, 5*time.Minute, next)
		},
	}))
	return w
}

func (w *world) store(t testing.TB, catalog *commands.Catalog, outcomes *outcome.Recorder) *answer.Answerer {
	t.Helper()
	dir := t.TempDir()
	b := must[*broker.Broker](t)(broker.Embed(dir))
	t.Cleanup(func() { _ = b.Close(context.Background()) })
	box := must[*seal.Box](t)(seal.Load(dir + "/seal.key"))
	w.queue = must[*queue.Queue](t)(queue.Open(t.Context(), b.JetStream(), box))
	w.claims = must[*queue.Claims](t)(queue.OpenClaims(t.Context(), b.JetStream(), box))
	w.budgets = budget.New(func() time.Duration { return usual })
	return &answer.Answerer{
		Catalog: catalog, Queue: w.queue, Claims: w.claims, Budgets: w.budgets, Outcomes: outcomes, Usage: w.uses,
		Clicks: must[*queue.Clicks](t)(queue.OpenClicks(t.Context(), b.JetStream())),
	}
}

// finish runs the queue until the test ends.
func (w *world) finish(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- w.queue.Consume(ctx, w.finisher.Finish) }()
	t.Cleanup(func() { cancel(); <-done })
}

// must ends the test when a constructor fails.
func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// interact sends one signed interaction; data is the JSON of its data field.
func (w *world) interact(kind int, data string) (int, map[string]any) {
	w.serial++
	return w.sendAs(`"unknown":{"a":[1]},"member":{"user":{"id":"42"}},"message":{"id":"77"}`, kind, data)
}

// sendAs sends an interaction from somewhere, given as JSON fields.
func (w *world) sendAs(where string, kind int, data string) (int, map[string]any) {
	return w.send(fmt.Sprintf(`{"id":"%s","application_id":"%s","type":%d,"token":"secret-token","version":1,%s,"data":%s}`,
		w.id(w.serial), application, kind, where, data))
}

func (w *world) id(serial int) interaction.Snowflake {
	return interaction.Snowflake(strconv.Itoa(1000 + serial))
}

// nextID is the id of the next interaction.
func (w *world) nextID() interaction.Snowflake { return w.id(w.serial + 1) }

// refuse makes Discord refuse the next request.
func (w *world) refuse(status int, body string) {
	w.refusals <- refusal{status, body}
}

// send signs and sends a body and decodes the answer.
func (w *world) send(body string) (int, map[string]any) {
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	r := httptest.NewRequest(http.MethodPost, "/interactions", bytes.NewReader([]byte(body)))
	r.Header.Set(admission.TimestampHeader, timestamp)
	r.Header.Set(admission.SignatureHeader, hex.EncodeToString(ed25519.Sign(w.key, []byte(timestamp+body))))
	reply := httptest.NewRecorder()
	w.handler.ServeHTTP(reply, r)
	var decoded map[string]any
	_ = json.Unmarshal(reply.Body.Bytes(), &decoded)
	return reply.Code, decoded
}

// next is the next request Discord receives.
func (w *world) next(t *testing.T) call {
	t.Helper()
	select {
	case c := <-w.calls:
		return c
	case <-time.After(10 * time.Second):
		t.Fatal("Discord heard nothing")
		return call{}
	}
}
