package commands

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/gateway/internal/message"
	"github.com/catalyst-bot/mesh/services/quant/symbol"
)

// update is one step of an answer in words.
type update interface {
	GetStage() commandv1.Stage
	GetSheet() *commandv1.FactSheet
	GetSentence() *commandv1.Sentence
	GetConclusion() *commandv1.Conclusion
}

// narrative is an answer in words as far as it has come.
type narrative struct {
	title, question string
	symbol          symbol.Symbol
	stage           commandv1.Stage
	sheet           *commandv1.FactSheet
	sentences       []*commandv1.Sentence
	conclusion      *commandv1.Conclusion
}

// follow takes updates until the end and shows each.
func (n *narrative) follow(next func() (update, error), show Show) error {
	for {
		u, err := next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch {
		case u.GetSheet() != nil:
			n.sheet = u.GetSheet()
		case u.GetSentence() != nil:
			n.sentences = append(n.sentences, u.GetSentence())
		case u.GetConclusion() != nil:
			n.conclusion = u.GetConclusion()
		default:
			n.stage = u.GetStage()
		}
		show(n.view())
	}
}

// sections are the parts of a text, in the order they are read.
var sections = []struct {
	section commandv1.Section
	name    string
}{
	{commandv1.Section_SECTION_ANSWER, "Answer"}, {commandv1.Section_SECTION_WHAT_HAPPENED, "What happened"},
	{commandv1.Section_SECTION_BULL_CASE, "For it"}, {commandv1.Section_SECTION_BEAR_CASE, "Against it"},
	{commandv1.Section_SECTION_WATCH, "Watch"},
}

// stages say what is done meanwhile.
var stages = map[commandv1.Stage]string{
	commandv1.Stage_STAGE_FETCHING:  "Looking up prices and events…",
	commandv1.Stage_STAGE_COMPUTING: "Computing…",
	commandv1.Stage_STAGE_WRITING:   "Writing…",
}

func (n *narrative) view() message.Message {
	e := message.Embed{Title: n.title, Color: message.Neutral, Footer: n.footer()}
	if n.question != "" {
		e.Description = "> " + message.Escape(n.question)
	}
	if n.sheet.GetInfo() != nil {
		e.Description += "\n" + identity(n.sheet.GetInfo())
	}
	e.Fields = n.fields()
	if n.conclusion != nil && len(n.sentences) == 0 {
		e.Description += "\n" + message.Escape(n.conclusion.GetNote())
	}
	m := message.Message{}
	switch {
	case n.conclusion == nil:
		e.Description += "\n⏳ " + stages[n.stage]
	case n.symbol != "":
		m.Rows = []message.Row{message.Buttons{
			{Label: "Ask about it…", Style: message.Primary, CustomID: askPrefix + n.symbol.String()},
			{Label: "Chart", Style: message.Secondary, CustomID: newPrefix + n.symbol.String() + ":1Y"},
		}}
	}
	m.Embeds = []message.Embed{e}
	return m
}

// fields are the sections, and the facts they rest on.
func (n *narrative) fields() (fields []message.Field) {
	for _, part := range sections {
		text := n.text(part.section)
		if text == "" && n.oneSided(part.section) {
			text = "Nothing among the facts."
		}
		if text != "" {
			fields = append(fields, message.Field{Name: part.name, Value: text})
		}
	}
	if facts := n.cited(); facts != "" {
		fields = append(fields, message.Field{Name: "Facts", Value: facts})
	}
	return fields
}

// oneSided reports whether a case has nothing for it while the other one has.
func (n *narrative) oneSided(section commandv1.Section) bool {
	other := map[commandv1.Section]commandv1.Section{
		commandv1.Section_SECTION_BULL_CASE: commandv1.Section_SECTION_BEAR_CASE,
		commandv1.Section_SECTION_BEAR_CASE: commandv1.Section_SECTION_BULL_CASE,
	}[section]
	return n.conclusion != nil && other != 0 && n.text(other) != ""
}

// text is the sentences of a section, each with the facts it rests on.
func (n *narrative) text(section commandv1.Section) string {
	var rows []string
	for _, s := range n.sentences {
		if s.GetSection() == section {
			rows = append(rows, message.Escape(s.GetText())+" `"+strings.Join(s.GetFactIds(), " ")+"`")
		}
	}
	return lines(rows)
}

// cited lists the facts that sentences rest on.
func (n *narrative) cited() string {
	var rows []string
	for _, fact := range n.sheet.GetFacts() {
		if !slices.ContainsFunc(n.sentences, func(s *commandv1.Sentence) bool { return slices.Contains(s.GetFactIds(), fact.GetId()) }) {
			continue
		}
		rows = append(rows, fmt.Sprintf("`%s` %s: %s", fact.GetId(), message.Escape(described(fact.GetSymbol(), fact.GetLabel())), message.Escape(fact.GetShown())))
	}
	return lines(rows)
}

// footer says who wrote, from which data, and what was left out.
func (n *narrative) footer() *message.Footer {
	var parts []string
	if c := n.conclusion; c != nil && len(n.sentences) > 0 {
		parts = append(parts, cmp.Or(c.GetNote(), "Written by "+c.GetAuthor()))
		if c.GetRemovedSentences() > 0 {
			parts = append(parts, fmt.Sprintf("%d sentences without a fact removed", c.GetRemovedSentences()))
		}
	}
	if sources := n.sheet.GetProvenance(); len(sources) > 0 {
		parts = append(parts, provenanceText(sources[0]))
	}
	if len(parts) == 0 {
		return nil
	}
	return &message.Footer{Text: strings.Join(parts, " · ")}
}
