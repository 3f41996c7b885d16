module github.com/catalyst-bot/mesh/services/market

go 1.26.8

replace (
	github.com/catalyst-bot/mesh/gen => ../../gen
	github.com/catalyst-bot/mesh/services/kit => ../../services/kit
	github.com/catalyst-bot/mesh/services/quant => ../../services/quant
)
