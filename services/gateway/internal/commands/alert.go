package commands

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

// alertPrefix is a timeframe button under an alert: {timeframe}:{alert id}.
const alertPrefix = "v2:alert:"

// Time an alert waits for what is shown beside it.
const (
	alertQuoteLimit = 3 * time.Second
	alertChartLimit = 6 * time.Second
)

// alertTimeframes are those of the old bot's buttons.
var alertTimeframes = []timeframe.Timeframe{timeframe.Day, timeframe.FiveDays, timeframe.Month, timeframe.Quarter, timeframe.Year}

// Alerts makes the messages of alerts, which are posted by themselves, and
// redraws them when their buttons are pressed.
type Alerts struct {
	Command commandv1.CommandServiceClient
	Charts  chartv1.ChartServiceClient
}

// Feature is the buttons under alerts. They change the message for everyone who
// sees it.
func (a Alerts) Feature() Feature {
	return Feature{Components: []Component{{Prefix: alertPrefix, Parse: a.parse}}}
}

func (a Alerts) parse(in interaction.Interaction) (ComponentStep, error) {
	word, id, found := strings.Cut(in.CustomID[len(alertPrefix):], ":")
	tf, err := timeframe.Parse(word)
	if err != nil || !found || id == "" {
		return nil, malformedControl()
	}
	return Change{Task{Name: "alert", Manner: AlwaysDefer, Run: func(ctx context.Context) (message.Message, error) {
		reply, err := a.Command.GetAlert(ctx, &commandv1.GetAlertRequest{AlertId: id})
		if err != nil {
			return message.Message{}, err
		}
		return fitting(in, a.draw(ctx, reply.GetAlert(), tf)), nil
	}}}, nil
}

// Mark is the id of a button that only the message of this alert has.
func (Alerts) Mark(a *commandv1.Alert) string { return alertButton(alertTimeframes[0], a.GetId()) }

// Message is what is posted of an alert. What cannot be had in time is left out,
// and the message says so.
func (a Alerts) Message(ctx context.Context, alert *commandv1.Alert) message.Message {
	return a.draw(ctx, alert, alertTimeframes[0])
}

func (a Alerts) draw(ctx context.Context, alert *commandv1.Alert, tf timeframe.Timeframe) message.Message {
	var checked *commandv1.CheckResponse
	var picture *chartv1.RenderChartResponse
	var both sync.WaitGroup
	both.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, alertQuoteLimit)
		defer cancel()
		checked, _ = a.Command.Check(ctx, &commandv1.CheckRequest{Symbol: alert.GetSymbol()}) // the view says what is missing
	})
	both.Go(func() {
		ctx, cancel := context.WithTimeout(ctx, alertChartLimit)
		defer cancel()
		picture, _ = a.Charts.RenderChart(ctx, alertChart(alert, tf))
	})
	both.Wait()
	return alertView(alert, tf, checked, picture)
}

// alertChart is drawn with the usual looks: it is seen by everyone.
func alertChart(alert *commandv1.Alert, tf timeframe.Timeframe) *chartv1.RenderChartRequest {
	return &chartv1.RenderChartRequest{
		Symbol: alert.GetSymbol(), Timeframe: marketv1.Timeframe(tf),
		Markers: []*chartv1.Marker{{Time: alert.GetSentAt(), Kind: chartv1.MarkerKind_MARKER_KIND_ALERT}},
		Lines:   []*chartv1.PriceLine{{Kind: chartv1.PriceLineKind_PRICE_LINE_KIND_ALERT, Price: alert.GetPrice()}},
	}
}

func alertButton(tf timeframe.Timeframe, id string) string {
	return fmt.Sprintf("%s%s:%s", alertPrefix, tf, id)
}

func alertRows(alert *commandv1.Alert, tf timeframe.Timeframe) []message.Row {
	var spans message.Buttons
	for _, other := range alertTimeframes {
		b := message.Button{Label: other.String(), Style: message.Secondary, CustomID: alertButton(other, alert.GetId())}
		if other == tf {
			b.Style, b.Disabled = message.Primary, true
		}
		spans = append(spans, b)
	}
	mine := newChartButton(subject{symbol: symbol.Symbol(alert.GetSymbol()), timeframe: tf})
	mine.Label, mine.Style = "Chart for me", message.Secondary
	return []message.Row{spans, message.Buttons{
		mine,
		{Label: "Ask about it…", Style: message.Secondary, CustomID: askPrefix + alert.GetSymbol()},
		{Label: "+ Watchlist", Style: message.Secondary, CustomID: watchPrefix + alert.GetSymbol()},
	}}
}
