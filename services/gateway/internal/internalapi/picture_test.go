package internalapi

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// painter keeps what was asked and answers in the format asked for.
type painter struct {
	chartv1.ChartServiceClient
	asked *chartv1.RenderChartRequest
}

func (p *painter) RenderChart(_ context.Context, req *chartv1.RenderChartRequest, _ ...grpc.CallOption) (*chartv1.RenderChartResponse, error) {
	p.asked = req
	if req.GetSymbol() == "NOSUCH" {
		return nil, fault.New(codes.NotFound, "There is no NOSUCH.")
	}
	if req.GetFormat() == chartv1.Format_FORMAT_SVG {
		return &chartv1.RenderChartResponse{Svg: "<svg/>", MediaType: "image/svg+xml"}, nil
	}
	return &chartv1.RenderChartResponse{Png: []byte("\x89PNG"), MediaType: "image/png"}, nil
}

func TestPictures(t *testing.T) {
	p := &painter{}
	mux := http.NewServeMux()
	mux.Handle("GET /v1/charts/{file}", &pictures{p, runtime.NewServeMux()})
	for path, c := range map[string]struct {
		status      int
		contentType string
		body        string
	}{
		"/v1/charts/BRK.B.png?timeframe=1y&style=line&indicators=rsi&indicators=macd&log_scale=true": {200, "image/png", "\x89PNG"},
		"/v1/charts/BRK.B.svg?timeframe=TIMEFRAME_1Y&style=line&indicators=rsi&indicators=macd&logScale=true": {
			200, "image/svg+xml", "<svg/>",
		},
		"/v1/charts/NOSUCH.png":             {404, "application/json", "There is no NOSUCH."},
		"/v1/charts/AAPL.png?timeframe=7Y":  {400, "application/json", "7Y"},
		"/v1/charts/AAPL.png?log_scale=huh": {400, "application/json", "log_scale"},
		"/v1/charts/AAPL":                   {404, "application/json", ""}, // the usual route is not there
	} {
		p.asked = nil
		reply := httptest.NewRecorder()
		mux.ServeHTTP(reply, httptest.NewRequest(http.MethodGet, path, http.NoBody))
		if reply.Code != c.status || reply.Header().Get("Content-Type") != c.contentType || !strings.Contains(reply.Body.String(), c.body) {
			t.Errorf("%s: %d %s %s", path, reply.Code, reply.Header().Get("Content-Type"), reply.Body)
		}
		if strings.Contains(path, "BRK") && (p.asked.GetSymbol() != "BRK.B" || p.asked.GetTimeframe() != marketv1.Timeframe_TIMEFRAME_1Y ||
			p.asked.GetStyle() != "line" || len(p.asked.GetIndicators()) != 2 || !p.asked.GetLogScale()) {
			t.Errorf("%s asks %v", path, p.asked)
		}
	}
}
