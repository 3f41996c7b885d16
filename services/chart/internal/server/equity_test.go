package server

import (
	"math"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

func account(days int) *chartv1.RenderEquityRequest {
	req := &chartv1.RenderEquityRequest{Symbol: "AAPL", Strategy: "SMA cross", Source: "sample data (AAPL.csv)"}
	day := func(i int) *timestamppb.Timestamp {
		return timestamppb.New(time.Date(2000, 1, 1+i, 0, 0, 0, 0, time.UTC))
	}
	for i := range days {
		x := float64(i) / float64(days)
		req.Values = append(req.Values, &chartv1.EquityValue{Time: day(i), Value: 100 + 20*x + 5*math.Sin(30*x), Held: 100 + 60*x + 25*math.Sin(20*x)})
	}
	for i := 0; i+days/8 < days; i += days / 5 {
		req.Holdings = append(req.Holdings, &chartv1.EquityHolding{Entry: day(i), Exit: day(i + days/8), ReturnPercent: float64(i%3 - 1)})
	}
	return req
}

func TestEquity(t *testing.T) {
	for _, days := range []int{2, 40, 1000, 7000} {
		reply, err := newServer(t, &market{}).RenderEquity(t.Context(), account(max(days, 10)))
		if err != nil {
			t.Fatal(err)
		}
		if len(reply.GetPng()) < 5000 || len(reply.GetPng()) > 500<<10 || reply.GetWidth() != 1200 || reply.GetAltText() == "" {
			t.Errorf("%d days: %d bytes, %s", days, len(reply.GetPng()), reply.GetAltText())
		}
	}
}

func TestEquityRefuses(t *testing.T) {
	for name, spoil := range map[string]func(*chartv1.RenderEquityRequest){
		"no symbol":    func(r *chartv1.RenderEquityRequest) { r.Symbol = "" },
		"no strategy":  func(r *chartv1.RenderEquityRequest) { r.Strategy = "" },
		"one value":    func(r *chartv1.RenderEquityRequest) { r.Values = r.Values[:1] },
		"not a number": func(r *chartv1.RenderEquityRequest) { r.Values[3].Value = math.NaN() },
		"nothing left": func(r *chartv1.RenderEquityRequest) { r.Values[3].Held = 0 },
		"out of order": func(r *chartv1.RenderEquityRequest) { r.Values[3].Time = r.Values[2].GetTime() },
		"sold before": func(r *chartv1.RenderEquityRequest) {
			r.Holdings[0].Exit, r.Holdings[0].Entry = r.Values[0].GetTime(), r.Values[3].GetTime()
		},
		"no such day":   func(r *chartv1.RenderEquityRequest) { r.Holdings[0].Entry = timestamppb.New(time.Unix(1, 0)) },
		"unknown theme": func(r *chartv1.RenderEquityRequest) { r.Theme = "pink" },
		"unknown size":  func(r *chartv1.RenderEquityRequest) { r.Size = "poster" },
	} {
		req := account(40)
		spoil(req)
		_, err := newServer(t, &market{}).RenderEquity(t.Context(), req)
		if f := fault.From(err); f.Code() != codes.InvalidArgument {
			t.Errorf("%s: %v", name, err)
		}
	}
}
