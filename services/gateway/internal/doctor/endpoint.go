package doctor

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/admission"
)

const (
	// probeAgent is what Discord calls itself: filters in front of the gateway
	// treat the probe as they treat Discord.
	probeAgent = "Discord-Interactions/1.0 (+https://discord.com)"
	// turnedAway is the gateway's answer to every signature fault.
	turnedAway = `{"error":"invalid request signature"}`
	// slow is a turning away that leaves too little of Discord's three seconds.
	slow = time.Second
	// maxReply is the most of a reply that is read, in bytes.
	maxReply = 64 << 10
)

// ping is what Discord sends when it checks a URL.
var ping = []byte(`{"id":"1","application_id":"1","type":1,"token":"x","version":1}`)

// reply is what the endpoint answered.
type reply struct {
	status         int
	header         http.Header
	body           []byte
	sent, received time.Time
}

// endpoint sends what must be turned away, and checks that it is.
func (e *examination) endpoint(ctx context.Context) {
	if e.Endpoint == "" {
		return
	}
	key, err := strangerKey()
	if err != nil {
		e.doubtful("no key for a bad signature: "+err.Error(), "try again")
		return
	}
	for _, probe := range []struct {
		name   string
		header http.Header
	}{
		{"an unsigned request", http.Header{}},
		{"a badly signed request", signature(key, ping)},
	} {
		answer, err := e.post(ctx, e.Endpoint, probe.header, ping)
		if err != nil {
			e.abandon(unreachable(err))
			return
		}
		finding := judgeAnswer(probe.name, answer)
		if finding.Level == Ill {
			e.abandon(finding)
			return
		}
		e.report(finding)
	}
}

// abandon reports the finding and keeps later checks from the endpoint: they
// would say the same in other words.
func (e *examination) abandon(f Finding) {
	e.report(f)
	e.Endpoint = ""
}

// judgeAnswer explains the answer to a request that must be turned away.
func judgeAnswer(probe string, r reply) Finding {
	if r.status != http.StatusUnauthorized || string(bytes.TrimSpace(r.body)) != turnedAway {
		what, advice := strange(r)
		return Finding{Ill, probe + what, advice}
	}
	if took := r.received.Sub(r.sent); took > slow {
		return Finding{Doubtful, fmt.Sprintf("%s is turned away, but in %s", probe, took.Round(10*time.Millisecond)),
			"bring the proxy and the gateway closer; Discord waits 3 s for everything"}
	}
	return Finding{Level: Well, What: probe + " is turned away by the gateway"}
}

// strange explains an answer that is not the gateway's.
func strange(r reply) (what, advice string) {
	what = fmt.Sprintf(" is answered with %d", r.status)
	switch {
	case r.status == http.StatusUnauthorized:
		return what + ", but not by the gateway", "exempt the path from logins and signature checks in front of the gateway"
	case r.status/100 == 2:
		return what + ": whatever is there verifies nothing", "forward the path to the gateway's public port (GATEWAY_LISTEN_PUBLIC)"
	case r.status/100 == 3:
		return what + " to " + location(r.header), "enter the final URL, as Discord follows no redirect; look for http, www and slashes at the end"
	case r.status == http.StatusForbidden:
		return what, "exempt the path from the firewall or bot protection in front of the gateway"
	case r.status == http.StatusNotFound:
		return what, "forward the path unchanged to the gateway's public port, and let the URL end in " + endpointPath
	case r.status == http.StatusMethodNotAllowed:
		return what, "let POST through, and let the URL end in " + endpointPath
	case r.status == http.StatusTooManyRequests:
		return what, "exempt the path from rate limits in front of the gateway"
	case r.status == http.StatusBadGateway, r.status == http.StatusServiceUnavailable, r.status == http.StatusGatewayTimeout:
		return what + ": the proxy does not reach the gateway", "start the gateway, and let the proxy forward to its public port (GATEWAY_LISTEN_PUBLIC)"
	case r.status >= http.StatusInternalServerError:
		return what, "look into the logs of the proxy and the gateway"
	default:
		return what, "forward the path unchanged to the gateway's public port (GATEWAY_LISTEN_PUBLIC)"
	}
}

func (e *examination) post(ctx context.Context, address string, header http.Header, body []byte) (reply, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return reply{}, err
	}
	req.Header = header
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", probeAgent)
	r := reply{sent: time.Now()}
	res, err := e.http.Do(req)
	if err != nil {
		return reply{}, err
	}
	defer res.Body.Close()
	r.body, err = io.ReadAll(io.LimitReader(res.Body, maxReply))
	r.received, r.status, r.header = time.Now(), res.StatusCode, res.Header
	return r, err
}

// signature signs the body as Discord does.
func signature(key ed25519.PrivateKey, body []byte) http.Header {
	timestamp := strconv.FormatInt(time.Now().Unix(), 10)
	signed := ed25519.Sign(key, append([]byte(timestamp), body...))
	return http.Header{
		http.CanonicalHeaderKey(admission.SignatureHeader): {hex.EncodeToString(signed)},
		admission.TimestampHeader:                          {timestamp},
	}
}
