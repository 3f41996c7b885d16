// Package tone scores the tone of headlines.
package tone

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/jonreiter/govader"
)

var (
	//go:embed afinn.csv
	afinn string
	//go:embed finance.csv
	finance string
)

// afinnScale brings AFINN's valences, -5 to 5, to those of VADER, -4 to 4.
const afinnScale = 0.8

// analyzer is VADER with the words of financial news.
var analyzer = sync.OnceValue(func() *govader.SentimentIntensityAnalyzer {
	a := govader.NewSentimentIntensityAnalyzer()
	for _, list := range []struct {
		text  string
		scale float64
	}{{afinn, afinnScale}, {finance, 1}} {
		if err := overlay(a.Lexicon, list.text, list.scale); err != nil {
			panic(err) // the words are part of the program
		}
	}
	return a
})

func overlay(lexicon map[string]float64, text string, scale float64) error {
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		return fmt.Errorf("read words: %w", err)
	}
	for _, row := range rows {
		valence, err := strconv.ParseFloat(row[1], 64)
		if err != nil {
			return fmt.Errorf("read words: %s: %w", row[0], err)
		}
		lexicon[row[0]] = valence * scale
	}
	return nil
}

// Of is the tone of a headline, from -1 (bad) to 1 (good), or nil when no word
// of it has one.
func Of(headline string) *float64 {
	score := analyzer().PolarityScores(headline)
	if score.Positive == 0 && score.Negative == 0 {
		return nil
	}
	return &score.Compound
}
