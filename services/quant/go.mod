module github.com/catalyst-bot/mesh/services/quant

go 1.26.8

require github.com/markcheno/go-talib v0.0.0-20250114000313-ec55a20c902f
