package doctor

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/discordapi"
)

const (
	// noticeable is a difference between clocks worth a word.
	noticeable = 5 * time.Second
	// dateStep is how exact the Date header is.
	dateStep = time.Second
)

// clock compares this machine's clock with Discord's.
func (e *examination) clock(ctx context.Context) {
	ahead, err := e.discordTime(ctx)
	if err != nil {
		e.doubtful("Discord's clock cannot be read: "+reason(err), "let this machine make https requests to "+e.APIURL)
		return
	}
	e.discordAhead = &ahead
	e.judgeClock("this machine", "Discord", -ahead)
}

// gatewayClock compares the clock in the echo with Discord's, or with this
// machine's when that is unknown.
func (e *examination) gatewayClock(r reply, echo Echo) {
	gatewayAhead := ahead(echo.Time, r.sent, r.received, 0)
	if e.discordAhead == nil {
		e.judgeClock("the gateway", "this machine", gatewayAhead)
		return
	}
	e.judgeClock("the gateway", "Discord", gatewayAhead-*e.discordAhead)
}

// discordTime is how far Discord's clock is ahead of this one.
func (e *examination) discordTime(ctx context.Context) (time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, e.APIURL+"/gateway", http.NoBody)
	if err != nil {
		return 0, err
	}
	req.Header.Set("User-Agent", discordapi.UserAgent)
	sent := time.Now()
	res, err := e.http.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, maxReply))
	date, err := http.ParseTime(res.Header.Get("Date"))
	if err != nil {
		return 0, err
	}
	return ahead(date, sent, time.Now(), dateStep), nil
}

// ahead is how far a clock that showed at is ahead of this one, when it was
// read between sent and received. at may be short by up to step.
func ahead(at, sent, received time.Time, step time.Duration) time.Duration {
	switch {
	case at.After(received):
		return at.Sub(received)
	case at.Add(step).Before(sent):
		return -sent.Sub(at.Add(step))
	default:
		return 0
	}
}

// judgeClock reports how far one clock is ahead of the other.
func (e *examination) judgeClock(of, other string, ahead time.Duration) {
	ahead = ahead.Round(time.Second)
	direction := "ahead of"
	if ahead < 0 {
		direction = "behind"
	}
	seen := fmt.Sprintf("the clock of %s is %s %s that of %s", of, ahead.Abs(), direction, other)
	const advice = "set it by NTP, for instance with timedatectl set-ntp true"
	switch size := ahead.Abs(); {
	case size <= noticeable:
		e.well("the clock of %s agrees with that of %s", of, other)
	case e.Window > 0 && size > e.Window:
		e.ill(fmt.Sprintf("%s, more than FRESHNESS_WINDOW (%s): every request is turned away", seen, e.Window), advice)
	default:
		e.doubtful(seen, advice)
	}
}
