package fault

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func TestFrom(t *testing.T) {
	secret := errors.New("dial 10.0.0.7: password=hunter2")
	cases := map[string]struct {
		err    error
		code   codes.Code
		public string
	}{
		"fault":           {New(codes.NotFound, "No such symbol.", Cause(secret)), codes.NotFound, "No such symbol."},
		"wrapped fault":   {fmt.Errorf("quote: %w", New(codes.NotFound, "No such symbol.")), codes.NotFound, "No such symbol."},
		"fault as status": {New(codes.NotFound, "No such symbol.").GRPCStatus().Err(), codes.NotFound, "No such symbol."},
		"wrapped status": {
			fmt.Errorf("10.0.0.7: %w", New(codes.NotFound, "No such symbol.").GRPCStatus().Err()), codes.NotFound, "No such symbol.",
		},
		"after retries":     {retried(New(codes.Unavailable, "No market data.")), codes.Unavailable, "No market data."},
		"transport status":  {status.Error(codes.Unavailable, secret.Error()), codes.Unavailable, "cannot be reached"},
		"deadline":          {context.DeadlineExceeded, codes.DeadlineExceeded, "took too long"},
		"cancelled":         {context.Canceled, codes.Canceled, "cancelled"},
		"any other":         {secret, codes.Internal, "Something went wrong"},
		"resource, foreign": {status.Error(codes.ResourceExhausted, secret.Error()), codes.ResourceExhausted, "Too much"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			f := From(c.err)
			if f.Code() != c.code || !strings.Contains(f.Public(), c.public) {
				t.Fatalf("From = %s %q, want %s %q", f.Code(), f.Public(), c.code, c.public)
			}
			if text := f.GRPCStatus().String(); strings.Contains(text, "hunter2") || strings.Contains(text, "10.0.0.7") {
				t.Fatalf("private cause in the public status: %s", text)
			}
		})
	}
	if From(nil) != nil {
		t.Fatal("From(nil) is not nil")
	}
}

// retried is the error a client makes of the last one after it tried in vain.
func retried(f *Fault) error {
	p := f.GRPCStatus().Proto()
	p.Message = "max retries exhausted: failed after 3 attempts: " + p.GetMessage()
	return status.ErrorProto(p)
}

func TestDetailsSurviveTheWire(t *testing.T) {
	sent := New(codes.ResourceExhausted, "Too many charts at once. Try again in 2 seconds.",
		Reason("RENDERS_BUSY", map[string]string{"limit": "4"}),
		Field("symbol", "must be a symbol"), RetryAfter(2*time.Second), Cause(errors.New("private")))
	got := From(sent.GRPCStatus().Err())
	if got.Reason() != "RENDERS_BUSY" || got.Metadata()["limit"] != "4" || got.RetryAfter() != 2*time.Second {
		t.Fatalf("details lost: %+v", got)
	}
	if len(got.fields) != 1 || got.fields[0].GetField() != "symbol" {
		t.Fatalf("field violations lost: %v", got.fields)
	}
	if !strings.Contains(sent.Error(), "private") {
		t.Fatalf("Error() hides the cause from the log: %s", sent.Error())
	}
}
