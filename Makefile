# Resale Partner. `make help` lists the targets.
VARIANT ?= release
BUILD   ?= build/$(VARIANT)
CC       = gcc
Q        = @
SERVICES := accounts routing intake grading listing fulfillment
PROGRAMS := $(SERVICES) resalectl

WARNINGS := -Wall -Wextra -Wshadow -Wmissing-prototypes -Wstrict-prototypes -Wvla -Wundef -Wformat=2 -Wno-format-zero-length -Wwrite-strings -Wcast-qual -Werror
FLAGS_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
FLAGS_test    := -O1 -g -DRESALE_TEST -fPIE
FLAGS_asan    := -O1 -g -DRESALE_TEST -DARENA_CHECKED -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -fPIE
FLAGS_clang   := -Wno-format-nonliteral -O1 -g -DRESALE_TEST -fPIE -Wno-gnu-zero-variadic-macro-arguments -Wno-unknown-warning-option
FLAGS_fuzz    := -Wno-format-nonliteral -Wno-gnu-zero-variadic-macro-arguments -Wno-unknown-warning-option -O1 -g -DRESALE_TEST -DFUZZING -DARENA_CHECKED \
                 -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all -fPIE
FLAGS_tsan    := -O1 -g -DRESALE_TEST -fsanitize=thread -fPIE
LINK_release  := -pie -Wl,-z,relro,-z,now
LINK_asan     := -fsanitize=address,undefined
LINK_fuzz     := -fsanitize=address,undefined,fuzzer
LINK_tsan     := -fsanitize=thread
CFLAGS   += -std=gnu17 $(WARNINGS) $(FLAGS_$(VARIANT)) -MMD -MP
CPPFLAGS += -D_GNU_SOURCE -Iinclude -I$(BUILD)/gen -Itests -I$(shell pg_config --includedir 2>/dev/null || echo /usr/include/postgresql)
LDLIBS   += -lmicrohttpd -lpq -ljansson -luuid -lsodium -lcurl -lzint -lhpdf -lturbojpeg -lpng -lz -lm -pthread

COMMON_C  := $(wildcard common/*/*.c)
COMMON_SQL:= $(sort $(wildcard common/*/sql/*.sql))
COMMON_O  := $(COMMON_C:%.c=$(BUILD)/%.o) $(BUILD)/gen/common_sql.o $(BUILD)/gen/common_assets.o $(BUILD)/gen/migrations.o
LIBRARY   := $(BUILD)/libresale.a
service_c  = $(wildcard services/$(1)/*.c)
OWN_grading := ready
OWN_listing := shop shopify
service_o  = $(patsubst %.c,$(BUILD)/%.o,$(call service_c,$(1))) $(BUILD)/gen/$(1)_sql.o $(BUILD)/gen/$(1)_assets.o $(OWN_$(1):%=$(BUILD)/gen/%_assets.o)
GENERATED := $(BUILD)/gen/common_sql.h $(PROGRAMS:%=$(BUILD)/gen/%_sql.h) $(BUILD)/gen/assets.h $(BUILD)/gen/migrations.h

TEST_SUITES := unit db api journey
TEST_C    := $(foreach s,$(TEST_SUITES) kill bench,$(wildcard tests/$(s)/*.c))
TEST_BINS := $(TEST_C:%.c=$(BUILD)/%)
SUPPORT_O := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/support/*.c))
FUZZ_BINS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/*.c))

.DEFAULT_GOAL := help
.PHONY: help build build-tests run demo camera test lint bench clean install check-asan check-tsan check-faults check-fuzz check-kill check-browser check-contracts build-fuzz
.SECONDARY:
.DELETE_ON_ERROR:

help:           ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## */\1\t/p' Makefile | expand -t 16

build: $(PROGRAMS:%=$(BUILD)/bin/%)   ## the six services and resalectl
build-tests: $(TEST_BINS) $(FUZZ_BINS)
build-fuzz: $(FUZZ_BINS)

run: install    ## the whole: install, build, start database, services and nginx, play the loop, stay up
	+@$(MAKE) --no-print-directory -s -j2 build
	@exec common/run/up $(BUILD)

demo:           ## play the loop against what is running
	@exec common/run/demo $(BUILD)

install:        ## the packages that building and running need
	@common/run/install run

camera:         ## the reader of codes for cameras, where the browser has none of its own; needs npm
	@common/run/install run camera
	+@$(MAKE) --no-print-directory -s -j2 build

test: ## every test, with its own database
	@common/run/install run tests
	+@$(MAKE) --no-print-directory -s -j2 VARIANT=test build build-tests
	@tests/support/run-all build/test

programs = $(patsubst tests/%.c,%,$(wildcard $(1:%=tests/%.c)))
PLANNER    := $(call programs,db/plans* $(addprefix db/,nights reviews rubrics shelf shopify))   # many rows and the planner's choice: nothing that a sanitizer sees
CHECK_asan := $(filter-out $(PLANNER),$(call programs,unit/* db/* api/*))
CHECK_tsan := $(filter-out $(PLANNER),$(call programs,db/* api/*))   # the unit tests have one thread
RACED      := $(call programs,$(addprefix db/,inbox outbox) $(addprefix api/,process wire http repeats claims pull printers photos spool shop catalogue manifests \
                reviews markdowns scores parts stations orders webhooks kept streams))
none  :=
check-asan check-tsan: check-%:   ## unit, database and api tests under a sanitizer; CHECK_tsan="$(RACED)": those where threads meet
	@common/run/install run tests
	+@$(MAKE) --no-print-directory -s -j2 VARIANT=$* build $(CHECK_$*:%=build/$*/tests/%)
	@TEST_ONLY='@($(subst $(none) $(none),|,$(strip $(CHECK_$*))))' tests/support/with-services build/$* tests/support/run-tests build/$* unit db api

check-faults:   ## every api test again with each database call failing in turn
	@common/run/install run tests
	+@$(MAKE) --no-print-directory -s -j2 VARIANT=test build build-tests
	@TEST_FAULTS=all TEST_TIMEOUT=900 tests/support/with-services build/test tests/support/run-tests build/test api

check-fuzz:     ## each fuzz target under libFuzzer and the sanitizers for FUZZ_SECONDS (20)
	@common/run/install run tests lint
	+@$(MAKE) --no-print-directory -s -j2 VARIANT=fuzz CC=clang build-fuzz
	@tests/support/run-fuzz build/fuzz

check-kill:     ## fifty kills of services and database while the loop is played
	@common/run/install run tests
	+@$(MAKE) --no-print-directory -s -j2 VARIANT=test build build-tests
	@tests/support/run-kill build/test

check-browser:  ## the pages in a real browser
	@common/run/install run tests browser
	+@$(MAKE) --no-print-directory -s -j2 VARIANT=test build build-tests
	@tests/browser/run build/test

check-contracts: ## what others are sent, by their own schemas and validators
	@common/run/install run tests contracts
	+@$(MAKE) --no-print-directory -s -j2 VARIANT=test build build/test/tests/unit/html
	@tests/contracts/run build/test

bench:          ## figures side by side in one run
	@common/run/install run tests bench
	+@$(MAKE) --no-print-directory -s -j2 build $(patsubst %.c,build/release/%,$(wildcard tests/bench/*.c))
	@tests/bench/run build/release

bench-decisions: ## does the earning policy earn more? a simulated market, every strategy in it
	@common/run/install run tests
	+@$(MAKE) --no-print-directory -s -j2 $(BUILD)/tests/market/market
	@tests/market/run $(BUILD)

lint:           ## warnings of two compilers and two analysers, layers, sizes
	@common/run/install run tests lint
	@common/build/lint

clean:          ## remove what was built
	rm -rf build

# --- generated ---
ifneq ($(wildcard build/reader/without-npm),)
$(shell ! command -v npm >/dev/null || rm -r build/reader)
endif
ASSETS_accounts := build/reader/zxing.js build/reader/zxing_reader.wasm   # one for all variants, and for all pages
$(ASSETS_accounts) &: common/pages/npm/package-lock.json common/build/reader
	@common/build/reader $< build/reader
$(BUILD)/gen/common_sql.c $(BUILD)/gen/common_sql.h &: $(COMMON_SQL) $(wildcard common/*/sql) common/build/sql.awk Makefile
	@mkdir -p $(@D)
	@awk -v service=common -v header=$(BUILD)/gen/common_sql.h -f common/build/sql.awk $(COMMON_SQL) > $(BUILD)/gen/common_sql.c

define service_rules
$(BUILD)/gen/$(1)_sql.c $(BUILD)/gen/$(1)_sql.h &: $(sort $(wildcard services/$(1)/sql/*.sql)) $(wildcard services/$(1)/sql) common/build/sql.awk Makefile
	@mkdir -p $$(@D)
	@awk -v service=$(1) -v header=$(BUILD)/gen/$(1)_sql.h -f common/build/sql.awk $(sort $(wildcard services/$(1)/sql/*.sql)) /dev/null > $(BUILD)/gen/$(1)_sql.c
$(BUILD)/gen/$(1)_assets.c: $(filter-out %.mustache,$(wildcard services/$(1)/pages/* services/$(1)/openapi.yaml)) $(ASSETS_$(1)) common/build/assets
	@mkdir -p $$(@D)
	@common/build/assets $(1) $$(filter-out common/build/assets,$$^) > $$@
$(BUILD)/bin/$(1): $(call service_o,$(1)) $(LIBRARY)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(LINK_$$(VARIANT)) -o $$@ $(call service_o,$(1)) $(LIBRARY) $(LDLIBS)
endef
$(foreach p,$(PROGRAMS),$(eval $(call service_rules,$(p))))

$(BUILD)/gen/common_assets.c: $(wildcard common/pages/*.*) common/build/assets
	@mkdir -p $(@D)
	@common/build/assets common $(filter-out common/build/assets,$^) > $@
$(BUILD)/gen/shop_assets.c: $(sort $(wildcard services/listing/pages/*.mustache)) services/listing/pages common/build/assets   # templates: parsed by listing, not served as files
	@mkdir -p $(@D)
	@common/build/assets shop $(filter %.mustache,$^) > $@
$(BUILD)/gen/ready_assets.c: $(sort $(wildcard services/grading/rubrics/*.json)) services/grading/rubrics common/build/assets   # read by grading, not served as files
	@mkdir -p $(@D)
	@common/build/assets ready $(filter %.json,$^) > $@
$(BUILD)/gen/shopify_assets.c: $(sort $(wildcard services/listing/shopify/*.graphql)) services/listing/shopify common/build/assets   # sent by listing
	@mkdir -p $(@D)
	@common/build/assets shopify $(filter %.graphql,$^) > $@
$(BUILD)/gen/assets.h: common/build/assets Makefile
	@mkdir -p $(@D)
	@common/build/assets --header common ready shop shopify $(PROGRAMS) > $@
$(BUILD)/gen/migrations.c $(BUILD)/gen/migrations.h &: $(sort $(wildcard schema/*.sql)) schema common/build/migrations
	@mkdir -p $(@D)
	@common/build/migrations $(BUILD)/gen/migrations.h $(sort $(wildcard schema/*.sql)) > $(BUILD)/gen/migrations.c

# --- compiled ---
$(BUILD)/%.o: %.c | $(GENERATED)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(if $(filter services/%,$<),-Iservices/$(word 2,$(subst /, ,$<))) -c -o $@ $<
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c | $(GENERATED)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
$(LIBRARY): $(COMMON_O)
	@rm -f $@
	$(Q)ar rcs $@ $^

# A test is one file; it may use every service's domain objects (without their main) and generated statements.
DOMAIN_O := $(foreach s,$(SERVICES),$(filter-out %/main.o,$(call service_o,$(s))))
$(BUILD)/tests/libservices.a: $(DOMAIN_O)
	@mkdir -p $(@D); rm -f $@
	$(Q)ar rcs $@ $^
$(BUILD)/tests/libsupport.a: $(SUPPORT_O)
	@mkdir -p $(@D); rm -f $@
	$(Q)ar rcs $@ $^
$(BUILD)/tests/%: $(BUILD)/tests/%.o $(BUILD)/tests/libsupport.a $(BUILD)/tests/libservices.a $(LIBRARY)
	$(Q)$(CC) $(LINK_$(VARIANT)) -o $@ $< $(BUILD)/tests/libsupport.a $(BUILD)/tests/libservices.a $(LIBRARY) -lcmocka -lyaml $(LDLIBS)

# The simulated market is several files.
MARKET_O := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/market/*.c))
$(BUILD)/tests/market/market: $(MARKET_O) $(BUILD)/tests/libservices.a $(LIBRARY)
	$(Q)$(CC) $(LINK_$(VARIANT)) -o $@ $(MARKET_O) $(BUILD)/tests/libservices.a $(LIBRARY) $(LDLIBS)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
