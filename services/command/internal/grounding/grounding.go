// Package grounding lets a sentence pass only when all it states is in the
// facts it cites. It is strict: a sentence lost costs little, an invented
// number costs money.
package grounding

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/catalyst-bot/mesh/services/command/internal/fact"
)

// MaxSentence is the longest sentence that passes, in bytes.
const MaxSentence = 400

// Reasons a sentence does not pass.
var (
	ErrUncited   = errors.New("cites no fact of the sheet")
	ErrNumber    = errors.New("states a number its facts do not have")
	ErrSpelled   = errors.New("states a number other than in plain digits")
	ErrDirection = errors.New("says that something rose that fell, or fell that rose")
	ErrSubject   = errors.New("speaks of a symbol its facts are not about")
	ErrForm      = errors.New("is too long, or has links, mentions or hidden characters")
)

// Sentence is one that passed.
type Sentence struct {
	// Text has no citations.
	Text string
	// FactIDs are those cited, each once.
	FactIDs []string
}

var (
	citation = regexp.MustCompile(`\s*\[\s*(F\d+(?:\s*[,;]\s*F\d+)*)\s*\]`)
	factID   = regexp.MustCompile(`F\d+`)
	spelled  = regexp.MustCompile(`(?i)\b(zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|` +
		`fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|half|halv(?:e|ed|es|ing)|` +
		`doubl(?:e|ed|es|ing)|tripl(?:e|ed|es|ing)|quadrupl(?:e|ed|es|ing)|twice|thrice|\w+fold|thirds?|quarters?|` +
		`one (?:percent|per cent|dollar|cent|point|share|day|week|month|year))\b`)
	scaled = regexp.MustCompile(`(?i)(\d)\s?(trillion|billion|million|thousand)\b`)
	linked = regexp.MustCompile(`(?i)https?:|www\.|discord\.gg|@everyone|@here|<[@#&!]|\]\(`)
)

// Check reads one sentence with its citations, such as "It rose 2% [F3].".
// The error wraps the reason it does not pass.
func Check(text string, sheet *fact.Sheet) (Sentence, error) {
	if err := checkForm(text); err != nil {
		return Sentence{}, err
	}
	cited, ids := citedFacts(text, sheet)
	if len(cited) == 0 {
		return Sentence{}, ErrUncited
	}
	plain := strings.TrimSpace(citation.ReplaceAllString(text, ""))
	if misattributed(plain, sheet, cited) {
		return Sentence{}, ErrSubject
	}
	bare := strip(plain, sheet, cited)
	if spelled.MatchString(scaled.ReplaceAllString(bare, "$1")) {
		return Sentence{}, ErrSpelled
	}
	var matched []fact.Fact
	for _, n := range numbers(bare) {
		f, ok := n.in(cited)
		if !ok {
			return Sentence{}, fmt.Errorf("%w: %v", ErrNumber, n.value)
		}
		matched = append(matched, f)
	}
	if err := checkDirection(bare, matched); err != nil {
		return Sentence{}, err
	}
	return Sentence{Text: plain, FactIDs: ids}, nil
}

// checkForm refuses what could hide a number or reach beyond the text.
func checkForm(text string) error {
	if len(text) > MaxSentence || !utf8.ValidString(text) || linked.MatchString(text) {
		return ErrForm
	}
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			return ErrForm
		case r > unicode.MaxASCII && (unicode.IsNumber(r) || unicode.IsMark(r) || unicode.Is(unicode.So, r)):
			return ErrSpelled
		}
	}
	return nil
}

// citedFacts are those cited; none when one of them is not in the sheet.
func citedFacts(text string, sheet *fact.Sheet) (cited []fact.Fact, ids []string) {
	for _, group := range citation.FindAllString(text, -1) {
		for _, id := range factID.FindAllString(group, -1) {
			f, ok := sheet.Find(id)
			if !ok {
				return nil, nil
			}
			if !slices.Contains(ids, id) {
				cited, ids = append(cited, f), append(ids, id)
			}
		}
	}
	return cited, ids
}

// in finds a cited fact the number states.
func (n number) in(cited []fact.Fact) (fact.Fact, bool) {
	for _, f := range cited {
		if f.Value == nil || !slices.Contains(n.units, f.Unit) {
			continue
		}
		want, got := *f.Value, n.value
		if !n.signed {
			want, got = math.Abs(want), math.Abs(got)
		}
		if math.Abs(want-got) <= n.slack*(1+1e-9) {
			return f, true
		}
	}
	return fact.Fact{}, false
}
