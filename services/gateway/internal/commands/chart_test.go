package commands

import (
	"errors"
	"slices"
	"strings"
	"testing"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

// run routes and does what an interaction asks for.
func run(t *testing.T, c *Catalog, in interaction.Interaction) message.Message {
	t.Helper()
	in.Invoker.ID = "42"
	route, err := c.Route(in)
	if err != nil {
		t.Fatal(err)
	}
	m, err := route.Do(t.Context(), Unseen)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func asked(b *backEnds) *chartv1.RenderChartRequest {
	req, _ := b.asked.(*chartv1.RenderChartRequest)
	return req
}

// chosen are the values a menu of the message begins with.
func chosen(m message.Message, prefix string) (values []string) {
	for _, row := range m.Rows {
		if menu, ok := row.(message.Select); ok && strings.HasPrefix(menu.CustomID, prefix) {
			for _, o := range menu.Options {
				if o.Chosen {
					values = append(values, o.Value)
				}
			}
		}
	}
	return values
}

func TestLooksAreRemembered(t *testing.T) {
	b := &backEnds{}
	catalog := newCatalog(t, b)
	m := run(t, catalog, slash("chart", interaction.Options{"ticker": "AAPL"}))
	if req := asked(b); req.GetStyle() != "" || req.GetNoIndicators() || len(req.GetIndicators()) > 0 || !slices.Equal(chosen(m, "chart_toggle_AAPL_1D"), []string{"sma20"}) {
		t.Errorf("at first: %v, chosen %v", req, chosen(m, "chart_toggle"))
	}
	pick := press("chart_toggle_AAPL_1Y")
	pick.Values = []string{"rsi", "macd"}
	m = run(t, catalog, pick)
	if req := asked(b); !slices.Equal(req.GetIndicators(), pick.Values) || !slices.Equal(chosen(m, "chart_toggle_AAPL_1Y"), pick.Values) {
		t.Errorf("chosen in the menu: %v, chosen %v", req, chosen(m, "chart_toggle"))
	}
	pick = press("v2:style:AAPL:1Y")
	pick.Values = []string{"line"}
	run(t, catalog, pick)
	run(t, catalog, press("chart_AAPL_5Y"))
	if req := asked(b); req.GetStyle() != "line" || !slices.Equal(req.GetIndicators(), []string{"rsi", "macd"}) {
		t.Errorf("a later button: %v", req)
	}
	m = run(t, catalog, press("chart_toggle_AAPL_1Y"))
	if req := asked(b); !req.GetNoIndicators() || len(req.GetIndicators()) > 0 || len(chosen(m, "chart_toggle")) > 0 {
		t.Errorf("none chosen: %v, chosen %v", req, chosen(m, "chart_toggle"))
	}
	run(t, catalog, slash("chart", interaction.Options{"ticker": "AAPL", "theme": "light", "indicators": "RSI, bollinger", "compare": "msft ^gspc,MSFT"}))
	if req := asked(b); req.GetTheme() != "light" || !slices.Equal(req.GetIndicators(), []string{"rsi", "bollinger"}) || !slices.Equal(req.GetCompare(), []string{"MSFT", "^GSPC"}) {
		t.Errorf("options: %v", req)
	}
}

// TestAveragesOfAnyPeriod are typed, and chosen in the menu afterwards.
func TestAveragesOfAnyPeriod(t *testing.T) {
	b := &backEnds{}
	catalog := newCatalog(t, b)
	m := run(t, catalog, slash("chart", interaction.Options{"ticker": "AAPL", "indicators": "sma37, rsi", "size": "phone"}))
	if req := asked(b); req.GetSize() != "phone" || !slices.Equal(chosen(m, "chart_toggle_AAPL_1D"), []string{"sma37", "rsi"}) {
		t.Errorf("%v, chosen %v", req, chosen(m, "chart_toggle"))
	}
	if _, err := catalog.Route(slash("chart", interaction.Options{"ticker": "AAPL", "size": "huge"})); err == nil {
		t.Error("a size that is none")
	}
}

func TestChartWithoutPreferences(t *testing.T) {
	b := &backEnds{err: errors.New("away")}
	m := run(t, newCatalog(t, b), slash("chart", interaction.Options{"ticker": "AAPL", "style": "area"}))
	if asked(b).GetStyle() != "area" || len(m.Rows) != 4 {
		t.Errorf("%v with %d rows", asked(b), len(m.Rows))
	}
}

// TestControlsLeadBack routes every control of a chart, with the longest
// comparison there can be.
func TestControlsLeadBack(t *testing.T) {
	catalog := newCatalog(t, &backEnds{})
	for _, compare := range []string{"", "ABCDEFGHIJKL, BBCDEFGHIJKL, CBCDEFGHIJKL, DBCDEFGHIJKL, EBCDEFGHIJKL"} {
		m := run(t, catalog, slash("chart", interaction.Options{"ticker": "ZBCDEFGHIJKL", "timeframe": "MAX", "compare": compare}))
		for _, row := range m.Rows {
			var ids []string
			in := press("")
			switch r := row.(type) {
			case message.Buttons:
				for _, b := range r {
					ids = append(ids, b.CustomID)
				}
			case message.Select:
				ids, in.Values = []string{r.CustomID}, []string{r.Options[0].Value}
			}
			for _, id := range ids {
				in.CustomID = id
				if _, err := catalog.Route(in); err != nil || len(id) > 100 {
					t.Errorf("%s: %v", id, err)
				}
			}
		}
	}
}

func TestWordsAreCompletedOneByOne(t *testing.T) {
	catalog := newCatalog(t, &backEnds{})
	in := typing("indicators", "rsi, ma")
	in.Name = "chart"
	choices, err := catalog.Suggest(t.Context(), in)
	if err != nil || len(choices) != 2 || choices[1].Value != "rsi, macd" {
		t.Errorf("%v, %v", choices, err)
	}
}
