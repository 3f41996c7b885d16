module github.com/catalyst-bot/mesh/deploy/local

go 1.26.8
