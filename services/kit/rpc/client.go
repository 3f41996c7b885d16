package rpc

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc"
	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	_ "google.golang.org/grpc/health" // client-side health checks
	"google.golang.org/grpc/keepalive"
)

// Dial makes a client of the service at target, a host:port or a gRPC name.
// It connects in the background, spreads calls over every healthy address and
// tries a call again, at most twice, when the named methods could not be
// reached. Name only methods that may run twice: "package.Service/Method", or
// "package.Service" for all of one service. Nil credentials mean plain text.
func Dial(target string, creds credentials.TransportCredentials, safe ...string) (*grpc.ClientConn, error) {
	if creds == nil {
		creds = insecure.NewCredentials()
	}
	if !strings.Contains(target, "://") {
		target = "dns:///" + target
	}
	conn, err := grpc.NewClient(target,
		grpc.WithTransportCredentials(creds),
		grpc.WithStatsHandler(otelgrpc.NewClientHandler(otelgrpc.WithFilter(tracedMethods))),
		grpc.WithChainUnaryInterceptor(boundCall),
		grpc.WithDefaultServiceConfig(serviceConfig(safe)),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: reconnect, MinConnectTimeout: connectLimit}),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{
			Time: 30 * time.Second, Timeout: 10 * time.Second, PermitWithoutStream: true,
		}),
	)
	if err != nil {
		return nil, fmt.Errorf("dial %s: %w", target, err)
	}
	return conn, nil
}

// reconnect is quick: a service that restarts is back within a second, and users
// wait for it.
var reconnect = backoff.Config{BaseDelay: 100 * time.Millisecond, Multiplier: 1.5, Jitter: 0.2, MaxDelay: time.Second}

const connectLimit = 2 * time.Second

type methodName struct {
	Service string `json:"service"`
	Method  string `json:"method,omitempty"`
}

type methodConfig struct {
	Name        []methodName `json:"name"`
	RetryPolicy retryPolicy  `json:"retryPolicy"`
}

type retryPolicy struct {
	MaxAttempts          int      `json:"maxAttempts"`
	InitialBackoff       string   `json:"initialBackoff"`
	MaxBackoff           string   `json:"maxBackoff"`
	BackoffMultiplier    float64  `json:"backoffMultiplier"`
	RetryableStatusCodes []string `json:"retryableStatusCodes"`
}

// serviceConfig is the gRPC service config as JSON:
// https://github.com/grpc/grpc/blob/master/doc/service_config.md
func serviceConfig(safe []string) string {
	config := map[string]any{
		"loadBalancingConfig": []any{map[string]any{"round_robin": struct{}{}}},
		"healthCheckConfig":   map[string]string{"serviceName": ""},
	}
	if len(safe) > 0 {
		config["methodConfig"] = []methodConfig{{Name: methodNames(safe), RetryPolicy: retryPolicy{
			MaxAttempts: 3, InitialBackoff: "0.05s", MaxBackoff: "0.4s", BackoffMultiplier: 2,
			RetryableStatusCodes: []string{"UNAVAILABLE"},
		}}}
	}
	encoded, err := json.Marshal(config)
	if err != nil {
		panic(err) // plain maps and strings always encode
	}
	return string(encoded)
}

func methodNames(safe []string) []methodName {
	names := make([]methodName, len(safe))
	for i, full := range safe {
		names[i].Service, names[i].Method, _ = strings.Cut(full, "/")
	}
	return names
}
