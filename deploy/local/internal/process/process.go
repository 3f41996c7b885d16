// Package process starts programs that outlive their starter and finds them
// again. A program holds a lock for as long as it lives, so a reused process
// id is never mistaken for it.
package process

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Dir is where the traces of running programs are kept.
type Dir string

// Spec is a program to start.
type Spec struct {
	Name string
	Path string
	Args []string
	// Env is the whole environment.
	Env []string
}

func (d Dir) lock(name string) string { return filepath.Join(string(d), "pids", name+".lock") }

// Log is the file a program writes to.
func (d Dir) Log(name string) string { return filepath.Join(string(d), "logs", name+".log") }

// Start runs a program in a session of its own, beyond any context. It fails when the program is
// running already.
func (d Dir) Start(spec Spec) error {
	for _, file := range []string{d.lock(spec.Name), d.Log(spec.Name)} {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return fmt.Errorf("start %s: %w", spec.Name, err)
		}
	}
	lock, err := acquire(d.lock(spec.Name))
	if err != nil {
		return fmt.Errorf("start %s: %w", spec.Name, err)
	}
	defer lock.Close()
	log, err := os.Create(d.Log(spec.Name))
	if err != nil {
		return fmt.Errorf("start %s: %w", spec.Name, err)
	}
	defer log.Close()
	cmd := exec.CommandContext(context.Background(), spec.Path, spec.Args...)
	cmd.Env, cmd.Stdout, cmd.Stderr = spec.Env, log, log
	cmd.ExtraFiles = []*os.File{lock} // held by the program until it ends
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", spec.Name, err)
	}
	if _, err := fmt.Fprintf(lock, "%d %d\n", cmd.Process.Pid, time.Now().Unix()); err != nil {
		return fmt.Errorf("start %s: %w", spec.Name, err)
	}
	go func() { _ = cmd.Wait() }() // reaps it if it ends before the starter does
	return nil
}

// ErrRunning is returned for a program that is running already.
var ErrRunning = errors.New("it is running already")

// acquire takes the lock of a program, or fails with ErrRunning.
func acquire(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		file.Close()
		return nil, ErrRunning
	}
	if err := file.Truncate(0); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// State is what is known of a program.
type State struct {
	// Running is true while it lives.
	Running bool
	// PID and StartedAt belong to its last start; zero when there was none.
	PID       int
	StartedAt time.Time
}

// State looks a program up.
func (d Dir) State(name string) State {
	file, err := os.Open(d.lock(name))
	if err != nil {
		return State{}
	}
	defer file.Close()
	var s State
	var seconds int64
	if _, err := fmt.Fscan(file, &s.PID, &seconds); err == nil {
		s.StartedAt = time.Unix(seconds, 0)
	}
	s.Running = errors.Is(syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB), syscall.EWOULDBLOCK)
	return s
}

// Signal sends a signal to a program and its children, if it runs.
func (d Dir) Signal(name string, signal syscall.Signal) {
	if s := d.State(name); s.Running && s.PID > 0 {
		_ = syscall.Kill(-s.PID, signal) // it may have ended just now
	}
}

// Forget removes the trace of a program that ended.
func (d Dir) Forget(name string) { _ = os.Remove(d.lock(name)) }

// Names lists every program that was started and not forgotten.
func (d Dir) Names() []string {
	entries, _ := os.ReadDir(filepath.Join(string(d), "pids")) // none when there is no such directory
	var names []string
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), ".lock"); ok {
			names = append(names, name)
		}
	}
	return names
}

// pollInterval is how often an ending program is looked at.
const pollInterval = 50 * time.Millisecond

// Stop asks a program to end, insists after the limit, and reports whether it
// had to.
func (d Dir) Stop(name string, limit time.Duration) (forced bool) {
	pid := d.State(name).PID
	d.Signal(name, syscall.SIGTERM)
	for deadline := time.Now().Add(limit); d.State(name).Running; time.Sleep(pollInterval) {
		if time.Now().After(deadline) {
			forced = true
			d.Signal(name, syscall.SIGKILL)
		}
	}
	// The lock goes a moment before the process does.
	for range 20 {
		if pid == 0 || syscall.Kill(pid, 0) != nil {
			break
		}
		time.Sleep(pollInterval)
	}
	d.Forget(name)
	return forced
}

// Tail is the end of a program's log.
func (d Dir) Tail(name string, lines int) string {
	raw, err := os.ReadFile(d.Log(name))
	if err != nil {
		return "no log: " + err.Error()
	}
	all := strings.Split(strings.TrimRight(string(raw), "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// String describes a state in a word.
func (s State) String() string {
	switch {
	case s.Running:
		return "running"
	case s.PID > 0:
		return "ended (was " + strconv.Itoa(s.PID) + ")"
	default:
		return "stopped"
	}
}
