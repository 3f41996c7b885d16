package server

import (
	"errors"
	"math"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	commandv1 "github.com/catalyst-bot/mesh/gen/catalyst/command/v1"
	"github.com/catalyst-bot/mesh/services/command/internal/alert"
	"github.com/catalyst-bot/mesh/services/command/internal/schema"
	"github.com/catalyst-bot/mesh/services/kit/database/databasetest"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func sound() *commandv1.Alert {
	score := 0.6
	return &commandv1.Alert{
		Id: "a1", Symbol: "aapl", SentAt: timestamppb.New(time.Now().Add(-time.Hour)), Category: "EARNINGS", Price: 10, Score: &score,
	}
}

func TestAlertsAndStats(t *testing.T) {
	db := databasetest.Open(t, "sqlite:"+t.TempDir()+"/test.db", "command", schema.Migrations)
	c := New(Parts{Alerts: alert.NewStore(db), Admin: office{}})
	for _, want := range []bool{true, false} {
		if reply, err := c.RecordAlert(t.Context(), &commandv1.RecordAlertRequest{Alert: sound()}); err != nil || reply.GetRecorded() != want {
			t.Errorf("%v, %v", reply, err)
		}
	}
	for period, want := range map[commandv1.Period]int64{0: 1, 1: 1, 2: 1, 3: 1, 4: 1} {
		reply, err := c.Stats(t.Context(), &commandv1.StatsRequest{Period: period})
		if err != nil {
			t.Fatal(err)
		}
		if reply.GetAlerts() != want || reply.GetMeanScore() != 0.6 || len(reply.GetHorizons()) != 4 || reply.GetHorizons()[0].GetPending() != 1 ||
			reply.GetHorizons()[0].WinRatePercent != nil || (reply.From == nil) != (period == commandv1.Period_PERIOD_ALL) {
			t.Errorf("%s: %v", period, reply)
		}
	}
	for period, want := range map[commandv1.Period]int64{1: 101, 2: 107, 3: 130, 4: 100} {
		if reply, err := c.Stats(t.Context(), &commandv1.StatsRequest{Period: period}); err != nil ||
			len(reply.GetCommands()) != 1 || reply.GetCommands()[0].GetUses() != want || len(reply.GetMissing()) > 0 {
			t.Errorf("use over %s: %v, %v", period, reply, err)
		}
	}
	c.admin = office{err: errors.New("away")}
	if reply, err := c.Stats(t.Context(), &commandv1.StatsRequest{}); err != nil || reply.GetAlerts() != 1 || len(reply.GetMissing()) != 1 {
		t.Errorf("without the admin service: %v, %v", reply, err)
	}
	if _, err := c.Stats(t.Context(), &commandv1.StatsRequest{Period: 9}); fault.From(err).Code() != codes.InvalidArgument {
		t.Errorf("period 9: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, recording := c.RecordAlert(t.Context(), &commandv1.RecordAlertRequest{Alert: sound()})
	_, summing := c.Stats(t.Context(), &commandv1.StatsRequest{})
	for _, err := range []error{recording, summing} {
		if f := fault.From(err); f.Code() != codes.Unavailable || f.RetryAfter() == 0 {
			t.Errorf("without a database: %v", err)
		}
	}
}

func TestUnsoundAlerts(t *testing.T) {
	nan := math.NaN()
	for name, spoil := range map[string]func(*commandv1.Alert){
		"no id": func(a *commandv1.Alert) { a.Id = "" }, "symbol": func(a *commandv1.Alert) { a.Symbol = "!" },
		"category": func(a *commandv1.Alert) { a.Category = "two words" }, "headline": func(a *commandv1.Alert) { a.Headline = "two\nlines" },
		"http": func(a *commandv1.Alert) { a.Url = "http://example.com" }, "no host": func(a *commandv1.Alert) { a.Url = "https:///x" },
		"future": func(a *commandv1.Alert) { a.SentAt = timestamppb.New(time.Now().Add(time.Hour)) },
		"price":  func(a *commandv1.Alert) { a.Price = 0 }, "NaN": func(a *commandv1.Alert) { a.Price = nan },
		"infinite": func(a *commandv1.Alert) { a.Price = math.Inf(1) }, "score": func(a *commandv1.Alert) { a.Score = &nan },
	} {
		a := sound()
		spoil(a)
		_, err := New(Parts{}).RecordAlert(t.Context(), &commandv1.RecordAlertRequest{Alert: a})
		if f := fault.From(err); f.Code() != codes.InvalidArgument {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := New(Parts{}).RecordAlert(t.Context(), &commandv1.RecordAlertRequest{}); fault.From(err).Code() != codes.InvalidArgument {
		t.Errorf("nothing: %v", err)
	}
}
