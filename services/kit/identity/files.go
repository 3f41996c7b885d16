// Package identity is how services of the mesh know each other: certificates
// from files, checked both ways and read again when they change.
package identity

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Files are where the certificates of a service are, PEM each.
type Files struct {
	// Cert and Key are of the service itself, CA signed those of everyone.
	Cert, Key, CA string
}

// loaded is what the files held at one time.
type loaded struct {
	pair  tls.Certificate
	pool  *x509.CertPool
	stamp stamp
}

// stamp tells versions of the files apart.
type stamp [3]struct {
	changed time.Time
	size    int64
}

func (f Files) stamp() (s stamp, err error) {
	for i, path := range []string{f.Cert, f.Key, f.CA} {
		info, err := os.Stat(path)
		if err != nil {
			return stamp{}, err
		}
		s[i].changed, s[i].size = info.ModTime(), info.Size()
	}
	return s, nil
}

func (f Files) load() (*loaded, error) {
	stamp, err := f.stamp()
	if err != nil {
		return nil, err
	}
	pair, err := tls.LoadX509KeyPair(f.Cert, f.Key)
	if err != nil {
		return nil, fmt.Errorf("read certificate and key: %w", err)
	}
	pem, err := os.ReadFile(f.CA)
	if err != nil {
		return nil, err
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("%s: %w", f.CA, errors.New("holds no certificate"))
	}
	return &loaded{pair, pool, stamp}, nil
}

// Source is the certificates in use. Files that changed are read at the next
// connection; while they cannot be, the last ones stay in use.
type Source struct {
	files Files

	mu      sync.Mutex
	current *loaded
	// failed is the version that could not be read, so that it is said once.
	failed stamp
}

// Open reads the files.
func Open(files Files) (*Source, error) {
	current, err := files.load()
	if err != nil {
		return nil, err
	}
	return &Source{files: files, current: current}, nil
}

func (s *Source) get() *loaded {
	s.mu.Lock()
	defer s.mu.Unlock()
	stamp, err := s.files.stamp()
	if err != nil || stamp == s.current.stamp || stamp == s.failed {
		return s.current
	}
	next, err := s.files.load()
	if err != nil {
		s.failed = stamp
		slog.Error("changed certificates not read, the last ones stay in use", "error", err)
		return s.current
	}
	s.current = next
	slog.Info("changed certificates are in use", "certificate", s.files.Cert)
	return s.current
}
