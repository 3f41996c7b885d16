# The whole mesh from one place. "make" lists the targets.
MODULES := gen services/kit services/quant services/gateway services/command services/chart \
	services/market services/admin services/simulator deploy/local test
PACKAGES := $(addprefix ./,$(addsuffix /...,$(filter-out test,$(MODULES))))
LOCAL := .run/bin/local

.DEFAULT_GOAL := help
.PHONY: help up down status logs trace test lint generate bench certs $(LOCAL)

help: ## List the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 18

$(LOCAL):
	@go build -o $(LOCAL) ./deploy/local

up: $(LOCAL) ## Build and start everything, try it, print the addresses
	@$(LOCAL) up

down: $(LOCAL) ## Stop everything
	@$(LOCAL) down

status: $(LOCAL) ## Show what runs
	@$(LOCAL) status

logs: $(LOCAL) ## Show the ends of the logs; S=gateway for one service
	@$(LOCAL) logs $(S)

trace: $(LOCAL) ## Print a trace as a tree; ID=… from the simulator or an error text
	@$(LOCAL) trace "$(ID)"

test: ## Run every test: units, the mesh as processes, browser and PostgreSQL where there are
	@tools/tests.sh $(PACKAGES)

lint: ## Check format, protos and code
	@tools/lint.sh $(MODULES)

generate: ## Generate code from the protos
	@tools/run buf generate

bench: ## Run every benchmark, and charts against other programs
	@tools/bench.sh $(PACKAGES)

certs: ## Make an authority and certificates for the services in .run/certs
	@go run ./services/kit/identity/certs .run/certs
