package commands

import (
	"fmt"
	"slices"
	"strings"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/quant/timeframe"
)

func chartView(s subject, reply *chartv1.RenderChartResponse) message.Message {
	file := message.NewFile(reply.GetAltText(), reply.GetPng(), s.symbol.String(), s.timeframe.String())
	change := reply.GetChangePercent()
	title := fmt.Sprintf("📈 %s · %s", s.symbol, s.timeframe.Label())
	if len(s.compare) > 0 {
		title = fmt.Sprintf("📈 %s vs %s · %s", s.symbol, joined(s.compare, ", "), s.timeframe.Label())
	}
	return message.Message{
		Embeds: []message.Embed{{
			Title: title,
			Description: fmt.Sprintf("%s\n%s · %s over %s", identity(reply.GetInfo()),
				price(reply.GetLastPrice(), reply.GetCurrency()), percentage(change), strings.ToLower(s.timeframe.Label())) + left(reply),
			Color:  colour(&change),
			Image:  message.ImageOf(file),
			Footer: &message.Footer{Text: provenanceText(reply.GetProvenance())},
		}},
		File: file,
	}
}

// reasons say why something is not in the picture.
var reasons = map[chartv1.DropReason]string{
	chartv1.DropReason_DROP_REASON_TIME:    "no time",
	chartv1.DropReason_DROP_REASON_ROOM:    "no room",
	chartv1.DropReason_DROP_REASON_DATA:    "too little data",
	chartv1.DropReason_DROP_REASON_MEANING: "not in this chart",
}

// left names what was asked for and is not in the picture.
func left(reply *chartv1.RenderChartResponse) string {
	var parts []string
	for _, d := range reply.GetDropped() {
		parts = append(parts, fmt.Sprintf("%s (%s)", message.Escape(d.GetPart()), reasons[d.GetReason()]))
	}
	if len(parts) == 0 {
		return ""
	}
	return "\n-# Not drawn: " + strings.Join(parts, ", ")
}

// inWords tells the chart where the picture may not be shown.
func inWords(m message.Message) message.Message {
	e := m.Embeds[0]
	e.Image = nil
	e.Description += "\n" + message.Escape(m.File.Alt) + "\n-# I may not attach files here, so this is the chart in words."
	return message.Message{Embeds: []message.Embed{e}, Rows: m.Rows}
}

// controls are the timeframes in two rows, and menus for indicators, style and
// theme.
func controls(s subject, likes *commandv1.Preferences, known []*chartv1.Indicator) []message.Row {
	half := len(timeframe.All) / 2
	rows := []message.Row{timeframeButtons(s, timeframe.All[:half]), timeframeButtons(s, timeframe.All[half:])}
	if len(known) > 0 {
		rows = append(rows, indicatorMenu(s, likes, known))
	}
	return append(rows,
		lookMenu(s.id(controlStyle), "Style: ", styles, likes.GetStyle()),
		lookMenu(s.id(controlTheme), "Theme: ", themes, likes.GetTheme()))
}

func timeframeButtons(s subject, timeframes []timeframe.Timeframe) message.Buttons {
	buttons := make(message.Buttons, len(timeframes))
	for i, tf := range timeframes {
		other := s
		other.timeframe = tf
		buttons[i] = message.Button{Label: tf.String(), Style: message.Secondary, CustomID: other.id(controlTimeframe)}
		if tf == s.timeframe {
			buttons[i].Style, buttons[i].Disabled = message.Primary, true
		}
	}
	return buttons
}

// shownIndicators is how many a menu holds; the rest can be typed.
const shownIndicators = 25

// indicatorMenu offers indicators: every one that is chosen, the averages of any
// period among them, and then as many others as there is room for.
func indicatorMenu(s subject, likes *commandv1.Preferences, known []*chartv1.Indicator) message.Select {
	menu := message.Select{CustomID: s.id(controlIndicators), Hint: "Indicators: none", Max: maxIndicators}
	codes := likes.GetIndicators().GetCodes()
	room := shownIndicators
	for _, code := range codes {
		if room--; !slices.ContainsFunc(known, func(i *chartv1.Indicator) bool { return i.GetCode() == code }) {
			menu.Options = append(menu.Options, message.SelectOption{Label: strings.ToUpper(code), Value: code, Chosen: true})
		}
	}
	for _, indicator := range known {
		chosen := indicator.GetDefault()
		if likes.GetIndicators() != nil {
			chosen = slices.Contains(codes, indicator.GetCode())
		}
		if !slices.Contains(codes, indicator.GetCode()) {
			if room--; room < 0 {
				continue
			}
		}
		menu.Options = append(menu.Options, message.SelectOption{Label: indicator.GetName(), Value: indicator.GetCode(), Chosen: chosen})
	}
	return menu
}

// maxIndicators is how many the chart service draws at once.
const maxIndicators = 16

func lookMenu(id, what string, choices []Choice, liked string) message.Select {
	menu := message.Select{CustomID: id, Hint: what + "as usual", Min: 1, Max: 1}
	for _, c := range choices {
		menu.Options = append(menu.Options, message.SelectOption{Label: what + c.Name, Value: c.Value, Chosen: c.Value == liked})
	}
	return menu
}

func newChartButton(s subject) message.Button {
	return message.Button{
		Label: "Chart", Style: message.Primary, CustomID: newPrefix + s.symbol.String() + ":" + s.timeframe.String(),
	}
}
