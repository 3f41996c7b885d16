package queue

import (
	"context"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/catalyst-bot/mesh/services/gateway/internal/interaction"
)

func openClicks(t *testing.T) *Clicks {
	t.Helper()
	f := open(t, t.TempDir())
	t.Cleanup(func() { f.close(t) })
	clicks, err := OpenClicks(t.Context(), f.broker.JetStream())
	if err != nil {
		t.Fatal(err)
	}
	return clicks
}

func TestOldClicksAreNeedless(t *testing.T) {
	c := openClicks(t)
	for _, click := range []interaction.Snowflake{"999", "1001", "1000"} { // the last one arrives late
		if err := c.Begin(t.Context(), "7", click); err != nil {
			t.Fatal(err)
		}
	}
	for click, want := range map[interaction.Snowflake]bool{"999": false, "1000": false, "1001": true} {
		release, newest, err := c.Turn(t.Context(), "7", click)
		if err != nil || newest != want {
			t.Errorf("click %s: newest %v, %v", click, newest, err)
		}
		if newest {
			release()
		}
	}
	if release, newest, err := c.Turn(t.Context(), "8", "1"); err != nil || !newest {
		t.Errorf("another message: %v, %v", newest, err)
	} else {
		release()
	}
}

func TestTurnsWait(t *testing.T) {
	c := openClicks(t)
	release, _, err := c.Turn(t.Context(), "7", "1")
	if err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, _, err := c.Turn(short, "7", "2"); err == nil {
		t.Error("two edits of a message at once")
	}
	release()
	if release, _, err = c.Turn(t.Context(), "7", "2"); err != nil {
		t.Fatal(err)
	}
	release()
}

// TestLastShownIsNewest clicks and edits from many sides; the last edit is that
// of the newest click, and edits never overlap.
func TestLastShownIsNewest(t *testing.T) {
	c := openClicks(t)
	var mu sync.Mutex
	var shown interaction.Snowflake
	editing := false
	var running sync.WaitGroup
	for i := range 40 {
		click := interaction.Snowflake(strconv.Itoa(1000 + i))
		running.Go(func() {
			time.Sleep(rand.N(20 * time.Millisecond))
			if err := c.Begin(t.Context(), "7", click); err != nil {
				t.Error(err)
			}
			release, newest, err := c.Turn(t.Context(), "7", click)
			if err != nil || !newest {
				return
			}
			defer release()
			mu.Lock()
			if editing {
				t.Error("two edits at once")
			}
			editing = true
			mu.Unlock()
			time.Sleep(rand.N(3 * time.Millisecond))
			mu.Lock()
			shown, editing = click, false
			mu.Unlock()
		})
	}
	running.Wait()
	if shown != "1039" {
		t.Errorf("click %s is shown last", shown)
	}
}
