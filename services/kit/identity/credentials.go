package identity

import (
	"context"
	"crypto/tls"
	"net"

	"google.golang.org/grpc/credentials"
)

// transport secures both sides of a connection with the certificates of the
// moment it is made.
type transport struct{ source *Source }

// Credentials are for ports and for calls. Whoever connects to a port must show
// a certificate; a port that is called must have one for the name that was
// dialled.
func (s *Source) Credentials() credentials.TransportCredentials { return transport{s} }

// ClientHandshake secures a connection to a server.
func (t transport) ClientHandshake(ctx context.Context, authority string, conn net.Conn) (net.Conn, credentials.AuthInfo, error) {
	return t.now().ClientHandshake(ctx, authority, conn)
}

// ServerHandshake secures a connection from a client.
func (t transport) ServerHandshake(conn net.Conn) (net.Conn, credentials.AuthInfo, error) {
	return t.now().ServerHandshake(conn)
}

func (t transport) now() credentials.TransportCredentials {
	current := t.source.get()
	return credentials.NewTLS(&tls.Config{
		MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{current.pair},
		RootCAs: current.pool, ClientCAs: current.pool, ClientAuth: tls.RequireAndVerifyClientCert,
	})
}

// Info says that this is TLS.
func (t transport) Info() credentials.ProtocolInfo { return t.now().Info() }

// Clone returns the same: nothing in it changes.
func (t transport) Clone() credentials.TransportCredentials { return t }

// OverrideServerName does nothing. The name that is dialled counts.
func (t transport) OverrideServerName(string) error { return nil }
