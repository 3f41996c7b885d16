package main

import (
	"strings"
	"testing"
)

func TestCheck(t *testing.T) {
	for name, c := range map[string]struct {
		cfg  config
		want string
	}{
		"nothing":        {config{}, ""},
		"all":            {config{AlpacaID: "id", AlpacaSecret: "hidden", TiingoKey: "hidden", EdgarAgent: "Example Bot admin@example.com"}, ""},
		"half of a key":  {config{AlpacaSecret: "hidden"}, "APCA_API_KEY_ID"},
		"the other half": {config{AlpacaID: "hidden"}, "APCA_API_SECRET_KEY"},
		"no address":     {config{EdgarAgent: "hidden"}, "EDGAR_USER_AGENT"},
	} {
		err := c.cfg.check()
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "hidden")):
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOrderWithoutFollower(t *testing.T) {
	if got := order(nil, true, "QUOTE_PROVIDERS")(); len(got) != 1 || got[0] != "sample" {
		t.Errorf("asked are %v", got)
	}
}
