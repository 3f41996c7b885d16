package dispatch

import (
	"context"
	"errors"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// Answer is what one sending of an interaction came to.
type Answer struct {
	// Status is the HTTP status; 0 when there was no answer.
	Status int `json:"status"`
	// Body is the answer as it came.
	Body string `json:"body"`
	// Violations are what Discord would refuse, and notes.
	Violations []rules.Violation `json:"violations"`
	// DurationMS is milliseconds from sending to the end of the answer.
	DurationMS float64 `json:"duration_ms"`
	callback   rules.Callback
}

// accepted reports whether Discord would take the answer.
func (a Answer) accepted() bool { return a.callback.Type != 0 && !rules.Refused(a.Violations) }

// ask sends a letter to the endpoint and judges the answer.
func (d *Dispatcher) ask(ctx context.Context, endpoint string, l letter) Answer {
	d.Statistics.Asked(l.in.ID, l.in.Kind)
	begin := time.Now()
	answered, err := d.post(ctx, endpoint, l.sealed, l.in.TraceID)
	a := Answer{
		Status: answered.status, Body: string(answered.body), Violations: []rules.Violation{},
		DurationMS: float64(time.Since(begin).Microseconds()) / 1000,
	}
	if err != nil {
		text := "the endpoint gave no answer: " + err.Error()
		if errors.Is(err, context.DeadlineExceeded) {
			text = "no first answer came within " + d.limit.String()
		}
		a.Violations = append(a.Violations, rules.Violation{Code: rules.CodeHTTP, Text: text})
		return a
	}
	found := judgeHTTP(answered)
	if found == nil {
		a.callback, found = rules.CheckCallback(l.in.Kind, l.source, answered.body)
	}
	a.Violations = append(a.Violations, found...)
	d.Statistics.Violated(found)
	return a
}

// bring puts an accepted answer into the channel and returns the id of the
// message that shows it.
func (d *Dispatcher) bring(l letter, a Answer) string {
	if l.in.Kind == rules.Ping || l.in.Kind == rules.Autocomplete {
		d.Statistics.Answered(l.in.ID, "", a.callback.Type)
		return ""
	}
	message := d.Channel.Answered(l.in.Token, a.callback, a.Violations)
	d.Statistics.Answered(l.in.ID, message, a.callback.Type)
	return message
}

// giveUp tells the channel that no acceptable answer came.
func (d *Dispatcher) giveUp(l letter, a Answer) string {
	if l.in.Kind == rules.Ping || l.in.Kind == rules.Autocomplete {
		return ""
	}
	return d.Channel.Unanswered(l.in.Token, a.Violations, a.Status == 0)
}

// deliver sends a letter once and brings its answer into the channel.
func (d *Dispatcher) deliver(ctx context.Context, l letter) (string, Answer) {
	a := d.ask(ctx, d.Endpoint(), l)
	if a.accepted() {
		return d.bring(l, a), a
	}
	return d.giveUp(l, a), a
}

// deliverMany sends a letter so many times at once. The first accepted answer
// counts; the others are only told.
func (d *Dispatcher) deliverMany(ctx context.Context, endpoint string, l letter, times int) (string, []Answer) {
	answers := make(chan Answer)
	for range times {
		d.running.Go(func() { answers <- d.ask(ctx, endpoint, l) })
	}
	all, message, taken := make([]Answer, 0, times), "", false
	for range times {
		a := <-answers
		if a.accepted() && !taken {
			message, taken = d.bring(l, a), true
		}
		all = append(all, a)
	}
	if !taken {
		message = d.giveUp(l, all[0])
	}
	return message, all
}
