package remote

import (
	"context"
	"net/http"
)

// Bound is a transport for clients that take no context: every request belongs
// to ctx, and an answer without data is an error, so that they do not sleep and
// try again by themselves.
func Bound(ctx context.Context, base http.RoundTripper) http.RoundTripper {
	return bound{ctx: ctx, base: base}
}

type bound struct {
	ctx  context.Context
	base http.RoundTripper
}

// RoundTrip sends the request and checks the answer.
func (b bound) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := b.base.RoundTrip(request.WithContext(b.ctx))
	if err != nil {
		return nil, err
	}
	if err := Check(response); err != nil {
		_ = response.Body.Close()
		return nil, err
	}
	response.Body = http.MaxBytesReader(nil, response.Body, maxBody)
	return response, nil
}
