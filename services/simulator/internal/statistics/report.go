package statistics

import "maps"

// Report is all there is to tell.
type Report struct {
	// WebhookCalls are counts by method and status, such as "PATCH 200"; a cut
	// connection is "PATCH cut".
	WebhookCalls map[string]int `json:"webhook_calls"`
	// InvalidRequests counts the 401, 403 and 429 of the last ten minutes;
	// Discord bans at 10,000.
	InvalidRequests int `json:"invalid_requests"`
	// RefusedCalls counts the first answers and webhook calls that broke rules.
	RefusedCalls int `json:"refused_calls"`
	// Violations are counts by code, notes included.
	Violations map[string]int `json:"violations"`
	// Messages are by the message's id.
	Messages map[string]Message `json:"messages"`
	// Interactions stand in the order they were sent in.
	Interactions []Interaction `json:"interactions"`
}

// Report tells the counts as they are now.
func (s *Statistics) Report() Report {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := Report{
		WebhookCalls: maps.Clone(s.calls), Violations: maps.Clone(s.violations), RefusedCalls: s.refused,
		Messages: map[string]Message{}, Interactions: []Interaction{},
	}
	from := s.now().Add(-invalidWindow)
	for len(s.invalid) > 0 && s.invalid[0].Before(from) {
		s.invalid = s.invalid[1:]
	}
	r.InvalidRequests = len(s.invalid)
	for _, id := range s.messages.order {
		r.Messages[id] = *s.messages.byID[id]
	}
	for _, id := range s.interactions.order {
		r.Interactions = append(r.Interactions, *s.interactions.byID[id])
	}
	return r
}

// shelf keeps the newest things by id.
type shelf[T any] struct {
	byID  map[string]*T
	order []string
}

// get finds or makes the thing.
func (s *shelf[T]) get(id string) *T {
	if found := s.byID[id]; found != nil {
		return found
	}
	if s.byID == nil {
		s.byID = map[string]*T{}
	}
	if len(s.order) == maxKept {
		delete(s.byID, s.order[0])
		s.order = s.order[1:]
	}
	made := new(T)
	s.byID[id], s.order = made, append(s.order, id)
	return made
}
