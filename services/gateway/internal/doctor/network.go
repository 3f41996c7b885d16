package doctor

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/url"
	"syscall"
)

// unreachable explains a request that got no answer.
func unreachable(err error) Finding {
	var (
		dns         *net.DNSError
		certificate *tls.CertificateVerificationError
		network     net.Error
		advice      string
	)
	switch {
	case errors.As(err, &dns):
		advice = "correct the host of the URL, or its DNS entry"
	case errors.As(err, &certificate):
		advice = "give the TLS proxy a certificate for this host that everybody trusts, with its whole chain"
	case errors.Is(err, http.ErrSchemeMismatch):
		advice = "the port does not speak TLS: let the URL lead to the TLS proxy, not to the gateway"
	case errors.Is(err, syscall.ECONNREFUSED):
		advice = "start the proxy, and open its port"
	case errors.As(err, &network) && network.Timeout():
		advice = "open the port in the firewall; if it is open, let the proxy forward to the gateway's public port"
	default:
		advice = "see whether the proxy runs and the port is open"
	}
	return Finding{Ill, "the endpoint cannot be reached: " + reason(err), advice}
}

// reason is the error without the URL.
func reason(err error) string {
	var urlErr *url.Error
	if errors.As(err, &urlErr) {
		return urlErr.Err.Error()
	}
	return err.Error()
}

// location is where a redirect leads, without what may be private in it.
func location(header http.Header) string {
	u, err := url.Parse(header.Get("Location"))
	if err != nil {
		return "nowhere"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}
