package catalogue

import "github.com/catalyst-bot/mesh/services/admin/internal/permission"

// Names of the parameters the mesh itself follows, as its services know them.
const (
	deferBudget        = "DEFER_BUDGET"
	maxParallelRenders = "MAX_PARALLEL_RENDERS"
	chartCacheTime     = "CHART_CACHE_TIME"
	chartTheme         = "CHART_THEME"
	watchlistLimit     = "WATCHLIST_LIMIT"
)

// meshParameters are followed by the services of the mesh as they change.
func meshParameters() []Parameter {
	return grouped("mesh", permission.Owner, []Parameter{
		{
			Name: deferBudget, ReadBy: "gateway", Unit: "ms", Kind: Duration, Default: Value{Number: 1200}, Min: 200, Max: 2000, SecondPerson: true,
			Description: "Time from receipt after which the gateway defers an answer.",
		},
		{
			Name: maxParallelRenders, ReadBy: "chart", Kind: Integer, Default: Value{Number: 4}, Min: 1, Max: 64,
			Description: "Most charts one chart service draws at a time.",
		},
		{
			Name: chartCacheTime, ReadBy: "chart", Unit: "ms", Kind: Duration, Default: Value{Number: 60000}, Max: 3600000,
			Description: "Time the same picture is served again for the same bars; 0 draws each time.",
		},
		{
			Name: chartTheme, ReadBy: "chart", Kind: Choice, Default: Value{Word: "dark"}, Choices: []string{"dark", "light", "discord", "contrast"},
			Description: "Colours of charts; contrast suits eyes that do not tell red from green.",
		},
		{
			Name: watchlistLimit, ReadBy: "command", Kind: Integer, Default: Value{Number: 25}, Min: 1, Max: 100,
			Description: "Most symbols one user may watch; longer watchlists stay as they are.",
		},
	})
}
