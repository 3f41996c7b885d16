package refusal

import (
	"crypto/subtle"
	"net/http"
)

// Bot serves an endpoint to whoever has the bot token and says who they are,
// and writes what it refuses.
func Bot(token string, next func(w http.ResponseWriter, r *http.Request) *Refusal) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given := []byte(r.Header.Get("Authorization"))
		var failure *Refusal
		switch {
		case r.Header.Get("User-Agent") == "":
			failure = Blocked
		case subtle.ConstantTimeCompare(given, []byte("Bot "+token)) != 1:
			failure = Unauthorized
		default:
			failure = next(w, r)
		}
		if failure != nil {
			failure.Write(w)
		}
	})
}
