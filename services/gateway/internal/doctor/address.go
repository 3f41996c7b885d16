package doctor

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/catalyst-bot/mesh/services/kit/service"
)

// endpointPath is where the gateway answers.
const endpointPath = "/interactions"

// address checks the URL Discord has, and settles the one to try.
func (e *examination) address(context.Context) {
	registered := e.application.Endpoint
	if e.application.ID != "" && registered == "" {
		e.ill("the application has no Interactions Endpoint URL, so Discord sends nothing here",
			"enter https://YOUR-HOST/interactions under General Information in the developer portal")
	}
	if e.Endpoint == "" {
		e.Endpoint = registered
	}
	if e.Endpoint == "" {
		e.doubtful("no URL to try", "pass --url https://YOUR-HOST/interactions")
		return
	}
	if registered != "" && registered != e.Endpoint {
		e.doubtful("Discord sends to "+registered+", not to the URL given", "enter the URL given under General Information in the developer portal")
	}
	e.judgeAddress()
}

// judgeAddress reports on the shape of the URL to try. One that is none is
// dropped.
func (e *examination) judgeAddress() {
	u, err := url.Parse(e.Endpoint)
	if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		e.ill("the endpoint is no URL", "pass a URL such as https://YOUR-HOST/interactions")
		e.Endpoint = ""
		return
	}
	local := service.Loopback(u.Hostname() + ":0")
	switch right := u.Scheme + "://" + u.Host + endpointPath; {
	case !strings.HasSuffix(u.Path, endpointPath):
		e.ill(fmt.Sprintf("the path of the URL is %q, but the gateway answers at %s", u.Path, endpointPath), "use "+right)
	case local:
		e.doubtful("only this machine can reach "+e.Endpoint, "try the public URL before it is entered in the developer portal")
	case u.Scheme == "http":
		e.ill("the URL is http; Discord takes https only", "put a TLS proxy in front and use https://"+u.Host+u.Path)
	default:
		e.well("the URL is https and ends in %s", endpointPath)
	}
}
