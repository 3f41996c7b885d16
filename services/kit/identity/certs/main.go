// Command certs makes an authority and a certificate for each service, for the
// machine it runs on. Run again, it replaces them all; services that run take
// the new ones.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"

	"github.com/catalyst-bot/mesh/services/kit/identity"
)

type options struct {
	Dir      string        `arg:"" help:"Directory for the files."`
	Life     time.Duration `default:"2160h" help:"How long the certificates are valid."`
	Hosts    []string      `default:"localhost,127.0.0.1,::1" help:"Names and addresses the services are reached at, besides their own names."`
	Services []string      `default:"gateway,command,chart,market,admin" help:"Services to make certificates for."`
}

func main() {
	var o options
	kong.Parse(&o, kong.Name("certs"), kong.Description("Makes an authority and a certificate for each service."))
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "certs:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	dir, err := filepath.Abs(o.Dir) // what is printed works from everywhere
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	authority, err := identity.NewAuthority(o.Life)
	if err != nil {
		return err
	}
	for _, service := range o.Services {
		files, err := authority.Write(dir, service, append([]string{service}, o.Hosts...)...)
		if err != nil {
			return err
		}
		fmt.Printf("%s: TLS_CERT_FILE=%s TLS_KEY_FILE=%s TLS_CA_FILE=%s\n", service, files.Cert, files.Key, files.CA)
	}
	return nil
}
