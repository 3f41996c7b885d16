package dispatch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/rules"
)

// staleAge is older than any endpoint should accept.
const staleAge = 10 * time.Minute

// ErrUnknownFault is returned for a fault no probe knows.
var ErrUnknownFault = errors.New("a fault is one of ping, bad_signature, missing_signature, stale and altered_body")

// ProbeResult is what the endpoint answered to a probe.
type ProbeResult struct {
	Status int    `json:"status"`
	Body   string `json:"body"`
}

// Probe sends a PING with the fault, as Discord does when it checks an
// endpoint: "ping" has none, "bad_signature" has a wrong signature,
// "missing_signature" has no signature headers, "stale" is ten minutes old,
// and the body of "altered_body" was changed after it was signed.
func (d *Dispatcher) Probe(ctx context.Context, fault string) (ProbeResult, error) {
	return d.probe(ctx, d.Endpoint(), fault)
}

func (d *Dispatcher) probe(ctx context.Context, endpoint, fault string) (ProbeResult, error) {
	l := d.write(draft{kind: rules.Ping})
	request := l.sealed
	switch fault {
	case "ping":
	case "bad_signature":
		request.signature = d.Signer.Sign("0", []byte("something else"))
	case "missing_signature":
		request.signature = ""
	case "stale":
		request = d.sealAt(request.body, time.Now().Add(-staleAge))
	case "altered_body":
		request.body = append(request.body, ' ')
	default:
		return ProbeResult{}, ErrUnknownFault
	}
	answer, err := d.post(ctx, endpoint, request, l.in.TraceID)
	if err != nil {
		return ProbeResult{}, err
	}
	return ProbeResult{answer.status, string(answer.body)}, nil
}

// Verify sends what Discord sends to a URL that is to be the endpoint: a PING
// that must be answered, and a badly signed one that must not.
func (d *Dispatcher) Verify(ctx context.Context, endpoint string) error {
	good, err := d.probe(ctx, endpoint, "ping")
	if err != nil {
		return err
	}
	var pong struct {
		Type int `json:"type"`
	}
	if json.Unmarshal([]byte(good.Body), &pong) != nil || good.Status != http.StatusOK || pong.Type != rules.Pong {
		return fmt.Errorf("a PING was answered with HTTP %d and not with type 1", good.Status)
	}
	bad, err := d.probe(ctx, endpoint, "bad_signature")
	if err != nil {
		return err
	}
	if bad.Status != http.StatusUnauthorized {
		return fmt.Errorf("a bad signature was answered with HTTP %d and not with 401", bad.Status)
	}
	return nil
}
