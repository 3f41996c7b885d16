module github.com/catalyst-bot/mesh/services/quant

go 1.26.8
