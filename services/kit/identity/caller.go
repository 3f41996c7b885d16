package identity

import (
	"context"
	"crypto/x509"
	"net/url"
	"strings"

	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/peer"
)

// A service's certificate names it as spiffe://catalyst/NAME.
const (
	scheme      = "spiffe"
	trustDomain = "catalyst"
)

// URI is the name of a service as its certificate has it.
func URI(service string) *url.URL {
	return &url.URL{Scheme: scheme, Host: trustDomain, Path: "/" + service}
}

// Caller is the service that makes a call. secured is false on a connection
// without TLS, which only this machine can make; the name of a caller with a
// certificate that names none is empty.
func Caller(ctx context.Context) (name string, secured bool) {
	from, ok := peer.FromContext(ctx)
	if !ok {
		return "", false
	}
	info, ok := from.AuthInfo.(credentials.TLSInfo)
	if !ok {
		return "", false
	}
	if len(info.State.PeerCertificates) == 0 {
		return "", true
	}
	return named(info.State.PeerCertificates[0]), true
}

func named(certificate *x509.Certificate) string {
	for _, uri := range certificate.URIs {
		if uri.Scheme == scheme && uri.Host == trustDomain {
			return strings.TrimPrefix(uri.Path, "/")
		}
	}
	return ""
}
