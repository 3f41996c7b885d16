package mesh

import (
	"slices"

	"github.com/catalyst-bot/mesh/deploy/local/internal/process"
)

// Replica describes one more gateway for the same back ends and the same
// Discord, once the mesh was started. It listens on the public, internal and
// gateway addresses of its own, and keeps logs and state in dir; env is given
// to it on top.
func (m *Mesh) Replica(dir string, listens Addresses, env ...string) *Mesh {
	r := *m
	r.replica = true
	r.options.Dir, r.processes = dir, process.Dir(dir)
	r.options.Env = slices.Concat(m.options.Env, env)
	a := &r.options.Addresses
	a.Public, a.Internal, a.Gateway = listens.Public, listens.Internal, listens.Gateway
	return &r
}
