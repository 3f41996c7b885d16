// Package fault gives errors two faces: a public text that may be shown to
// anyone, and a private cause that stays in the logs of the service that saw
// it.
package fault

import (
	"fmt"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/protoadapt"
	"google.golang.org/protobuf/types/known/durationpb"
)

// Domain marks the ErrorInfo of faults made in the mesh. A status without it
// came from a transport, and its message is not public.
const Domain = "mesh.catalyst-bot"

// Fault is an error with a public text. Make one with New.
type Fault struct {
	code     codes.Code
	public   string
	reason   string
	metadata map[string]string
	fields   []*errdetails.BadRequest_FieldViolation
	retry    time.Duration
	cause    error
}

// Option adds to a fault.
type Option func(*Fault)

// New makes a fault. The public text is a sentence that says what to do.
func New(code codes.Code, public string, options ...Option) *Fault {
	f := &Fault{code: code, public: public, reason: code.String()}
	for _, option := range options {
		option(f)
	}
	return f
}

// Cause records the private error behind the fault.
func Cause(err error) Option {
	return func(f *Fault) { f.cause = err }
}

// Reason names the fault for programs, in UPPER_SNAKE_CASE, with public facts.
func Reason(reason string, metadata map[string]string) Option {
	return func(f *Fault) { f.reason, f.metadata = reason, metadata }
}

// Field says which request field is wrong and what it must be.
func Field(name, description string) Option {
	return func(f *Fault) {
		f.fields = append(f.fields, &errdetails.BadRequest_FieldViolation{Field: name, Description: description})
	}
}

// RetryAfter says how long to wait before the same call may succeed.
func RetryAfter(wait time.Duration) Option {
	return func(f *Fault) { f.retry = wait }
}

// Invalid is a fault for a request field that is out of its bounds.
func Invalid(field, description string) *Fault {
	return New(codes.InvalidArgument, description, Field(field, description))
}

// Error describes the fault for logs, cause included.
func (f *Fault) Error() string {
	if f.cause == nil {
		return fmt.Sprintf("%s: %s", f.code, f.public)
	}
	return fmt.Sprintf("%s: %s: %v", f.code, f.public, f.cause)
}

// Unwrap returns the private cause.
func (f *Fault) Unwrap() error { return f.cause }

// Code is the gRPC code of the fault.
func (f *Fault) Code() codes.Code { return f.code }

// Public is the text that may be shown to anyone.
func (f *Fault) Public() string { return f.public }

// Reason is the name of the fault for programs.
func (f *Fault) Reason() string { return f.reason }

// Metadata holds public facts about the fault. It may be nil.
func (f *Fault) Metadata() map[string]string { return f.metadata }

// RetryAfter is the wait before a retry may succeed; 0 when unknown.
func (f *Fault) RetryAfter() time.Duration { return f.retry }

// GRPCStatus is the public face as it travels between services.
func (f *Fault) GRPCStatus() *status.Status {
	details := []protoadapt.MessageV1{
		&errdetails.ErrorInfo{Reason: f.reason, Domain: Domain, Metadata: f.metadata},
		// A client that retried in vain rewrites the message; it keeps this.
		&errdetails.LocalizedMessage{Locale: "en-US", Message: f.public},
	}
	if len(f.fields) > 0 {
		details = append(details, &errdetails.BadRequest{FieldViolations: f.fields})
	}
	if f.retry > 0 {
		details = append(details, &errdetails.RetryInfo{RetryDelay: durationpb.New(f.retry)})
	}
	plain := status.New(f.code, f.public)
	if full, err := plain.WithDetails(details...); err == nil {
		return full
	}
	return plain
}
