package server

import (
	"context"
	"slices"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/fact"
	"github.com/catalyst-bot/mesh/services/command/internal/research"
	"github.com/catalyst-bot/mesh/services/kit/fault"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// catalystLimit is how many catalysts of a symbol are asked for.
const catalystLimit = 50

// library gathers facts for one answer into one sheet. Not for concurrent use.
type library struct {
	command    *Command
	sheet      fact.Sheet
	symbols    []symbol.Symbol
	infos      []*marketv1.SymbolInfo
	provenance []*marketv1.Provenance
	// known are all facts of the symbols read so far.
	known map[symbol.Symbol]fact.Sheet
	bars  map[symbol.Symbol]history
}

func (c *Command) newLibrary() *library {
	return &library{command: c, known: map[symbol.Symbol]fact.Sheet{}, bars: map[symbol.Symbol]history{}}
}

// read adds the facts of a symbol, all or those of some groups, that are not
// in the sheet yet. What is added is returned.
func (l *library) read(ctx context.Context, s symbol.Symbol, groups ...fact.Group) ([]fact.Fact, error) {
	if err := l.fetch(ctx, s); err != nil {
		return nil, err
	}
	var told []fact.Fact
	for _, f := range l.known[s].Facts {
		if len(groups) == 0 || slices.Contains(groups, f.Group) {
			told = append(told, l.add(f))
		}
	}
	return told, nil
}

// add keeps a fact, unless it is in the sheet under an id already.
func (l *library) add(f fact.Fact) fact.Fact {
	for _, have := range l.sheet.Facts {
		if have.Subject == f.Subject && have.Key == f.Key && have.Words == f.Words && have.At.Equal(f.At) {
			return have
		}
	}
	return l.sheet.Add(f)
}

// fetch asks the market for all about a symbol, once.
func (l *library) fetch(ctx context.Context, s symbol.Symbol) error {
	if _, ok := l.known[s]; ok {
		return nil
	}
	h, subject, err := l.command.subject(ctx, s)
	if err != nil {
		return err
	}
	sheet, err := research.Build(subject)
	if err != nil {
		return err
	}
	l.known[s], l.bars[s] = sheet, h
	l.symbols = append(l.symbols, s)
	l.infos, l.provenance = append(l.infos, h.info), append(l.provenance, h.provenance)
	l.sheet.Subject, l.sheet.Currency = sheet.Subject, sheet.Currency
	for i, other := range l.symbols {
		if i > 0 {
			l.sheet.Subject = ""
		}
		if l.known[other].Currency != sheet.Currency {
			l.sheet.Currency = ""
		}
	}
	for _, missing := range sheet.Missing {
		l.miss(missing)
	}
	return nil
}

// miss says once what is not known.
func (l *library) miss(text string) {
	if !slices.Contains(l.sheet.Missing, text) {
		l.sheet.Missing = append(l.sheet.Missing, text)
	}
}

// subject asks for bars, and for what is told without them where it cannot be
// had.
func (c *Command) subject(ctx context.Context, s symbol.Symbol) (history, research.Subject, error) {
	h, err := c.history(ctx, s)
	if err != nil {
		return history{}, research.Subject{}, err
	}
	subject := research.Subject{
		Symbol: h.info.GetSymbol(), Name: h.info.GetName(), Exchange: h.info.GetExchange(), Sector: h.info.GetSector(),
		Industry: h.info.GetIndustry(), Currency: h.currency, Source: source(h.provenance), Bars: h.bars,
	}
	quote, err := c.market.GetQuote(ctx, &marketv1.GetQuoteRequest{Symbol: s.String()})
	if err != nil {
		subject.Missing = append(subject.Missing, "Quote: "+fault.From(err).Public())
	} else {
		subject.Quote = researchQuote(quote.GetQuote())
	}
	list, err := c.market.ListCatalysts(ctx, &marketv1.ListCatalystsRequest{Symbol: s.String(), Limit: catalystLimit})
	if err != nil {
		subject.Missing = append(subject.Missing, "Catalysts: "+fault.From(err).Public())
	}
	for _, catalyst := range list.GetCatalysts() {
		subject.Events = append(subject.Events, event(catalyst))
	}
	for _, name := range list.GetMissing() {
		subject.Missing = append(subject.Missing, "Catalysts: "+name+" could not answer.")
	}
	if r := c.report(ctx, s); r.missing == "" {
		subject.Company = &r.company
	} else {
		subject.Missing = append(subject.Missing, "Fundamentals: "+r.missing)
	}
	return h, subject, nil
}

func researchQuote(q *marketv1.Quote) *research.Quote {
	return &research.Quote{
		Price: q.GetPrice(), ChangePercent: q.ChangePercent, At: q.GetProvenance().GetAsOf().AsTime(),
	}
}

// catalystLabels name the kinds of catalysts, as facts and sentences do.
var catalystLabels = map[marketv1.CatalystKind]string{
	marketv1.CatalystKind_CATALYST_KIND_FILING: "Filing", marketv1.CatalystKind_CATALYST_KIND_RESULTS: "Results",
	marketv1.CatalystKind_CATALYST_KIND_REPORT: "Periodic report", marketv1.CatalystKind_CATALYST_KIND_AGREEMENT: "Material agreement",
	marketv1.CatalystKind_CATALYST_KIND_RESTRUCTURING: "Restructuring", marketv1.CatalystKind_CATALYST_KIND_RESTATEMENT: "Restatement",
	marketv1.CatalystKind_CATALYST_KIND_OFFICERS: "Change of officers", marketv1.CatalystKind_CATALYST_KIND_DISCLOSURE: "Disclosure",
	marketv1.CatalystKind_CATALYST_KIND_OFFERING: "Offering", marketv1.CatalystKind_CATALYST_KIND_STAKE: "Stake of a large holder",
	marketv1.CatalystKind_CATALYST_KIND_INSIDER: "Insider trade", marketv1.CatalystKind_CATALYST_KIND_DIVIDEND: "Dividend",
	marketv1.CatalystKind_CATALYST_KIND_SPLIT: "Split", marketv1.CatalystKind_CATALYST_KIND_NEWS: "News article",
	marketv1.CatalystKind_CATALYST_KIND_GAP: "Gap at the open", marketv1.CatalystKind_CATALYST_KIND_VOLUME: "Unusual volume",
	marketv1.CatalystKind_CATALYST_KIND_YEAR_HIGH: "New 52-week high", marketv1.CatalystKind_CATALYST_KIND_YEAR_LOW: "New 52-week low",
}

// event converts a catalyst. Only headlines the mesh computed are its own.
func event(c *marketv1.Catalyst) research.Event {
	label, ok := catalystLabels[c.GetKind()]
	if !ok {
		label = "Catalyst"
	}
	return research.Event{
		Label: label, Time: c.GetTime().AsTime(), Headline: c.GetHeadline(), URL: c.GetUrl(), Source: source(c.GetProvenance()),
		Document: c.GetKind() < marketv1.CatalystKind_CATALYST_KIND_DIVIDEND || c.GetKind() == marketv1.CatalystKind_CATALYST_KIND_NEWS,
		Dividend: c.GetKind() == marketv1.CatalystKind_CATALYST_KIND_DIVIDEND,
	}
}

func source(p *marketv1.Provenance) string {
	if p.GetSource() == "" {
		return p.GetProvider()
	}
	return p.GetProvider() + ", " + p.GetSource()
}

// info is what the sheet is about; nil for several symbols.
func (l *library) info() *marketv1.SymbolInfo {
	if len(l.infos) != 1 {
		return nil
	}
	return l.infos[0]
}

// wire is the sheet in the words of the contract.
func (l *library) wire() *commandv1.FactSheet {
	converted := &commandv1.FactSheet{
		Info: l.info(), Currency: l.sheet.Currency, Missing: slices.Clone(l.sheet.Missing), Provenance: slices.Clone(l.provenance),
	}
	for _, f := range l.sheet.Facts {
		converted.Facts = append(converted.Facts, convertFact(f, l.sheet.Currency))
	}
	return converted
}
