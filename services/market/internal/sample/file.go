package sample

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/catalyst-bot/mesh/services/quant/bar"
)

// entry is one file of MANIFEST.json. The symbol is that of bars, empty for
// other files.
type entry struct {
	Symbol string `json:"symbol"`
	File   string `json:"file"`
	First  string `json:"first"`
	Last   string `json:"last"`
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"`
}

func readManifest() ([]entry, error) {
	raw, err := data.ReadFile("data/MANIFEST.json")
	if err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	var entries []entry
	if err := json.Unmarshal(raw, &entries); err != nil {
		return nil, fmt.Errorf("read manifest: %w", err)
	}
	return entries, nil
}

// header is the first line of every data file.
const header = "date,open,high,low,close,volume"

// parse reads daily bars, oldest first, and checks each.
func parse(r io.Reader) ([]bar.Bar, error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = strings.Count(header, ",") + 1
	rows, err := lines.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read bars: %w", err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != header {
		return nil, fmt.Errorf("read bars: the first line is not %q", header)
	}
	bars := make([]bar.Bar, len(rows)-1)
	for i, row := range rows[1:] {
		if bars[i], err = parseRow(row); err != nil {
			return nil, fmt.Errorf("read bars: line %d: %w", i+2, err)
		}
	}
	if err := bar.ValidateSeries(bars); err != nil {
		return nil, fmt.Errorf("read bars: %w", err)
	}
	return bars, nil
}

func parseRow(row []string) (bar.Bar, error) {
	day, err := time.Parse(time.DateOnly, row[0])
	if err != nil {
		return bar.Bar{}, err
	}
	b := bar.Bar{Time: day}
	for i, price := range []*float64{&b.Open, &b.High, &b.Low, &b.Close} {
		if *price, err = strconv.ParseFloat(row[i+1], 64); err != nil {
			return bar.Bar{}, err
		}
	}
	b.Volume, err = strconv.ParseInt(row[5], 10, 64)
	return b, err
}
