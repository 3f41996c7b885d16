package databasetest

import (
	"fmt"
	"os"
	"sync"
)

// shared is the PostgreSQL of this process, started by the first test that
// needs it.
var shared struct {
	sync.Mutex
	server *server
	err    error
}

func running(programs string) (*server, error) {
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil && shared.err == nil {
		shared.server, shared.err = start(programs)
	}
	return shared.server, shared.err
}

// Tests are the tests of one package, as testing.M has them.
type Tests interface{ Run() int }

type tests struct{ Tests }

// Main wraps the tests of a package that calls Each, so that what Each started
// is stopped after them: goleak.VerifyTestMain(databasetest.Main(m)).
func Main(m Tests) Tests { return tests{m} }

// Run runs the tests and stops what they started.
func (t tests) Run() int {
	status := t.Tests.Run()
	shared.Lock()
	defer shared.Unlock()
	if shared.server == nil {
		return status
	}
	if err := shared.server.stop(); err != nil {
		fmt.Fprintln(os.Stderr, "stop PostgreSQL:", err)
		return max(status, 1)
	}
	return status
}
