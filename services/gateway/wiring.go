package main

import (
	"context"
	"fmt"
	"net/http"
	"time"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	interactionsv1 "github.com/catalyst-bot/mesh/gen/catalyst/interactions/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
	"github.com/catalyst-bot/mesh/services/gateway/internal/answer"
	"github.com/catalyst-bot/mesh/services/gateway/internal/broker"
	"github.com/catalyst-bot/mesh/services/gateway/internal/budget"
	"github.com/catalyst-bot/mesh/services/gateway/internal/commands"
	"github.com/catalyst-bot/mesh/services/gateway/internal/doctor"
	"github.com/catalyst-bot/mesh/services/gateway/internal/finish"
	"github.com/catalyst-bot/mesh/services/gateway/internal/followup"
	"github.com/catalyst-bot/mesh/services/gateway/internal/ingress"
	"github.com/catalyst-bot/mesh/services/gateway/internal/internalapi"
	"github.com/catalyst-bot/mesh/services/gateway/internal/mesh"
	"github.com/catalyst-bot/mesh/services/gateway/internal/outcome"
	"github.com/catalyst-bot/mesh/services/gateway/internal/page"
	"github.com/catalyst-bot/mesh/services/gateway/internal/queue"
	"github.com/catalyst-bot/mesh/services/gateway/internal/usage"
	"github.com/catalyst-bot/mesh/services/kit/parameters"
	"github.com/catalyst-bot/mesh/services/kit/rpc"
	"github.com/catalyst-bot/mesh/services/kit/service"
)

// store is what outlives the process.
type store struct {
	broker *broker.Broker
	queue  *queue.Queue
	claims *queue.Claims
	clicks *queue.Clicks
}

func openStore(ctx context.Context, app *service.App, cfg *config) (store, error) {
	b, box, err := cfg.broker()
	if err != nil {
		return store{}, err
	}
	app.OnStop("NATS", b.Close)
	q, err := queue.Open(ctx, b.JetStream(), box)
	if err != nil {
		return store{}, err
	}
	claims, err := queue.OpenClaims(ctx, b.JetStream(), box)
	if err != nil {
		return store{}, err
	}
	clicks, err := queue.OpenClicks(ctx, b.JetStream())
	if err != nil {
		return store{}, err
	}
	return store{b, q, claims, clicks}, nil
}

// defaultBudget serves until the admin service was reached.
const defaultBudget = 1200 * time.Millisecond

type handlers struct {
	catalog    *commands.Catalog
	answerer   *answer.Answerer
	finisher   *finish.Finisher
	client     *followup.Client
	parameters *parameters.Follower
}

func newCatalog(backends internalapi.Backends) (*commands.Catalog, error) {
	command := commandv1.NewCommandServiceClient(backends.Command)
	symbols := commands.NewSymbols(marketv1.NewMarketServiceClient(backends.Market), command)
	charts := chartv1.NewChartServiceClient(backends.Chart)
	var catalog *commands.Catalog
	var err error
	catalog, err = commands.NewCatalog(
		commands.NewCheck(command, symbols.Suggest),
		commands.NewChart(commands.Charts{
			Render: charts, Indicators: chartv1.NewIndicatorServiceClient(backends.Chart), Command: command,
		}, symbols.Suggest),
		commands.NewCompare(command, charts, symbols.Suggest),
		commands.NewResearch(commands.Answers{Command: command, Charts: charts}, symbols.Suggest),
		commands.NewBacktest(command, charts, symbols.Suggest),
		commands.NewSentiment(command, symbols.Suggest),
		commands.NewStats(command),
		commands.NewWatchlist(command, symbols.Suggest),
		commands.NewAdmin(adminv1.NewAdminServiceClient(backends.Admin), marketv1.NewMarketServiceClient(backends.Market), command,
			commands.ReportMessages{Curves: chartv1.NewCurveServiceClient(backends.Chart)}),
		commands.Alerts{Command: command, Charts: charts}.Feature(),
		commands.NewHelp(func() []commands.Command { return catalog.Commands() }),
	)
	return catalog, err
}

func newHandlers(backends internalapi.Backends, s store, cfg *config, app *service.App) (handlers, error) {
	catalog, err := newCatalog(backends)
	if err != nil {
		return handlers{}, err
	}
	outcomes, err := outcome.NewRecorder()
	if err != nil {
		return handlers{}, err
	}
	client, err := followup.NewClient(cfg.APIURL)
	if err != nil {
		return handlers{}, fmt.Errorf("DISCORD_API_URL: %w", err)
	}
	follower := parameters.New(backends.Admin)
	app.Go("parameters", follower.Run)
	uses := usage.New(adminv1.NewAdminServiceClient(backends.Admin))
	app.Go("usage", uses.Run)
	budgets := budget.New(func() time.Duration { return follower.Duration("DEFER_BUDGET", defaultBudget) })
	return handlers{
		catalog: catalog, client: client, parameters: follower,
		answerer: &answer.Answerer{
			Catalog: catalog, Queue: s.queue, Claims: s.claims, Clicks: s.clicks, Budgets: budgets, Outcomes: outcomes,
			Usage: uses,
		},
		finisher: &finish.Finisher{
			Catalog: catalog, Client: client, Clicks: s.clicks, Outcomes: outcomes, Usage: uses, Observe: budgets.Observe,
		},
	}, nil
}

func members(backends internalapi.Backends, s store) []mesh.Member {
	return []mesh.Member{
		{Name: "command", Purpose: "answers in numbers", Required: true, Check: mesh.Service(backends.Command)},
		{Name: "chart", Purpose: "bars in, picture out", Required: true, Check: mesh.Service(backends.Chart)},
		{Name: "market", Purpose: "quotes, bars and symbols", Required: true, Check: mesh.Service(backends.Market)},
		{Name: "admin", Purpose: "parameters of the mesh", Check: mesh.Service(backends.Admin)},
		{Name: "queue", Purpose: "keeps deferred answers", Required: true, Check: s.broker.Health},
	}
}

// allow says that no service may call: interactions come signed, by HTTP; see
// docs/adr/0004.
func allow(grpcServer *rpc.Server) {
	grpcServer.Allow(interactionsv1.InteractionService_ServiceDesc.ServiceName)
}

func newPublic(ctx context.Context, cfg *config, ring func() *admission.Ring, tap func(http.Handler) http.Handler,
	interactions interactionsv1.InteractionServiceServer, h handlers, watcher *mesh.Watcher,
) (http.Handler, error) {
	info, err := page.New(h.catalog.Commands(), watcher.Statuses, h.parameters, cfg.SimulatorPage)
	if err != nil {
		return nil, err
	}
	options := ingress.Options{
		Interactions: interactions, Page: info, Ready: watcher.Ready, TrustTraces: cfg.TrustTraces,
		Gate: func(next http.Handler) (http.Handler, error) {
			return admission.NewGate(ring, cfg.Freshness, tap(next))
		},
	}
	if cfg.Doctor {
		options.Doctor = doctor.EchoHandler()
	}
	return ingress.New(ctx, options)
}
