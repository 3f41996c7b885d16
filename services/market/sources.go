package main

import (
	"context"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/parameters"
	"github.com/catalyst-bot/mesh/services/kit/service"
	"github.com/catalyst-bot/mesh/services/market/internal/alpaca"
	"github.com/catalyst-bot/mesh/services/market/internal/chain"
	"github.com/catalyst-bot/mesh/services/market/internal/directory"
	"github.com/catalyst-bot/mesh/services/market/internal/edgar"
	"github.com/catalyst-bot/mesh/services/market/internal/line"
	"github.com/catalyst-bot/mesh/services/market/internal/live"
	"github.com/catalyst-bot/mesh/services/market/internal/provider"
	"github.com/catalyst-bot/mesh/services/market/internal/quota"
	"github.com/catalyst-bot/mesh/services/market/internal/sample"
	"github.com/catalyst-bot/mesh/services/market/internal/tiingo"
)

// defaultOrder serves until the admin service was reached.
const defaultOrder = "alpaca-tiingo-sample"

// sources are the providers that are on.
type sources struct {
	app       *service.App
	ledger    *quota.Ledger
	links     []chain.Link
	prices    provider.Provider
	catalysts []provider.CatalystSource
	// names is nil without a provider that searches.
	names live.NameSource
	// companies are asked for fundamentals in this order.
	companies []provider.FundamentalsSource
	// listed are all providers, and ways those that are on by their ids.
	listed []line.Listed
	ways   map[string]*line.Line
}

// newSources puts together the providers with a key and the sample data.
func newSources(ctx context.Context, app *service.App, cfg *config, names *directory.Directory) (*sources, error) {
	s := &sources{app: app, ways: map[string]*line.Line{}}
	if err := s.openLedger(ctx, cfg); err != nil {
		return nil, err
	}
	if err := s.addFeeds(cfg); err != nil {
		return nil, err
	}
	if err := s.addEdgar(cfg, names); err != nil {
		return nil, err
	}
	follower, err := s.follower(cfg)
	if err != nil {
		return nil, err
	}
	alone := len(s.links) == 0
	embedded, err := sample.Load()
	if err != nil {
		return nil, err
	}
	s.links = append(s.links, chain.Link{Name: "sample", Provider: provider.Traced(embedded)})
	s.catalysts = append(s.catalysts, embedded)
	s.companies = append(s.companies, embedded)
	s.listed = []line.Listed{
		s.list("alpaca", alpaca.Name), s.list("tiingo", tiingo.Name), s.list("edgar", edgar.Name),
		{ID: "sample", Name: embedded.Name(), Status: line.Always(line.Ready)},
	}
	s.prices = chain.New(chain.Orders{
		Quotes:   order(follower, alone, "QUOTE_PROVIDERS"),
		Intraday: order(follower, alone, "INTRADAY_PROVIDERS"),
		Daily:    order(follower, alone, "DAILY_PROVIDERS"),
	}, s.links...)
	return s, nil
}

// list lists a provider that needs a key, on or off.
func (s *sources) list(id, name string) line.Listed {
	if way, on := s.ways[id]; on {
		return line.Listed{ID: id, Name: name, Status: way.Status}
	}
	return line.Listed{ID: id, Name: name, Status: line.Always(line.Off)}
}

// openLedger opens the database where calls are counted, when a provider that
// bounds them is on.
func (s *sources) openLedger(ctx context.Context, cfg *config) error {
	if cfg.AlpacaID == "" && cfg.TiingoKey == "" && cfg.EdgarAgent == "" {
		return nil
	}
	db, err := cfg.Database.Open(ctx, "market", quota.Migrations)
	if err != nil {
		return err
	}
	s.app.OnStop("database", func(context.Context) error { return db.Close() })
	s.ledger = quota.NewLedger(db, time.Now)
	return nil
}

// addFeeds adds the providers of prices that have a key.
func (s *sources) addFeeds(cfg *config) error {
	if cfg.AlpacaID != "" {
		feed := alpaca.New(cfg.AlpacaURL, alpaca.Key{ID: cfg.AlpacaID, Secret: cfg.AlpacaSecret}, time.Now)
		if err := s.add("alpaca", feed, alpaca.Quota()); err != nil {
			return err
		}
	}
	if cfg.TiingoKey != "" {
		feed := tiingo.New(cfg.TiingoURL, cfg.TiingoKey, time.Now)
		if err := s.add("tiingo", feed, tiingo.Quota()); err != nil {
			return err
		}
		return s.addNames(feed, s.ways["tiingo"])
	}
	return nil
}

// add adds a feed under the name orders use.
func (s *sources) add(name string, feed live.Feed, windows []quota.Window) error {
	way, err := line.New(name, windows, s.ledger, time.Now)
	if err != nil {
		return err
	}
	s.ways[name] = way
	prices, err := live.New(feed, way, time.Now)
	if err != nil {
		return err
	}
	s.app.OnStop(name, func(context.Context) error { prices.Close(); return nil })
	s.links = append(s.links, chain.Link{Name: name, Provider: provider.Traced(prices)})
	return s.addCatalysts(feed, way)
}

func (s *sources) addNames(source live.NameSource, way *line.Line) error {
	guarded, err := live.NewNames(source, way, s.ledger, time.Now)
	if err != nil {
		return err
	}
	s.app.OnStop("names", func(context.Context) error { guarded.Close(); return nil })
	s.names = guarded
	return nil
}

func (s *sources) addCatalysts(source provider.CatalystSource, way *line.Line) error {
	guarded, err := live.NewCatalysts(source, way, time.Now)
	if err != nil {
		return err
	}
	s.app.OnStop("catalysts of "+source.Name(), func(context.Context) error { guarded.Close(); return nil })
	s.catalysts = append(s.catalysts, guarded)
	return nil
}

// addEdgar adds the filings and the fundamentals, and lets the directory follow
// the list of companies.
func (s *sources) addEdgar(cfg *config, names *directory.Directory) error {
	if cfg.EdgarAgent == "" {
		return nil
	}
	way, err := line.NewPaced("edgar", edgar.Quota(), s.ledger, time.Now)
	if err != nil {
		return err
	}
	s.ways["edgar"] = way
	filings, err := edgar.New(edgar.Addresses{Files: cfg.EdgarFilesURL, Data: cfg.EdgarDataURL}, cfg.EdgarAgent, way, time.Now)
	if err != nil {
		return err
	}
	s.app.OnStop("EDGAR", func(context.Context) error { filings.Close(); return nil })
	s.app.Go("directory", func(ctx context.Context) error {
		return names.Refresh(ctx, func(ctx context.Context) (list []directory.Listing, err error) {
			err = way.Do(ctx, func(ctx context.Context) error {
				list, err = filings.Listings(ctx)
				return err
			})
			return list, err
		})
	})
	if err := s.addCompanies(filings, way); err != nil {
		return err
	}
	return s.addCatalysts(filings, way)
}

func (s *sources) addCompanies(source provider.FundamentalsSource, way *line.Line) error {
	guarded, err := live.NewFundamentals(source, way, time.Now)
	if err != nil {
		return err
	}
	s.app.OnStop("fundamentals of "+source.Name(), func(context.Context) error { guarded.Close(); return nil })
	s.companies = append(s.companies, guarded)
	return nil
}

// follower follows the order of providers.
func (s *sources) follower(cfg *config) (*parameters.Follower, error) {
	admin, err := s.app.Dial("admin", cfg.Admin)
	if err != nil {
		return nil, err
	}
	follower := parameters.New(admin)
	s.app.Go("parameters", follower.Run)
	return follower, nil
}

// order reads a parameter such as "alpaca-tiingo-sample" at each call. Without
// any provider that has a key there is nothing to put in order.
func order(follower *parameters.Follower, alone bool, name string) chain.Order {
	if alone {
		return func() []string { return []string{"sample"} }
	}
	return func() []string { return strings.Split(follower.Choice(name, defaultOrder), "-") }
}
