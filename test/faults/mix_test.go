package faults

import (
	"encoding/json"
	"strconv"
)

// typing is the kind of an interaction that completes an option.
const typing = "autocomplete"

func tokenOf(i int) string { return "load-" + strconv.Itoa(i) }

// compose makes the i-th interaction of the load: of ten, four are checks, two
// charts, one a redrawn chart, one an added chart and two are completions.
func compose(i int) (kind string, body []byte) {
	symbols, timeframes := []string{"AAPL", "MSFT", "IBM", "GOOG", "ORCL", "CSCO"}, []string{"1D", "5D", "1M", "3M", "1Y"}
	symbol, timeframe := symbols[i/10%len(symbols)], timeframes[i/7%len(timeframes)]
	var in interaction
	switch i % 10 {
	case 0, 2, 4, 6:
		kind, in = "check", check(symbol)
	case 1, 5:
		kind, in = "chart", chart(symbol, timeframe)
	case 3:
		kind, in = "redraw", press(strconv.Itoa(500_000+i), "chart_"+symbol+"_"+timeframe)
	case 7:
		kind, in = "add chart", press(strconv.Itoa(500_000+i), "v1:chart:"+symbol+":"+timeframe)
	default:
		kind, in = typing, command("check", object{"type": 3, "name": "ticker", "value": symbol[:2], "focused": true})
		in.Type = 4
	}
	event := object{
		"id": strconv.Itoa(1_000_000 + i), "application_id": applicationID, "type": in.Type, "token": tokenOf(i), "version": 1,
		"data": in.Data, "guild_id": "2", "channel_id": "3", "app_permissions": "9007199254740991",
		"member": object{"user": object{"id": strconv.Itoa(7000 + i%100)}, "permissions": "0", "roles": []string{}},
	}
	if in.MessageID != "" {
		event["message"] = object{"id": in.MessageID, "flags": 0}
	}
	body, err := json.Marshal(event)
	if err != nil {
		panic(err) // strings and numbers always encode
	}
	return kind, body
}
