package snowflake

import (
	"strconv"
	"testing"
	"time"
)

func TestNextRisesAndCarriesTheTime(t *testing.T) {
	var s Source
	at := time.UnixMilli(1700000000123)
	var last uint64
	for i := range 10000 {
		id, err := strconv.ParseUint(s.Next(at.Add(-time.Duration(i%3)*time.Millisecond)), 10, 64)
		if err != nil || id <= last {
			t.Fatalf("id %d after %d, %v", id, last, err)
		}
		last = id
	}
	if got := int64(last>>22) + epoch; got != at.UnixMilli() {
		t.Errorf("time in the id is %d", got)
	}
}
