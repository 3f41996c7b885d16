module github.com/catalyst-bot/mesh/deploy/local

go 1.26.8

require (
	github.com/alecthomas/kong v1.17.0
	github.com/joho/godotenv v1.5.1
	go.uber.org/goleak v1.3.0
)
