package directory

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

func TestRefresh(t *testing.T) {
	d := load(t)
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), refreshEvery+2*lastRetry)
		defer cancel()
		var asked []time.Duration
		start := time.Now()
		err := d.Refresh(ctx, func(context.Context) ([]Listing, error) {
			asked = append(asked, time.Since(start))
			if len(asked) < 3 {
				return nil, errors.New("away")
			}
			return []Listing{{"NEWCO", "New Company"}}, nil
		})
		if err != nil || len(asked) != 4 || asked[1] != firstRetry || asked[2] != 3*firstRetry || asked[3] != 3*firstRetry+refreshEvery {
			t.Errorf("asked at %v, %v", asked, err)
		}
		if _, ok := d.Lookup("NEWCO"); !ok {
			t.Error("the new name is not there")
		}
	})
}
