package grounding

import (
	"regexp"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
)

var (
	rises = regexp.MustCompile(`(?i)\b(rose|risen|rises?|rising|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?|rall(?:y|ies|ied)|advanced|jumped|surged|soared|above|higher|up)\b`)
	falls = regexp.MustCompile(`(?i)\b(fell|fallen|falls?|falling|los[st]|losses|los(?:es|ing)|drop(?:s|ped)?|declin(?:e|ed|es|ing)|slid|slipped|plunged|sank|below|lower|down)\b`)
)

// checkDirection refuses a sentence of one direction about changes of the
// other. Sentences that speak of both are not understood well enough.
func checkDirection(text string, matched []fact.Fact) error {
	up, down := rises.MatchString(text), falls.MatchString(text)
	if up == down {
		return nil
	}
	for _, f := range matched {
		if f.Change && (*f.Value < 0) == up && *f.Value != 0 {
			return ErrDirection
		}
	}
	return nil
}
