package fault

import (
	"context"
	"errors"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// From turns any error into a fault. Faults of other services keep their
// public face; every other error becomes the private cause of a general one.
// From(nil) is nil.
func From(err error) *Fault {
	if err == nil {
		return nil
	}
	var known *Fault
	if errors.As(err, &known) {
		return known
	}
	// status.FromError would put the text of the wrapping into the message.
	var carrier interface{ GRPCStatus() *status.Status }
	if errors.As(err, &carrier) {
		return fromStatus(carrier.GRPCStatus(), err)
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return general(codes.DeadlineExceeded, err)
	case errors.Is(err, context.Canceled):
		return general(codes.Canceled, err)
	default:
		return general(codes.Internal, err)
	}
}

func fromStatus(st *status.Status, cause error) *Fault {
	f := general(st.Code(), cause)
	var public string
	var made bool // in the mesh
	for _, detail := range st.Details() {
		switch d := detail.(type) {
		case *errdetails.ErrorInfo:
			if made = d.GetDomain() == Domain; made {
				f.reason, f.metadata = d.GetReason(), d.GetMetadata()
			}
		case *errdetails.LocalizedMessage:
			public = d.GetMessage()
		case *errdetails.BadRequest:
			f.fields = d.GetFieldViolations()
		case *errdetails.RetryInfo:
			f.retry = d.GetRetryDelay().AsDuration()
		}
	}
	if made && public != "" {
		f.public = public
	}
	return f
}

// general is the fault for an error that has no public text of its own.
func general(code codes.Code, cause error) *Fault {
	public := "Something went wrong on our side. Try again; if it stays, tell the operator the trace id."
	switch code {
	case codes.DeadlineExceeded:
		public = "This took too long. Try again in a moment."
	case codes.Unavailable:
		public = "A part of the service cannot be reached right now. Try again in a moment."
	case codes.Canceled:
		public = "The request was cancelled."
	case codes.ResourceExhausted:
		public = "Too much is going on right now. Try again in a moment."
	}
	return New(code, public, Cause(cause))
}
