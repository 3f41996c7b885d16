module github.com/catalyst-bot/mesh/services/admin

go 1.26.8

replace (
	github.com/catalyst-bot/mesh/gen => ../../gen
	github.com/catalyst-bot/mesh/services/kit => ../../services/kit
)
