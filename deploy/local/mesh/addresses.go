package mesh

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"sync/atomic"
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

// Ports for tests lie below those the kernel gives to outgoing connections, so
// that the port of a service that is down stays free for it.
const (
	firstTestPort = 20000
	testPorts     = 12000
)

// nextPort counts the ports that were tried, from a random one on.
var nextPort atomic.Uint32

func init() { nextPort.Store(rand.Uint32N(testPorts)) }

// FreeAddresses are ones nobody listens on right now, for tests. No two calls
// in one process return the same.
func FreeAddresses() (Addresses, error) {
	var a Addresses
	for _, address := range []*string{
		&a.Public, &a.Internal, &a.Gateway, &a.Command, &a.Chart, &a.Admin, &a.Market, &a.Simulator, &a.Collector, &a.Traces,
	} {
		var err error
		if *address, err = freeAddress(); err != nil {
			return a, err
		}
	}
	return a, nil
}

func freeAddress() (string, error) {
	for range testPorts {
		port := firstTestPort + nextPort.Add(1)%testPorts
		if address := fmt.Sprintf("127.0.0.1:%d", port); !taken(address) {
			return address, nil
		}
	}
	return "", errors.New("find a free port: all are in use")
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
