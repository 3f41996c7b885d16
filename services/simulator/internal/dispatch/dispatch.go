// Package dispatch sends signed interactions to the gateway and judges its
// first answers, as Discord does.
package dispatch

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/prompt"
	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
	"github.com/catalyst-bot/mesh/services/simulator/internal/snowflake"
)

// Signer signs a body at a timestamp.
type Signer interface {
	Sign(timestamp string, body []byte) string
}

// Settings say where interactions go.
type Settings struct {
	// Endpoint is the URL of the gateway's interactions endpoint.
	Endpoint string
	// ApplicationID is the snowflake of the simulated application.
	ApplicationID string
	// Limit is the time the first answer may take; 0 means Discord's 3 s.
	Limit time.Duration
}

// Dispatcher sends interactions. Close it to wait for those on their way.
type Dispatcher struct {
	signer      Signer
	channel     *channel.Channel
	ids         *snowflake.Source
	now         func() time.Time
	endpoint    string
	application string
	limit       time.Duration
	http        *http.Client
	running     sync.WaitGroup
}

// New makes a dispatcher whose answers go into the channel.
func New(s Settings, signer Signer, c *channel.Channel, ids *snowflake.Source, now func() time.Time) *Dispatcher {
	if s.Limit == 0 {
		s.Limit = channel.AnswerLimit
	}
	return &Dispatcher{
		signer: signer, channel: c, ids: ids, now: now, endpoint: s.Endpoint, application: s.ApplicationID, limit: s.Limit,
		http: &http.Client{
			Transport: http.DefaultTransport.(*http.Transport).Clone(),
			CheckRedirect: func(*http.Request, []*http.Request) error {
				return http.ErrUseLastResponse // Discord follows none
			},
		},
	}
}

// Close waits for the interactions on their way, at most Settings.Limit.
func (d *Dispatcher) Close() {
	d.running.Wait()
	d.http.CloseIdleConnections()
}

// Command sends a command and returns the id of its message at once; the
// answer comes into the channel later. text is what the user typed.
func (d *Dispatcher) Command(ctx context.Context, text string, command prompt.Command) string {
	in := d.interaction(rules.Command, text)
	id := d.channel.Open(in)
	body := d.commandBody(in, command)
	ctx = context.WithoutCancel(ctx) // the user may close the page meanwhile
	d.running.Go(func() { d.send(ctx, in, nil, body) })
	return id
}

// Press is a pressed component.
type Press struct {
	// MessageID and CustomID say which component.
	MessageID, CustomID string
	// Force sends a component the message does not have, as forged requests
	// and buttons of older releases do.
	Force bool
}

// buttonType is Discord's number for a button.
const buttonType = 2

// Press sends a pressed component, waits for the first answer and returns the
// id of the message that changes or is new. Its errors are those of
// channel.Pressable.
func (d *Dispatcher) Press(ctx context.Context, p Press) (string, error) {
	m, kind, err := d.channel.Pressable(p.MessageID, p.CustomID)
	if p.Force && errors.Is(err, channel.ErrNotPressable) {
		kind, err = buttonType, nil
	}
	if err != nil {
		return "", err
	}
	in := d.interaction(rules.Component, m.Prompt)
	in.Source = m.ID
	d.channel.Open(in)
	source := m.Context()
	return d.send(context.WithoutCancel(ctx), in, &source, d.componentBody(in, m, p.CustomID, kind)), nil
}

// send posts an interaction and brings its answer into the channel.
func (d *Dispatcher) send(ctx context.Context, in channel.Interaction, source *rules.Context, body []byte) string {
	answer, err := d.post(ctx, d.seal(body, d.now()), in.TraceID)
	if err != nil {
		text := "the endpoint gave no answer: " + err.Error()
		if errors.Is(err, context.DeadlineExceeded) {
			text = "no first answer came within " + d.limit.String()
		}
		return d.channel.Unanswered(in.Token, []rules.Violation{{Code: rules.CodeHTTP, Text: text}}, true)
	}
	found := judgeHTTP(answer)
	var callback rules.Callback
	if found == nil {
		callback, found = rules.CheckCallback(in.Kind, source, answer.body)
	}
	if rules.Refused(found) {
		return d.channel.Unanswered(in.Token, found, false)
	}
	return d.channel.Answered(in.Token, callback, found)
}
