package commands

import (
	"strings"
	"testing"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

func TestHelp(t *testing.T) {
	var catalog *Catalog
	var err error
	b := &backEnds{}
	catalog, err = NewCatalog(NewCheck(b, nil), NewChart(Charts{b, b, b}, nil), NewAdmin(nil, nil, nil, ReportMessages{}), NewHelp(func() []Command { return catalog.Commands() }))
	if err != nil {
		t.Fatal(err)
	}
	all := run(t, catalog, slash("help", nil)).Embeds[0]
	if len(all.Fields) != 4 || all.Fields[0].Name != "/check ticker" || all.Fields[3].Name != "/help [command]" {
		t.Errorf("%+v", all)
	}
	one := run(t, catalog, slash("help", interaction.Options{"command": "/Chart"})).Embeds[0]
	if !strings.HasPrefix(one.Title, "📖 /chart ticker [timeframe]") || len(one.Fields) != 7 || !strings.Contains(one.Fields[1].Value, "`1D` 1 Day, `5D`") {
		t.Errorf("%+v", one)
	}
	if admin := run(t, catalog, slash("help", interaction.Options{"command": "admin"})).Embeds[0]; len(admin.Fields) != 8 || admin.Fields[6].Name != "/admin set parameter value [reason]" {
		t.Errorf("%+v", admin)
	}
	if _, err := catalog.Route(slash("help", interaction.Options{"command": "moon"})); err == nil {
		t.Error("help for a command that is not there")
	}
	in := typing("command", "ch")
	in.Name = "help"
	if choices, err := catalog.Suggest(t.Context(), in); err != nil || len(choices) != 2 {
		t.Errorf("%v, %v", choices, err)
	}
}
