package catalogue

import "github.com/catalyst-bot/mesh/services/admin/internal/permission"

// orders are those in which providers of market data can be asked. Those that
// have no key are left out.
var orders = []string{
	"alpaca-tiingo-sample", "tiingo-alpaca-sample", "alpaca-tiingo", "tiingo-alpaca", "alpaca", "tiingo", "sample",
}

// providers are the orders of providers, followed by the market service.
func providers() []Parameter {
	var list []Parameter
	for _, data := range []struct{ name, what string }{
		{"QUOTE", "quotes"}, {"INTRADAY", "bars within the day"}, {"DAILY", "daily bars"},
	} {
		list = append(list, Parameter{
			Name: data.name + "_PROVIDERS", ReadBy: "market", Kind: Choice, Default: Value{Word: orders[0]}, Choices: orders,
			Description: "Providers that are asked for " + data.what + ", first to last; those without a key are left out.",
		})
	}
	return grouped("mesh", permission.Owner, list)
}
