package usage

import (
	"maps"
	"math"
	"slices"
	"time"
)

// growth is how much longer each bucket reaches than the one below it, and so
// how far a percentile is rounded up at most.
const growth = 1.2

// Bucket is a range of times; the first reaches to a millisecond.
type Bucket int

// BucketOf is the bucket a time falls into.
func BucketOf(d time.Duration) Bucket {
	if d <= time.Millisecond {
		return 0
	}
	return Bucket(math.Ceil(math.Log(d.Seconds()*1000) / math.Log(growth)))
}

// Bound is the longest time in the bucket.
func (b Bucket) Bound() time.Duration {
	return time.Duration(math.Pow(growth, float64(b)) * float64(time.Millisecond))
}

// Spread is how many times fell into each bucket.
type Spread map[Bucket]int64

// Percentile is a time within which a share of all came, 0 to 1; 0 for none.
func (s Spread) Percentile(share float64) time.Duration {
	var total, seen int64
	for _, count := range s {
		total += count
	}
	for _, b := range slices.Sorted(maps.Keys(s)) {
		if seen += s[b]; float64(seen) >= share*float64(total) {
			return b.Bound()
		}
	}
	return 0
}
