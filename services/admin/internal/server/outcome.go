package server

import (
	"context"
	"fmt"
	"math"
	"slices"
	"time"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// Limits of what is said of alerts.
const (
	mostAlerts = 500
	mostSymbol = 20
	mostReturn = 100_000
	mostPrice  = 1e9
)

// RecordOutcome takes in alerts and what became of them.
func (a *Admin) RecordOutcome(ctx context.Context, req *adminv1.RecordOutcomeRequest) (*adminv1.RecordOutcomeResponse, error) {
	if n := len(req.GetAlerts()); n == 0 || n > mostAlerts {
		return nil, fault.Invalid("alerts", fmt.Sprintf("There are 1 to %d alerts.", mostAlerts))
	}
	alerts := make([]alert.Alert, len(req.GetAlerts()))
	for i, told := range req.GetAlerts() {
		if wrong := checkAlert(told, time.Now()); wrong != "" {
			return nil, fault.Invalid(fmt.Sprintf("alerts[%d]", i), wrong)
		}
		alerts[i] = alertOf(told)
	}
	if err := a.records.PutAlerts(ctx, alerts); err != nil {
		return nil, faultOf(err)
	}
	return &adminv1.RecordOutcomeResponse{}, nil
}

// checkAlert says what is wrong with an alert; "" when nothing is.
func checkAlert(a *adminv1.Alert, now time.Time) string {
	switch {
	case !word(a.GetId(), mostID), !word(a.GetCategory(), mostID):
		return fmt.Sprintf("An id and a category have 1 to %d characters of visible ASCII.", mostID)
	case !word(a.GetSymbol(), mostSymbol):
		return fmt.Sprintf("A symbol has 1 to %d characters.", mostSymbol)
	case a.GetSentAt() == nil || a.GetSentAt().AsTime().After(now.Add(clockSkew)):
		return "An alert was sent at some time."
	case !within(a.GetPrice(), math.SmallestNonzeroFloat64, mostPrice):
		return "A price is above 0."
	case !within(a.GetScore(), 0, 1), !within(a.GetConfidence(), 0, 1), !within(a.GetSentiment(), -1, 1):
		return "Score and confidence lie between 0 and 1, the sentiment between -1 and 1."
	case slices.ContainsFunc(a.GetUntold(), func(m adminv1.Measure) bool { return measures[m] == 0 }):
		return "Untold are score, sentiment and confidence alone."
	}
	if o := a.GetOutcome(); o != nil {
		if wrong := checkOutcome(o, a); wrong != "" {
			return wrong
		}
	}
	return checkEarly(a)
}

// checkOutcome says what is wrong with an outcome of an alert; "" when nothing is.
func checkOutcome(o *adminv1.Outcome, of *adminv1.Alert) string {
	switch {
	case !within(o.GetReturnPercent(), -100, mostReturn):
		return fmt.Sprintf("A return lies between -100 and %d percent.", mostReturn)
	case o.GetProvider() == "", !text(o.GetProvider(), mostID):
		return "An outcome names who told the price."
	case !o.GetMeasuredAt().AsTime().After(of.GetSentAt().AsTime()):
		return "An outcome is measured after the alert."
	default:
		return ""
	}
}

// checkEarly says what is wrong with the early outcomes of an alert; "" when
// nothing is.
func checkEarly(a *adminv1.Alert) string {
	var seen []time.Duration
	for _, e := range a.GetEarlyOutcomes() {
		horizon := e.GetHorizon().AsDuration()
		if !slices.Contains(alert.Horizons, horizon) || slices.Contains(seen, horizon) || e.GetOutcome() == nil {
			return "Early outcomes are those after 15 minutes, 1 hour and 4 hours, each once."
		}
		seen = append(seen, horizon)
		if wrong := checkOutcome(e.GetOutcome(), a); wrong != "" {
			return wrong
		}
	}
	return ""
}

// within reports whether a number lies between two others; NaN does not.
func within(number, least, most float64) bool { return number >= least && number <= most }

// measures are those of the domain.
var measures = map[adminv1.Measure]alert.Measures{
	adminv1.Measure_MEASURE_SCORE: alert.Score, adminv1.Measure_MEASURE_SENTIMENT: alert.Sentiment,
	adminv1.Measure_MEASURE_CONFIDENCE: alert.Confidence,
}

func alertOf(a *adminv1.Alert) alert.Alert {
	known := alert.Alert{
		ID: a.GetId(), Symbol: a.GetSymbol(), SentAt: a.GetSentAt().AsTime(), Category: a.GetCategory(),
		Price: a.GetPrice(), Score: a.GetScore(), Sentiment: a.GetSentiment(), Confidence: a.GetConfidence(),
	}
	for _, measure := range a.GetUntold() {
		known.Untold |= measures[measure]
	}
	if o := a.GetOutcome(); o != nil {
		known.Outcome = new(outcomeOf(o))
	}
	for _, e := range a.GetEarlyOutcomes() {
		known.Early = append(known.Early, alert.Early{Horizon: e.GetHorizon().AsDuration(), Outcome: outcomeOf(e.GetOutcome())})
	}
	return known
}

func outcomeOf(o *adminv1.Outcome) alert.Outcome {
	return alert.Outcome{Return: o.GetReturnPercent(), MeasuredAt: o.GetMeasuredAt().AsTime(), Provider: o.GetProvider()}
}
