package commands

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	adminv1 "github.com/catalyst-bot/mesh/gen/catalyst/admin/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
)

const warning = 0xF39C12

// stamp shows a moment in the reader's own time zone.
func stamp(t interface{ AsTime() time.Time }, style string) string {
	return fmt.Sprintf("<t:%d:%s>", t.AsTime().Unix(), style)
}

// parameterValue writes a value as people do; durations are in milliseconds.
func parameterValue(v *adminv1.Value, unit string) string {
	var text string
	switch value := v.GetValue().(type) {
	case *adminv1.Value_Number:
		text = plainNumber(value.Number)
	case *adminv1.Value_Integer:
		text = strconv.FormatInt(value.Integer, 10)
	case *adminv1.Value_Choice:
		text = value.Choice
	}
	if unit != "" {
		text += " " + unit
	}
	return text
}

func embed(title, text string, color int) message.Message {
	return message.Message{Embeds: []message.Embed{{Title: title, Description: text, Color: color}}}
}

func parametersView(reply *adminv1.ListParametersResponse) message.Message {
	m := embed("⚙️ Parameters", fmt.Sprintf("Revision %d", reply.GetRevision()), message.Neutral)
	m.Embeds[0].Fields = groupFields(reply.GetParameters())
	return m
}

// groupFields is a field for each group, in the order given.
func groupFields(list []*adminv1.Parameter) []message.Field {
	var fields []message.Field
	for _, p := range list {
		if len(fields) == 0 || fields[len(fields)-1].Name != p.GetGroup() {
			fields = append(fields, message.Field{Name: p.GetGroup()})
		}
		last := &fields[len(fields)-1]
		last.Value = strings.TrimPrefix(last.Value+"\n`"+p.GetName()+"` "+message.Escape(parameterValue(p.GetValue(), p.GetUnit())), "\n")
	}
	return fields
}

func parameterView(p *adminv1.Parameter) message.Message {
	text := []string{message.Escape(p.GetDescription()), "Value **" + message.Escape(parameterValue(p.GetValue(), p.GetUnit())) + "**",
		"Default " + message.Escape(parameterValue(p.GetDefaultValue(), p.GetUnit()))}
	if b := p.GetBounds(); b != nil {
		text = append(text, fmt.Sprintf("Between %g and %g", b.GetMin(), b.GetMax()))
	}
	if len(p.GetChoices()) > 0 {
		text = append(text, "One of "+message.Escape(strings.Join(p.GetChoices(), ", ")))
	}
	for _, rule := range p.GetRules() {
		text = append(text, message.Escape(rule))
	}
	if p.GetNeedsSecondPerson() {
		text = append(text, "A change needs someone else's approval.")
	}
	return embed("⚙️ "+p.GetName(), lines(text), message.Neutral)
}

func statsView(values *adminv1.ListParametersResponse, changes *adminv1.ListHistoryResponse) message.Message {
	m := parametersView(values)
	m.Embeds[0].Title = "📊 In force"
	m.Embeds[0].Description = fmt.Sprintf("Revision **%d** is in force.", values.GetRevision())
	if entries := changes.GetEntries(); len(entries) > 0 {
		var rows []string
		for _, entry := range entries {
			rows = append(rows, entryText(entry, statsRoom))
		}
		m.Embeds[0].Fields = append(m.Embeds[0].Fields, message.Field{Name: "Last changes", Value: lines(rows)})
	}
	return m
}

func plainNumber(number float64) string { return strconv.FormatFloat(number, 'f', -1, 64) }
