package server

import (
	"context"
	"math"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// clockSkew is how far ahead another clock may be.
const clockSkew = time.Minute

// Limits of what is said of an alert.
const (
	maxHeadline = 256
	maxAddress  = 1024
)

var plainName = regexp.MustCompile(`^[!-~]{1,64}$`)

// RecordAlert takes in an alert the bot sent.
func (c *Command) RecordAlert(ctx context.Context, req *commandv1.RecordAlertRequest) (*commandv1.RecordAlertResponse, error) {
	a, err := parseAlert(req.GetAlert(), time.Now())
	if err != nil {
		return nil, err
	}
	fresh, err := c.alerts.Record(ctx, a)
	if err != nil {
		return nil, unreachable("Alerts", err)
	}
	return &commandv1.RecordAlertResponse{Recorded: fresh}, nil
}

func parseAlert(wire *commandv1.Alert, now time.Time) (alert.Alert, error) {
	s, err := parseSymbol(wire.GetSymbol())
	if err != nil {
		return alert.Alert{}, err
	}
	sent := now
	if wire.GetSentAt() != nil {
		sent = wire.GetSentAt().AsTime()
	}
	switch {
	case !plainName.MatchString(wire.GetId()):
		return alert.Alert{}, fault.Invalid("alert.id", "An alert is named by 1 to 64 characters of visible ASCII.")
	case !plainName.MatchString(wire.GetCategory()):
		return alert.Alert{}, fault.Invalid("alert.category", "A kind of news is named by 1 to 64 characters of visible ASCII.")
	case wire.GetSentAt() != nil && !wire.GetSentAt().IsValid() || sent.After(now.Add(clockSkew)):
		return alert.Alert{}, fault.Invalid("alert.sent_at", "Say when the alert was sent; that is not in the future.")
	case !(wire.GetPrice() > 0) || math.IsInf(wire.GetPrice(), 1):
		return alert.Alert{}, fault.Invalid("alert.price", "Give the price at the alert, above 0.")
	case !oneLine(wire.GetHeadline(), maxHeadline):
		return alert.Alert{}, fault.Invalid("alert.headline", "A headline is one line of at most 256 characters.")
	case !secureAddress(wire.GetUrl()):
		return alert.Alert{}, fault.Invalid("alert.url", "Give an https address of at most 1024 characters, or none.")
	}
	for _, part := range []struct {
		field string
		value *float64
		low   float64
	}{{"alert.score", wire.Score, 0}, {"alert.sentiment", wire.Sentiment, -1}, {"alert.confidence", wire.Confidence, 0}} {
		if part.value != nil && !(*part.value >= part.low && *part.value <= 1) {
			return alert.Alert{}, fault.Invalid(part.field, "Scores and confidences are 0 to 1, sentiments -1 to 1.")
		}
	}
	return alert.Alert{
		ID: wire.GetId(), Symbol: s, SentAt: sent, Category: wire.GetCategory(), Price: wire.GetPrice(),
		Score: wire.Score, Sentiment: wire.Sentiment, Confidence: wire.Confidence, Headline: wire.GetHeadline(), URL: wire.GetUrl(),
	}, nil
}

// oneLine reports whether a text, which may be empty, is short and of one line.
func oneLine(text string, most int) bool {
	return utf8.RuneCountInString(text) <= most && !strings.ContainsFunc(text, unicode.IsControl)
}

// secureAddress reports whether a text is an https address, or empty.
func secureAddress(text string) bool {
	if text == "" {
		return true
	}
	parsed, err := url.Parse(text)
	return err == nil && parsed.Scheme == "https" && parsed.Host != "" && parsed.User == nil && len(text) <= maxAddress &&
		!strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}

// wireAlert is an alert as it was recorded.
func wireAlert(a alert.Alert) *commandv1.Alert {
	return &commandv1.Alert{
		Id: a.ID, Symbol: a.Symbol.String(), SentAt: timestamppb.New(a.SentAt), Category: a.Category, Price: a.Price,
		Score: a.Score, Sentiment: a.Sentiment, Confidence: a.Confidence, Headline: a.Headline, Url: a.URL,
	}
}
