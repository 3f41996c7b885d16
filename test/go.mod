module github.com/catalyst-bot/mesh/test

go 1.26.8

replace (
	github.com/catalyst-bot/mesh/deploy/local => ../deploy/local
	github.com/catalyst-bot/mesh/gen => ../gen
	github.com/catalyst-bot/mesh/services/kit => ../services/kit
)

require github.com/catalyst-bot/mesh/deploy/local v0.0.0-00010101000000-000000000000
