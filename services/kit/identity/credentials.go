package identity

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"

	"google.golang.org/grpc/credentials"
)

// ErrOtherService is wrapped when another service answers than the one that was
// called.
var ErrOtherService = errors.New("another service answers")

// transport secures both sides of a connection with the certificates of the
// moment it is made.
type transport struct {
	source *Source
	// called is the service that must answer.
	called string
}

// Port secures a port: whoever connects must show a certificate of the mesh.
func (s *Source) Port() credentials.TransportCredentials { return transport{source: s} }

// Calls secures calls of one service: whoever answers must show the certificate
// of that service, for the name that was dialled.
func (s *Source) Calls(service string) credentials.TransportCredentials { return transport{s, service} }

// ClientHandshake secures a connection to a server.
func (t transport) ClientHandshake(ctx context.Context, authority string, conn net.Conn) (net.Conn, credentials.AuthInfo, error) {
	config := t.config()
	config.VerifyConnection = t.verify
	return credentials.NewTLS(config).ClientHandshake(ctx, authority, conn)
}

// ServerHandshake secures a connection from a client.
func (t transport) ServerHandshake(conn net.Conn) (net.Conn, credentials.AuthInfo, error) {
	return credentials.NewTLS(t.config()).ServerHandshake(conn)
}

func (t transport) config() *tls.Config {
	current := t.source.get()
	return &tls.Config{
		MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{current.pair},
		RootCAs: current.pool, ClientCAs: current.pool, ClientAuth: tls.RequireAndVerifyClientCert,
	}
}

// verify refuses a server that is not the service that was called. Its
// certificate was verified already.
func (t transport) verify(state tls.ConnectionState) error {
	if name := named(state.PeerCertificates[0]); name != t.called {
		return fmt.Errorf("%w: %q, not %q", ErrOtherService, name, t.called)
	}
	return nil
}

// Info says that this is TLS.
func (t transport) Info() credentials.ProtocolInfo { return credentials.NewTLS(t.config()).Info() }

// Clone returns the same: nothing in it changes.
func (t transport) Clone() credentials.TransportCredentials { return t }

// OverrideServerName does nothing. The name that is dialled counts.
func (t transport) OverrideServerName(string) error { return nil }
