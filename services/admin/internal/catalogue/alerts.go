package catalogue

import "github.com/catalyst-bot/mesh/services/admin/internal/permission"

// alerts are the parameters of the bot's alerts, with the bounds the old bot
// documented and did not keep.
func alerts() []Parameter {
	list := []Parameter{
		{Name: "MIN_SCORE", Description: "Least score of an alert.", Kind: Number, Max: 1},
		{Name: "MIN_SENT_ABS", Description: "Least strength of sentiment of an alert, either way.", Kind: Number, Max: 1},
		{
			Name: "PRICE_CEILING", Description: "Highest price of a symbol that is alerted on; above PRICE_FLOOR.",
			Unit: "USD", Kind: Number, Default: Value{Number: 10}, Max: 1000, MinExclusive: true,
		},
		{
			Name: "PRICE_FLOOR", Description: "Lowest price of a symbol that is alerted on; below PRICE_CEILING.",
			Unit: "USD", Kind: Number, Default: Value{Number: 0.1}, Max: 1000,
		},
		{
			Name: "CONFIDENCE_HIGH", Description: "Confidence from which an alert is called high; above CONFIDENCE_MODERATE.",
			Kind: Number, Default: Value{Number: 0.8}, Max: 1, MinExclusive: true,
		},
		{
			Name: "CONFIDENCE_MODERATE", Description: "Confidence from which an alert is called moderate; below CONFIDENCE_HIGH.",
			Kind: Number, Default: Value{Number: 0.6}, Max: 1,
		},
		{
			Name: "ALERTS_MIN_INTERVAL_MS", Description: "Least time between two alerts.",
			Unit: "ms", Kind: Duration, Default: Value{Number: 300}, Max: 60000, SecondPerson: true,
		},
		{
			Name: "MAX_ALERTS_PER_CYCLE", Description: "Most alerts in one cycle.",
			Kind: Integer, Default: Value{Number: 40}, Min: 1, Max: 100, SecondPerson: true,
		},
		{
			Name: "ANALYZER_HIT_UP_THRESHOLD_PCT", Description: "Rise that counts as a hit.",
			Unit: "%", Kind: Number, Default: Value{Number: 5}, Min: 0.5, Max: 50,
		},
		{
			Name: "ANALYZER_HIT_DOWN_THRESHOLD_PCT", Description: "Fall that counts as a miss.",
			Unit: "%", Kind: Number, Default: Value{Number: -5}, Min: -50, Max: -0.5,
		},
		{
			Name: "BREAKOUT_MIN_AVG_VOL", Description: "Least mean daily volume of a breakout.",
			Unit: "shares", Kind: Integer, Default: Value{Number: 300000}, Max: 1e9,
		},
		{
			Name: "BREAKOUT_MIN_RELVOL", Description: "Least volume of a breakout, as a multiple of the mean.",
			Kind: Number, Default: Value{Number: 1.5}, Min: 0.1, Max: 50,
		},
	}
	return grouped("alerts", permission.Operator, list)
}

// sentiment are the weights of the sources of sentiment; together they are 1.
func sentiment() []Parameter {
	var list []Parameter
	for _, source := range []struct {
		name, what string
		weight     float64
	}{
		{"LOCAL", "the local model", 0.4}, {"EXT", "external news", 0.3}, {"SEC", "SEC filings", 0.2},
		{"ANALYST", "analysts", 0.05}, {"EARNINGS", "earnings", 0.05},
	} {
		list = append(list, Parameter{
			Name: "SENTIMENT_WEIGHT_" + source.name, Kind: Number, Default: Value{Number: source.weight}, Max: 1,
			Description: "Weight of " + source.what + " in the sentiment; all five together are 1.",
		})
	}
	return grouped("sentiment", permission.Operator, list)
}

// keywords are the weights of the kinds of news the bot tells apart.
func keywords() []Parameter {
	var list []Parameter
	for _, category := range []string{"CLINICAL", "DILUTION", "EARNINGS", "FILING", "PARTNERSHIP"} {
		list = append(list, Parameter{
			Name: "KEYWORD_WEIGHT_" + category, Kind: Number, Default: Value{Number: 1}, Max: 3,
			Description: "Weight of keywords of this kind of news in the score.",
		})
	}
	return grouped("keywords", permission.Operator, list)
}

func grouped(group string, changedBy permission.Role, list []Parameter) []Parameter {
	for i := range list {
		list[i].Group, list[i].ChangedBy = group, changedBy
	}
	return list
}
