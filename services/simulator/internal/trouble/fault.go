package trouble

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// Kinds of faults of a webhook call, by what is answered or done.
const (
	RateLimited       = "429"
	RateLimitedShared = "429_shared"
	RateLimitedGlobal = "429_global"
	Cloudflare        = "cloudflare"
	InternalError     = "500"
	BadGateway        = "502"
	Unavailable       = "503"
	UnknownWebhook    = "10015"
	UnknownMessage    = "10008"
	UnknownChannel    = "10003"
	MissingAccess     = "50001"
	InvalidToken      = "50027"
	InvalidForm       = "50035"
	Blocked           = "40333"
	Slow              = "slow"
	SlowBody          = "slow_body"
	Reset             = "reset"
	ResetAfter        = "reset_after"
)

// Kinds lists every fault that can be played.
func Kinds() []string {
	return []string{
		RateLimited, RateLimitedShared, RateLimitedGlobal, Cloudflare, InternalError, BadGateway, Unavailable,
		UnknownWebhook, UnknownMessage, UnknownChannel, MissingAccess, InvalidToken, InvalidForm, Blocked, Slow, SlowBody, Reset, ResetAfter,
	}
}

// Calls a fault may be bound to; none of them means every call.
const (
	Edit     = "edit"
	FollowUp = "follow_up"
	Delete   = "delete"
	Read     = "read"
	Post     = "post"
)

// matches are the calls a fault can be bound to.
var matches = []string{Edit, FollowUp, Delete, Post}

const (
	// maxFaults bounds how many calls can be told to fail.
	maxFaults    = 1000
	defaultDelay = 3 * time.Second
	maxDelay     = 30 * time.Second
)

// Fault is what goes wrong with the next webhook calls.
type Fault struct {
	// Kind is one of Kinds.
	Kind string
	// Count is the number of calls, 0 to 1000.
	Count int
	// Delay is how long the slow kinds take, at most 30 s; 0 means 3 s.
	Delay time.Duration
	// Match is the call it is for: Edit, FollowUp, Delete or Post; empty for all.
	Match string
}

// Faults makes the next webhook calls fail. Its zero value lets all through.
type Faults struct {
	mu  sync.Mutex
	now Fault
}

// Set replaces the fault; a count of 0 ends it. Its errors say what may be
// set.
func (f *Faults) Set(fault Fault) error {
	switch {
	case !slices.Contains(Kinds(), fault.Kind):
		return fmt.Errorf("a webhook fault is one of %s", strings.Join(Kinds(), ", "))
	case fault.Count < 0 || fault.Count > maxFaults:
		return fmt.Errorf("a fault is for 0 to %d calls", maxFaults)
	case fault.Delay < 0 || fault.Delay > maxDelay:
		return fmt.Errorf("a delay is 0 to %s", maxDelay)
	case fault.Match != "" && !slices.Contains(matches, fault.Match):
		return fmt.Errorf("match is %s, or empty for all calls", strings.Join(matches, ", "))
	}
	if fault.Delay == 0 {
		fault.Delay = defaultDelay
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = fault
	return nil
}

// Get returns the fault with the count of calls it is still for.
func (f *Faults) Get() Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now
}

// Take returns the fault of a call and counts it; its Kind is empty for none.
func (f *Faults) Take(call string) Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.now.Count == 0 || (f.now.Match != "" && f.now.Match != call) {
		return Fault{}
	}
	f.now.Count--
	return f.now
}

func (f *Faults) reset() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now = Fault{}
}
