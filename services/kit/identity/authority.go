package identity

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// clockSlack lets machines whose clocks are a little behind use a certificate.
const clockSlack = 5 * time.Minute

// Authority signs certificates for the services of one mesh. It is for one
// machine or a trial; a cluster has an authority of its own.
type Authority struct {
	certificate *x509.Certificate
	key         *ecdsa.PrivateKey
	// life is how long what it signs is valid.
	life time.Duration
}

// NewAuthority makes an authority that is valid as long as what it signs.
func NewAuthority(life time.Duration) (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make key: %w", err)
	}
	template := newTemplate("Catalyst local authority", life)
	template.IsCA, template.BasicConstraintsValid = true, true
	template.KeyUsage = x509.KeyUsageCertSign
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, fmt.Errorf("make authority: %w", err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, fmt.Errorf("make authority: %w", err)
	}
	return &Authority{certificate, key, life}, nil
}

// Write puts certificate and key of a service, and the authority's certificate,
// into a directory and returns where they are. Hosts are the names and addresses
// the service is reached at. The authority's key is never written.
func (a *Authority) Write(dir, service string, hosts ...string) (Files, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return Files{}, fmt.Errorf("make key: %w", err)
	}
	encoded, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return Files{}, fmt.Errorf("make key: %w", err)
	}
	der, err := x509.CreateCertificate(rand.Reader, a.template(service, hosts), a.certificate, key.Public(), a.key)
	if err != nil {
		return Files{}, fmt.Errorf("sign certificate: %w", err)
	}
	files := Files{
		Cert: filepath.Join(dir, service+".crt"), Key: filepath.Join(dir, service+".key"), CA: filepath.Join(dir, "ca.crt"),
	}
	return files, errors.Join(
		write(files.Cert, "CERTIFICATE", der), write(files.Key, "PRIVATE KEY", encoded), write(files.CA, "CERTIFICATE", a.certificate.Raw))
}

func (a *Authority) template(service string, hosts []string) *x509.Certificate {
	template := newTemplate(service, a.life)
	template.URIs = append(template.URIs, URI(service))
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}
	for _, host := range hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	return template
}

func newTemplate(name string, life time.Duration) *x509.Certificate {
	serial := make([]byte, 16)
	_, _ = rand.Read(serial) // never fails
	now := time.Now()
	return &x509.Certificate{
		SerialNumber: new(big.Int).SetBytes(serial), Subject: pkix.Name{CommonName: name},
		NotBefore: now.Add(-clockSlack), NotAfter: now.Add(life),
	}
}

func write(path, kind string, der []byte) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}
