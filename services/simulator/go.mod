module github.com/catalyst-bot/mesh/services/simulator

go 1.26.8

replace (
	github.com/catalyst-bot/mesh/services/kit => ../../services/kit
)
