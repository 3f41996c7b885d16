module github.com/catalyst-bot/mesh/test

go 1.26.8

replace (
	github.com/catalyst-bot/mesh/deploy/local => ../deploy/local
	github.com/catalyst-bot/mesh/gen => ../gen
	github.com/catalyst-bot/mesh/services/kit => ../services/kit
)

require (
	github.com/catalyst-bot/mesh/deploy/local v0.0.0-00010101000000-000000000000
	github.com/chromedp/chromedp v0.23.0
)

require (
	github.com/chromedp/cdproto v0.159.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
)
