package mesh

import (
	"context"
	"fmt"
	"net"
)

// Addresses are the host:port pairs of the mesh.
type Addresses struct {
	Public, Internal, Gateway, Command, Chart, Admin, Market, Simulator, Collector, Traces string
}

// DefaultAddresses are the ones the README speaks of.
func DefaultAddresses() Addresses {
	return Addresses{
		Public: "127.0.0.1:8080", Internal: "127.0.0.1:8081", Gateway: "127.0.0.1:9100",
		Command: "127.0.0.1:9101", Chart: "127.0.0.1:9102", Admin: "127.0.0.1:9103", Market: "127.0.0.1:9104",
		Simulator: "127.0.0.1:8090", Collector: "127.0.0.1:4317", Traces: "127.0.0.1:16686",
	}
}

// FreeAddresses are ones nobody listens on right now, for tests.
func FreeAddresses() (Addresses, error) {
	var a Addresses
	var open []net.Listener
	defer func() {
		for _, l := range open {
			_ = l.Close()
		}
	}()
	for _, address := range []*string{
		&a.Public, &a.Internal, &a.Gateway, &a.Command, &a.Chart, &a.Admin, &a.Market, &a.Simulator, &a.Collector, &a.Traces,
	} {
		listener, err := listen("127.0.0.1:0")
		if err != nil {
			return a, fmt.Errorf("find a free port: %w", err)
		}
		open = append(open, listener)
		*address = listener.Addr().String()
	}
	return a, nil
}

func listen(address string) (net.Listener, error) {
	var config net.ListenConfig
	return config.Listen(context.Background(), "tcp", address)
}

// taken reports whether someone listens on the address.
func taken(address string) bool {
	listener, err := listen(address)
	if err != nil {
		return true
	}
	_ = listener.Close()
	return false
}
