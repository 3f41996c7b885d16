package commands

import (
	"errors"
	"strings"
	"testing"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

func TestModalFromButtonToTask(t *testing.T) {
	catalog := newCatalog(t, &backEnds{check: &commandv1.CheckResponse{Quote: &marketv1.Quote{Price: 1, Provenance: provenance()}}})
	opened, err := catalog.Route(press(askSymbolPrefix))
	if err != nil || opened.Modal == nil || opened.Modal.CustomID != askedPrefix {
		t.Fatalf("%+v, %v", opened, err)
	}
	sent := interaction.Interaction{
		Kind: interaction.ModalSubmit, CustomID: opened.Modal.CustomID, Message: &interaction.Message{ID: "1"},
		Inputs: interaction.Inputs{opened.Modal.Inputs[0].CustomID: {"msft"}},
	}
	route, err := catalog.Route(sent)
	if err != nil || route.Update || route.Modal != nil {
		t.Fatalf("%+v, %v", route, err)
	}
	if _, err := route.Do(t.Context(), Unseen); err != nil {
		t.Error(err)
	}
	sent.Inputs = interaction.Inputs{}
	if _, err := catalog.Route(sent); err == nil {
		t.Error("an empty form is taken")
	}
}

// TestChangeNeedsAMessage submits a modal that no message opened.
func TestChangeNeedsAMessage(t *testing.T) {
	catalog, err := NewCatalog(Feature{Dialogs: []Dialog{{Prefix: "form", Parse: func(interaction.Interaction) (ModalStep, error) {
		return Change{Task{Name: "form"}}, nil
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	in := interaction.Interaction{Kind: interaction.ModalSubmit, CustomID: "form"}
	if route, err := catalog.Route(in); err != nil || route.Update {
		t.Errorf("without a message: %+v, %v", route, err)
	}
	in.Message = &interaction.Message{ID: "1"}
	if route, err := catalog.Route(in); err != nil || !route.Update {
		t.Errorf("with a message: %+v, %v", route, err)
	}
}

func TestOverlapsAreRefused(t *testing.T) {
	for name, f := range map[string]Feature{
		"commands": {Commands: []Command{{Name: "check"}, {Name: "check"}}},
		"buttons":  {Components: []Component{{Prefix: "chart_"}, {Prefix: "chart_toggle_"}}},
		"modals":   {Dialogs: []Dialog{{Prefix: "a"}, {Prefix: "a"}}},
	} {
		if _, err := NewCatalog(f); err == nil {
			t.Errorf("%s overlap", name)
		}
	}
	if _, err := NewCatalog(Feature{Commands: []Command{{Name: "check"}, {Name: "checklist"}}}); err != nil {
		t.Error(err)
	}
}

func typing(option, text string) interaction.Interaction {
	return interaction.Interaction{
		Kind: interaction.Autocomplete, Name: "check", Focused: option, Options: interaction.Options{option: text},
		Invoker: interaction.Invoker{ID: "42"},
	}
}

func TestSuggest(t *testing.T) {
	b := &backEnds{
		found:   []*marketv1.SymbolInfo{{Symbol: "MSFT", Name: "Microsoft", Exchange: "NASDAQ"}, {Symbol: "MSTR", Name: "MicroStrategy"}},
		watched: []*commandv1.WatchlistEntry{{Symbol: "MSTR", Name: "MicroStrategy"}, {Symbol: "AAPL", Name: "Apple Inc."}},
	}
	catalog := newCatalog(t, b)
	for name, c := range map[string]struct {
		in   interaction.Interaction
		want string
	}{
		"by name":          {typing("ticker", "micro"), "MSTR=★ MSTR · MicroStrategy, MSFT=MSFT · Microsoft · NASDAQ"},
		"other capitals":   {typing("ticker", "MICRO"), "MSTR=★ MSTR · MicroStrategy, MSFT=MSFT · Microsoft · NASDAQ"},
		"second word":      {typing("ticker", "inc"), "AAPL=★ AAPL · Apple Inc., MSFT=MSFT · Microsoft · NASDAQ, MSTR=MSTR · MicroStrategy"},
		"a whole novel":    {typing("ticker", strings.Repeat("micro", 20)), ""},
		"an option of ids": {typing("timeframe", "1"), ""},
		"no such option":   {typing("moon", "1"), ""},
	} {
		choices, err := catalog.Suggest(t.Context(), c.in)
		var got []string
		for _, choice := range choices {
			got = append(got, choice.Value+"="+choice.Name)
		}
		if err != nil || strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	b.err, b.watched, b.found = errors.New("away"), nil, nil
	if choices, err := catalog.Suggest(t.Context(), typing("ticker", "micro")); err == nil {
		t.Errorf("without back ends: %v", choices)
	}
}

func TestChartInWordsWhereFilesAreNotAllowed(t *testing.T) {
	catalog := newCatalog(t, &backEnds{})
	in := slash("chart", interaction.Options{"ticker": "aapl"})
	in.Place.Allowed = interaction.EmbedLinks
	route, err := catalog.Route(in)
	if err != nil {
		t.Fatal(err)
	}
	m, err := route.Do(t.Context(), Unseen)
	if err != nil || m.File != nil || m.Embeds[0].Image != nil || !strings.Contains(m.Embeds[0].Description, "a chart") {
		t.Errorf("%+v, %v", m, err)
	}
}
