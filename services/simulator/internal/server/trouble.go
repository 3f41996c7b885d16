package server

import (
	"net/http"
	"time"

	"github.com/catalyst-bot/mesh/services/simulator/internal/trouble"
)

const (
	// maxAdvance bounds one step of the clock.
	maxAdvance = 48 * time.Hour
	maxRace    = 15 * time.Minute
)

// setFault says what goes wrong with the next webhook calls.
func (s *Server) setFault(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Webhook string `json:"webhook"`
		Count   int    `json:"count"`
		DelayMS int64  `json:"delay_ms"`
		Match   string `json:"match"`
	}
	if !read(w, r, &request) {
		return
	}
	err := s.Trouble.Faults.Set(trouble.Fault{
		Kind: request.Webhook, Count: request.Count, Delay: milliseconds(request.DelayMS), Match: request.Match,
	})
	if err != nil {
		fail(w, http.StatusBadRequest, err.Error())
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// milliseconds turns a number of a request into a duration that cannot
// overflow.
func milliseconds(n int64) time.Duration {
	return time.Duration(min(max(n, -1), int64(maxAdvance/time.Millisecond))) * time.Millisecond
}

func (s *Server) getFault(w http.ResponseWriter, _ *http.Request) {
	f := s.Trouble.Faults.Get()
	write(w, http.StatusOK, map[string]any{
		"webhook": f.Kind, "count": f.Count, "delay_ms": f.Delay.Milliseconds(), "match": f.Match, "kinds": trouble.Kinds(),
	})
}

// setSettings changes the switches the request names.
func (s *Server) setSettings(w http.ResponseWriter, r *http.Request) {
	var request struct {
		AckRaceMS *int64  `json:"ack_race_ms"`
		DropAck   *bool   `json:"drop_ack"`
		RateLimit *bool   `json:"rate_limit"`
		Skew      *string `json:"skew"`
	}
	if !read(w, r, &request) {
		return
	}
	now := s.Trouble.Settings.Get()
	if request.AckRaceMS != nil {
		now.AckRace = milliseconds(*request.AckRaceMS)
	}
	if request.DropAck != nil {
		now.DropAck = *request.DropAck
	}
	if request.RateLimit != nil {
		now.RateLimit = *request.RateLimit
	}
	if request.Skew != nil {
		skew, err := time.ParseDuration(*request.Skew)
		if err != nil || skew.Abs() > maxAdvance {
			fail(w, http.StatusBadRequest, "skew is a duration of at most 48h, such as 10m or -10m; 0s for none")
			return
		}
		now.Skew = skew
	}
	if now.AckRace < 0 || now.AckRace > maxRace {
		fail(w, http.StatusBadRequest, "ack_race_ms is 0 to 900000")
		return
	}
	s.Trouble.Settings.Change(func(settings *trouble.Settings) { *settings = now })
	s.getSettings(w, r)
}

func (s *Server) getSettings(w http.ResponseWriter, _ *http.Request) {
	now := s.Trouble.Settings.Get()
	write(w, http.StatusOK, map[string]any{
		"ack_race_ms": now.AckRace.Milliseconds(), "drop_ack": now.DropAck, "rate_limit": now.RateLimit, "skew": now.Skew.String(),
	})
}

// advance moves the clock forward and gives up what has run out by then.
func (s *Server) advance(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Advance string `json:"advance"`
	}
	if !read(w, r, &request) {
		return
	}
	by, err := time.ParseDuration(request.Advance)
	if err != nil || by <= 0 || by > maxAdvance {
		fail(w, http.StatusBadRequest, "advance is a duration of at most 48h, such as 14m")
		return
	}
	s.Trouble.Clock.Advance(by)
	s.Channel.Expire()
	s.getClock(w, r)
}

func (s *Server) getClock(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, map[string]any{
		"now": s.Trouble.Clock.Now().UTC(), "offset": s.Trouble.Clock.Offset().String(),
	})
}

func (s *Server) report(w http.ResponseWriter, _ *http.Request) {
	write(w, http.StatusOK, s.Statistics.Report())
}

// reset empties the channel and the statistics and ends all trouble.
func (s *Server) reset(w http.ResponseWriter, _ *http.Request) {
	s.Trouble.Reset()
	s.Sender.Reset()
	s.Channel.Reset()
	s.Statistics.Reset()
	w.WriteHeader(http.StatusNoContent)
}
