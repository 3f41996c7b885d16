package narrative

// signal reads one fact as a reason for rising or for falling.
type signal struct {
	key string
	// also is a fact to cite with it.
	also []string
	// bull and bear are reached from these values on; bear is the lower one.
	bull, bear         float64
	bullText, bearText string
}

var signals = []signal{
	{
		"over_sma_50", []string{"sma_50"}, 0.01, -0.01,
		"It trades %s above its 50-day average", "It trades %s below its 50-day average",
	},
	{
		"over_sma_200", []string{"sma_200"}, 0.01, -0.01,
		"The long trend is up: it trades %s above its 200-day average",
		"The long trend is down: it trades %s below its 200-day average",
	},
	{"return_63", nil, 5, -5, "Its 63-session return is a gain of %s", "Its 63-session return is a loss of %s"},
	{
		"from_high", []string{"year_high"}, -3, -20,
		"It stands %s away from its 52-week high", "It stands %s away from its 52-week high",
	},
	{"macd", nil, 1e-9, -1e-9, "Momentum turns up, with a MACD histogram of %s", "Momentum turns down, with a negative MACD histogram of %s"},
}

// cases sorts the facts into reasons for either side.
func (w *writer) cases() {
	for _, s := range signals {
		v, ok := w.value(s.key)
		switch {
		case ok && v >= s.bull:
			w.say(BullCase, s.bullText, append([]string{s.key}, s.also...)...)
		case ok && v <= s.bear:
			w.say(BearCase, s.bearText, append([]string{s.key}, s.also...)...)
		}
	}
	w.oscillator()
	if v, ok := w.value("drawdown"); ok && v >= 20 {
		w.say(BearCase, "Its maximum drawdown over 252 sessions was %s", "drawdown")
	}
	if v, ok := w.value("volatility"); ok && v >= 40 {
		w.say(BearCase, "It swings much, with an annual volatility over 63 sessions of %s", "volatility")
	}
}

// oscillator reads the RSI, whose extremes speak against the last move.
func (w *writer) oscillator() {
	v, ok := w.value("rsi")
	switch {
	case !ok:
	case v >= 70:
		w.say(BearCase, "It is overbought, with an RSI (14) of %s", "rsi")
	case v <= 30:
		w.say(BullCase, "It is oversold, with an RSI (14) of %s", "rsi")
	case v >= 50:
		w.say(BullCase, "Buyers lead, with an RSI (14) of %s", "rsi")
	default:
		w.say(BearCase, "Sellers lead, with an RSI (14) of %s", "rsi")
	}
}
