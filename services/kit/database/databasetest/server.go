package databasetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	startLimit = 30 * time.Second
	stopLimit  = 10 * time.Second
	// owner is the superuser of the test database.
	owner = "catalyst"
)

// server is a PostgreSQL of its own directory, reached through a socket there.
type server struct {
	dir  string
	life io.Closer // the server stops when this is closed
	done chan error

	databases int
}

// guard runs a server until its standard input ends, which it does with the
// test process however that ends, and leaves nothing behind.
const guard = `dir=$1; shift
"$@" >"$dir/log" 2>&1 & server=$!
cat >/dev/null
kill -INT $server
wait $server
rm -rf "$dir"`

// start makes and starts a server with the programs of a directory. It keeps
// nothing safe from a crash, which makes it fast.
func start(programs string) (*server, error) {
	dir, account, err := home()
	if err != nil {
		return nil, fmt.Errorf("make a home for PostgreSQL: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	data := filepath.Join(dir, "data")
	initdb := exec.CommandContext(ctx, filepath.Join(programs, "initdb"), "--pgdata="+data, "--username="+owner,
		"--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = dir, account
	if out, err := initdb.CombinedOutput(); err != nil {
		return nil, errors.Join(fmt.Errorf("initdb: %w: %s", err, out), os.RemoveAll(dir))
	}
	s := &server{dir: dir, done: make(chan error, 1)}
	if err := s.run(account, filepath.Join(programs, "postgres"), "-D", data, "-k", dir, "-h", "",
		"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.await(ctx); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// run starts the command under guard.
func (s *server) run(account *syscall.SysProcAttr, command ...string) error {
	cmd := exec.Command("/bin/sh", append([]string{"-c", guard, "sh", s.dir}, command...)...) //nolint:noctx // ends with its input
	cmd.Dir, cmd.SysProcAttr = s.dir, account
	life, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL: %w", err)
	}
	s.life = life
	go func() { s.done <- cmd.Wait() }()
	return nil
}

// await waits until the server answers.
func (s *server) await(ctx context.Context) error {
	for {
		conn, err := pgx.Connect(ctx, s.url("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			return fmt.Errorf("start PostgreSQL: %w: %s", err, log)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (s *server) stop() error {
	if err := s.life.Close(); err != nil {
		return err
	}
	select {
	case err := <-s.done:
		return err
	case <-time.After(stopLimit):
		return errors.New("it does not stop")
	}
}

// newDatabase makes an empty database and returns its URL.
func (s *server) newDatabase(ctx context.Context) (string, error) {
	shared.Lock()
	s.databases++
	name := fmt.Sprintf("test%d", s.databases)
	shared.Unlock()
	conn, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return "", fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		return "", errors.Join(fmt.Errorf("make a database: %w", err), conn.Close(ctx))
	}
	return s.url(name), conn.Close(ctx)
}

func (s *server) url(name string) string {
	u := url.URL{Scheme: "postgres", User: url.User(owner), Path: "/" + name, RawQuery: url.Values{"host": {s.dir}}.Encode()}
	return u.String()
}
