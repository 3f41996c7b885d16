package faults

import (
	"sync"
	"time"
)

// others are users who know nothing of the fault.
type others struct {
	crowd
	list []interaction
}

// background prepares the other half of a round: commands, buttons that add a
// message and one that changes its own.
func background(w *world) *others {
	w.t.Helper()
	under, changed := w.shown(check("CSCO")), w.shown(chart("ORCL", "1M"))
	return &others{crowd{w: w}, []interaction{
		press(changed.ID, "chart_ORCL_1Y"), check("GOOG"), press(under.ID, "v1:chart:CSCO:1M"), chart("SPY", "1M"), check("MSFT"),
		chart("IBM", "1Y"), press(under.ID, "v1:chart:CSCO:1Y"), check("AAPL"), chart("GOOG", "3M"), check("ORCL"),
	}}
}

// pace is the time between two of them: the kill and the restart fall between.
const pace = 250 * time.Millisecond

// begin sends one after the other; stop waits until all are on their way.
func (o *others) begin() (stop func()) {
	var sending sync.WaitGroup
	sending.Go(func() {
		for _, in := range o.list {
			o.send(in)
			time.Sleep(pace)
		}
	})
	return sending.Wait
}
