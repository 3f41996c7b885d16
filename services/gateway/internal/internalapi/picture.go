package internalapi

import (
	"net/http"
	"strings"

	"github.com/grpc-ecosystem/grpc-gateway/v2/runtime"
	"github.com/grpc-ecosystem/grpc-gateway/v2/utilities"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
)

// pictures serves charts as files: /v1/charts/AAPL.png and AAPL.svg, with the
// fields of a RenderChartRequest as query parameters. Other paths go to
// the usual route.
type pictures struct {
	charts chartv1.ChartServiceClient
	rest   *runtime.ServeMux
}

// timeframePrefix may be left out in a query.
const timeframePrefix = "TIMEFRAME_"

// ServeHTTP answers with the bytes of the picture.
func (p *pictures) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	symbol, format, ok := picture(r.PathValue("file"))
	if !ok {
		p.rest.ServeHTTP(w, r)
		return
	}
	req, err := pictureRequest(r, symbol, format)
	if err == nil {
		var reply *chartv1.RenderChartResponse
		if reply, err = p.charts.RenderChart(r.Context(), req); err == nil {
			writePicture(w, reply)
			return
		}
	}
	_, out := runtime.MarshalerForRequest(p.rest, r)
	runtime.HTTPError(r.Context(), p.rest, out, w, r, err)
}

// picture splits a file name; symbols may hold dots themselves.
func picture(file string) (symbol string, format chartv1.Format, ok bool) {
	if symbol, ok = strings.CutSuffix(file, ".png"); ok {
		return symbol, chartv1.Format_FORMAT_PNG, true
	}
	symbol, ok = strings.CutSuffix(file, ".svg")
	return symbol, chartv1.Format_FORMAT_SVG, ok
}

func pictureRequest(r *http.Request, symbol string, format chartv1.Format) (*chartv1.RenderChartRequest, error) {
	query := r.URL.Query()
	if short := query.Get("timeframe"); short != "" && !strings.HasPrefix(short, timeframePrefix) {
		query.Set("timeframe", timeframePrefix+strings.ToUpper(short))
	}
	query.Del("symbol")
	query.Del("format")
	var req chartv1.RenderChartRequest
	if err := runtime.PopulateQueryParameters(&req, query, utilities.NewDoubleArray(nil)); err != nil {
		return nil, status.Error(codes.InvalidArgument, err.Error())
	}
	req.Symbol, req.Format = symbol, format
	return &req, nil
}

func writePicture(w http.ResponseWriter, reply *chartv1.RenderChartResponse) {
	h := w.Header()
	h.Set("Content-Type", reply.GetMediaType())
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	if svg := reply.GetSvg(); svg != "" {
		_, _ = w.Write([]byte(svg))
		return
	}
	_, _ = w.Write(reply.GetPng())
}
