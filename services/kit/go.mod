module github.com/catalyst-bot/mesh/services/kit

go 1.26.8
