// Package broker reaches NATS: a server inside this process by default, an
// external cluster when there is one. Everything above it is the same code.
package broker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

const startLimit = 10 * time.Second

// Broker is a connection to NATS and, when embedded, the server itself.
type Broker struct {
	embedded *server.Server
	conn     *nats.Conn
	js       jetstream.JetStream
}

// Embed starts a server in this process that keeps its data in dir and listens
// on no port.
func Embed(dir string) (*Broker, error) {
	embedded, err := server.NewServer(&server.Options{
		ServerName: "catalyst-gateway", DontListen: true, JetStream: true, StoreDir: dir,
		NoSigs: true, NoLog: true,
	})
	if err != nil {
		return nil, fmt.Errorf("prepare embedded NATS: %w", err)
	}
	embedded.Start()
	if !embedded.ReadyForConnections(startLimit) {
		embedded.Shutdown()
		return nil, errors.New("embedded NATS did not start; is its directory in use or not writable?")
	}
	b, err := connect("", nats.InProcessServer(embedded))
	if err != nil {
		embedded.Shutdown()
		return nil, err
	}
	b.embedded = embedded
	return b, nil
}

// Connect reaches an external NATS with JetStream.
func Connect(url string) (*Broker, error) {
	return connect(url, nats.MaxReconnects(-1), nats.RetryOnFailedConnect(true))
}

func connect(url string, options ...nats.Option) (*Broker, error) {
	conn, err := nats.Connect(url, append(options, nats.Name("catalyst-gateway"))...)
	if err != nil {
		return nil, fmt.Errorf("connect to NATS: %w", err)
	}
	js, err := jetstream.New(conn)
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("reach JetStream: %w", err)
	}
	return &Broker{conn: conn, js: js}, nil
}

// JetStream is the durable part of NATS.
func (b *Broker) JetStream() jetstream.JetStream { return b.js }

// Health reports whether JetStream answers.
func (b *Broker) Health(ctx context.Context) error {
	if _, err := b.js.AccountInfo(ctx); err != nil {
		return fmt.Errorf("ask JetStream: %w", err)
	}
	return nil
}

// Close ends the connection and, when embedded, the server, after it has
// written everything down.
func (b *Broker) Close(context.Context) error {
	b.conn.Close()
	if b.embedded != nil {
		b.embedded.Shutdown()
		b.embedded.WaitForShutdown()
	}
	return nil
}
