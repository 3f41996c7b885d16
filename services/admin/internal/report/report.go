// Package report is what the alerts of a day came to, and what the figures
// speak for.
package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/catalyst-bot/mesh/services/admin/internal/alert"
	"github.com/catalyst-bot/mesh/services/admin/internal/catalogue"
)

// Days a report looks back on, before its own.
const meanDays = 30

// idHash is how much of the hash is part of the id.
const idHash = 16

// Content is what a report says. It is never changed once it was shown.
type Content struct {
	// Date is the UTC day, as YYYY-MM-DD.
	Date string `json:"date"`
	// Revision is that of the parameters it was made with.
	Revision   int64         `json:"revision"`
	Day        alert.Figures `json:"day"`
	DayBefore  alert.Figures `json:"day_before"`
	ThirtyDays alert.Figures `json:"thirty_days"`

	Categories  []Slice `json:"categories"`
	Confidences []Slice `json:"confidences"`
	Prices      []Slice `json:"prices"`

	Recommendations []Recommendation `json:"recommendations"`

	// History is each of the days before and the day itself, oldest first.
	History []Day `json:"history,omitempty"`
}

// Day is one day of the history.
type Day struct {
	Date    string        `json:"date"`
	Figures alert.Figures `json:"figures"`
	// Sum is of all returns up to its end, in percent points.
	Sum float64 `json:"sum"`
}

// Slice is the figures of a part of the alerts.
type Slice struct {
	Name    string        `json:"name"`
	Figures alert.Figures `json:"figures"`
}

// Report is content as it was frozen.
type Report struct {
	ID, Hash string
	MadeAt   time.Time
	Content  Content
	// Body is the content in the bytes the hash is of.
	Body string
}

// Input is what a report is made of.
type Input struct {
	// Date is the beginning of the UTC day.
	Date time.Time
	// Alerts are those from Since to the end of the day, in order.
	Alerts   []alert.Alert
	Values   map[string]catalogue.Value
	Revision int64
}

// Since is the first moment a report of a day needs alerts of.
func Since(date time.Time) time.Time { return date.AddDate(0, 0, -meanDays) }

// Make works a report out and freezes it. The same input makes the same report.
func Make(in Input, now time.Time) (Report, error) {
	settings := alert.SettingsOf(in.Values)
	day := in.days(0, 1)
	content := Content{
		Date: in.Date.Format(time.DateOnly), Revision: in.Revision,
		Day: settings.Measure(day), DayBefore: settings.Measure(in.days(-1, 0)), ThirtyDays: settings.Measure(in.days(-meanDays, 0)),
		Categories: categories(settings, day), Confidences: confidences(settings, in.Values, day), Prices: prices(settings, day),
		Recommendations: recommend(in, settings), History: in.history(settings),
	}
	body, err := json.Marshal(content)
	if err != nil {
		return Report{}, fmt.Errorf("freeze report: %w", err)
	}
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:])
	return Report{ID: content.Date + "-" + hash[:idHash], Hash: hash, MadeAt: now, Content: content, Body: string(body)}, nil
}

// Open reads a frozen report and checks it against its id.
func Open(id, body string, madeAt time.Time) (Report, error) {
	sum := sha256.Sum256([]byte(body))
	r := Report{ID: id, Hash: hex.EncodeToString(sum[:]), MadeAt: madeAt, Body: body}
	if err := json.Unmarshal([]byte(body), &r.Content); err != nil {
		return Report{}, fmt.Errorf("read report: %w", err)
	}
	if id != r.Content.Date+"-"+r.Hash[:idHash] {
		return Report{}, fmt.Errorf("read report: %s was changed", id)
	}
	return r, nil
}

func (in Input) history(settings alert.Settings) []Day {
	var list []Day
	sum := 0.0
	for i := -meanDays; i <= 0; i++ {
		f := settings.Measure(in.days(i, i+1))
		if f.AverageReturn != nil {
			sum += *f.AverageReturn * float64(f.Sample)
		}
		list = append(list, Day{in.Date.AddDate(0, 0, i).Format(time.DateOnly), f, sum})
	}
	return list
}

// days are the alerts from one day to just before another, counted from the
// report's own.
func (in Input) days(from, to int) []alert.Alert {
	first, _ := slices.BinarySearchFunc(in.Alerts, in.Date.AddDate(0, 0, from), bySending)
	last, _ := slices.BinarySearchFunc(in.Alerts, in.Date.AddDate(0, 0, to), bySending)
	return in.Alerts[first:last]
}

func bySending(a alert.Alert, moment time.Time) int { return a.SentAt.Compare(moment) }
