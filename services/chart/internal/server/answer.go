package server

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	chartv1 "github.com/catalyst-bot/mesh/gen/catalyst/chart/v1"
	marketv1 "github.com/catalyst-bot/mesh/gen/catalyst/market/v1"
	"github.com/catalyst-bot/mesh/services/chart/internal/feed"
	"github.com/catalyst-bot/mesh/services/chart/internal/figure"
	"github.com/catalyst-bot/mesh/services/chart/internal/render"
)

// Media types of pictures.
const (
	mediaPNG = "image/png"
	mediaSVG = "image/svg+xml"
)

func answer(series feed.Series, in figure.Input, picture render.Picture, format render.Format) *chartv1.RenderChartResponse {
	_, percent := in.Change()
	width, height := in.Size.Pixels()
	reply := &chartv1.RenderChartResponse{
		AltText: picture.AltText, Width: int32(width), Height: int32(height),
		Info: series.GetInfo(), LastPrice: in.Bars[len(in.Bars)-1].Close, Currency: series.GetCurrency(),
		ChangePercent: percent, Provenance: provenance(series, in), Age: durationpb.New(series.Age),
	}
	switch format {
	case render.SVG:
		reply.Svg, reply.MediaType = string(picture.Data), mediaSVG
	default:
		reply.Png, reply.MediaType = picture.Data, mediaPNG
	}
	for _, d := range picture.Drops {
		reply.Dropped = append(reply.Dropped, &chartv1.Dropped{Part: d.Part, Reason: chartv1.DropReason(d.Reason)})
	}
	return reply
}

// provenance is that of the bars; a comparison that ends early is as of its end.
func provenance(series feed.Series, in figure.Input) *marketv1.Provenance {
	p := series.GetProvenance()
	if p == nil || p.GetAsOf().AsTime().Equal(in.AsOf) {
		return p
	}
	p = proto.CloneOf(p)
	p.AsOf = timestamppb.New(in.AsOf)
	return p
}
