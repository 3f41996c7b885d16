// Package dispatch sends signed interactions to the gateway and judges its
// first answers, as Discord does.
package dispatch

import (
	"net/http"
	"sync"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/channel"
	"github.com/catalyst-bot/mesh/services/simulator/internal/snowflake"
	"github.com/catalyst-bot/mesh/services/simulator/internal/statistics"
	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
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

// Parts are what a dispatcher works with; all are needed.
type Parts struct {
	Signer     Signer
	Channel    *channel.Channel
	IDs        *snowflake.Source
	Trouble    *trouble.Trouble
	Statistics *statistics.Statistics
}

// Dispatcher sends interactions. Close it to wait for those on their way.
type Dispatcher struct {
	Parts
	application string
	limit       time.Duration
	http        *http.Client
	running     sync.WaitGroup

	mu       sync.Mutex
	endpoint string
	sent     memory
}

// New makes a dispatcher whose answers go into the channel.
func New(s Settings, p Parts) *Dispatcher {
	if s.Limit == 0 {
		s.Limit = channel.AnswerLimit
	}
	return &Dispatcher{
		Parts: p, endpoint: s.Endpoint, application: s.ApplicationID, limit: s.Limit,
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

// Reset forgets what was sent.
func (d *Dispatcher) Reset() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sent = memory{}
}

// Endpoint is the URL interactions are sent to.
func (d *Dispatcher) Endpoint() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.endpoint
}

// Redirect sends further interactions to another URL.
func (d *Dispatcher) Redirect(endpoint string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.endpoint = endpoint
}

func (d *Dispatcher) now() time.Time { return d.Trouble.Clock.Now() }
