package faults

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestOnlyTheNewestClickIsShown presses the timeframe buttons of several
// messages within milliseconds, at two gateways, while Discord is slow.
func TestOnlyTheNewestClickIsShown(t *testing.T) {
	t.Parallel()
	p := newPair(t)
	for range rounds(t) {
		want := map[string]string{}
		for range perRound / 2 {
			want[p.shown(p.at(0, chart("AAPL", "1M"))).ID] = ""
		}
		p.tell("/api/faults", object{"webhook": "slow", "count": 1000, "delay_ms": 300})
		c := &crowd{w: p.world}
		for id := range want {
			want[id] = p.clickAround(c, id)
		}
		c.running.Wait()
		p.calm(func() bool { return true })
		for id, file := range want {
			if m := p.message(id); len(m.Attachments) != 1 || m.Attachments[0].Filename != file {
				t.Errorf("message %s shows %+v, the newest click was for %s", id, m.Attachments, file)
			}
		}
		p.tell("/api/reset", nil)
	}
}

// clickAround presses buttons of a message, in an order the network may change,
// and returns the file the newest click asks for.
func (p *pair) clickAround(c *crowd, message string) (file string) {
	timeframes := []string{"1D", "5D", "3M", "1Y"}
	rand.Shuffle(len(timeframes), func(i, j int) { timeframes[i], timeframes[j] = timeframes[j], timeframes[i] })
	for i, tf := range timeframes {
		in := p.at(i%2, press(message, "chart_AAPL_"+tf))
		in.ID = newID()
		c.send(in)
		file = "aapl-" + strings.ToLower(tf) + ".png"
	}
	return file
}
