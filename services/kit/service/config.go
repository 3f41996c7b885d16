package service

import (
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/catalyst-bot/mesh/services/kit/identity"
)

// Config is what every service can be told. Embed it in the service's own
// configuration.
type Config struct {
	// TLSCert, TLSKey and TLSCA secure every gRPC port and call of the mesh,
	// both ways. All three or none. Files that change are read again.
	TLSCert string `env:"TLS_CERT_FILE" help:"Certificate of this service, PEM."`
	TLSKey  string `env:"TLS_KEY_FILE" help:"Private key of this service, PEM."`
	TLSCA   string `env:"TLS_CA_FILE" help:"Authority that signed every certificate of the mesh, PEM."`
	// PlainHTTP lets HTTP ports be reached from other machines.
	PlainHTTP bool `env:"ALLOW_PLAIN_HTTP" help:"Let HTTP ports be reached from other machines; a TLS proxy must stand in front."`
	// ShutdownLimit bounds the time between SIGTERM and the end.
	ShutdownLimit time.Duration `env:"SHUTDOWN_LIMIT" default:"15s" help:"Longest time to finish work after SIGTERM."`
}

// Configured is a configuration that embeds Config.
type Configured interface{ shared() *Config }

func (c *Config) shared() *Config { return c }

// identity returns nil when no TLS is configured.
func (c *Config) identity() (*identity.Source, error) {
	if c.TLSCert == "" && c.TLSKey == "" && c.TLSCA == "" {
		return nil, nil
	}
	if c.TLSCert == "" || c.TLSKey == "" || c.TLSCA == "" {
		return nil, errors.New("TLS_CERT_FILE, TLS_KEY_FILE and TLS_CA_FILE: set all three or none")
	}
	source, err := identity.Open(identity.Files{Cert: c.TLSCert, Key: c.TLSKey, CA: c.TLSCA})
	if err != nil {
		return nil, fmt.Errorf("TLS_CERT_FILE, TLS_KEY_FILE, TLS_CA_FILE: %w", err)
	}
	return source, nil
}

// Loopback reports whether only this machine can reach the address.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
