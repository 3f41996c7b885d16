package rpc

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"
	"google.golang.org/grpc"

	"github.com/catalyst-bot/mesh/services/kit/fault"
)

// answerFaults turns whatever a handler returns, or panics with, into the
// public face of a fault. The private cause goes to the log and the span.
func answerFaults(ctx context.Context, req any, info *grpc.UnaryServerInfo, next grpc.UnaryHandler) (reply any, err error) {
	defer func() {
		if cause := recovered(recover()); cause != nil {
			err = cause
		}
		if err != nil {
			reply, err = nil, publicFace(ctx, info.FullMethod, err)
		}
	}()
	return next(ctx, req)
}

func answerStreamFaults(srv any, stream grpc.ServerStream, info *grpc.StreamServerInfo, next grpc.StreamHandler) (err error) {
	defer func() {
		if cause := recovered(recover()); cause != nil {
			err = cause
		}
		if err != nil {
			err = publicFace(stream.Context(), info.FullMethod, err)
		}
	}()
	return next(srv, stream)
}

// recovered makes an error of what recover returned; nil stays nil.
func recovered(value any) error {
	if value == nil {
		return nil
	}
	return fmt.Errorf("panic: %v\n%s", value, debug.Stack())
}

func publicFace(ctx context.Context, method string, err error) error {
	f := fault.From(err)
	level := slog.LevelError
	if expected(f) {
		level = slog.LevelInfo
	}
	slog.Log(ctx, level, "call failed", "method", method, "code", f.Code().String(), "error", f.Error())
	if level == slog.LevelError {
		span := trace.SpanFromContext(ctx)
		span.SetStatus(codes.Error, f.Public())
		span.RecordError(err)
	}
	return f.GRPCStatus().Err()
}
