# accord: build, test, install. Everything generated lies under build/.
#   make deps demo    install what it needs, run the main job on real data
#   make deps test    install what it needs, pass all tests

PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= gcc
VARIANT ?= release
B       := build/$(VARIANT)
PKGS    := sqlite3 libsodium libzmq libcjson libutf8proc

VERSION := 0.1.0
COMMIT  := $(shell git rev-parse --short HEAD 2>/dev/null || echo unknown)

is_clang := $(findstring clang,$(shell $(CC) --version 2>/dev/null | head -n 1))
warn     := -Wall -Wextra -Wconversion -Wformat=2 -Wvla -Walloca -Wnull-dereference \
            -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wundef
# Rows of tables leave out what is zero.
warn     += -Wno-missing-field-initializers
harden   := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
            -fcf-protection=full -fno-delete-null-pointer-checks \
            -fno-strict-overflow -fno-strict-aliasing -fPIE
ifeq ($(is_clang),)
warn     += -Wbidi-chars=any
harden   += -ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr
else
harden   += -Wno-unused-command-line-argument
endif
link     := -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code,-z,nodlopen -Wl,--as-needed

ifeq ($(VARIANT),asan)
opt  := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -fPIE
link := -pie -fsanitize=address,undefined
ifeq ($(is_clang),)
warn += -Wno-format-truncation # at -O1 gcc warns of texts that are cut on purpose
endif
else ifeq ($(VARIANT),fuzz)
opt  := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -fPIE
link := -pie -fsanitize=fuzzer,address,undefined
else
opt  := -O2 -g $(harden)
endif
ifeq ($(WERROR),1)
warn += -Werror
endif

CFLAGS_ALL = -std=c11 -D_GNU_SOURCE -DAC_VERSION='"$(VERSION)"' -DAC_LOCALEDIR='"$(PREFIX)/share/locale"' -I. -I$(B)/gen $(warn) $(opt) \
             $(shell pkg-config --cflags $(PKGS)) $(CFLAGS)
LDLIBS_ALL = $(shell pkg-config --libs $(PKGS)) -lpthread -lm $(LDLIBS)

# One line a file; V=1 shows the commands.
ifeq ($(V),1)
say = @:
at  =
else
say = @printf '%s %s\n'
at  = @
endif

lib_src  := $(sort $(wildcard core/*.c core/*/*.c sync/*.c))
cli_src  := $(sort $(wildcard cli/*.c cli/*/*.c))
lib_obj  := $(lib_src:%.c=$(B)/%.o) $(B)/gen/queries.o
cli_obj  := $(cli_src:%.c=$(B)/%.o) $(B)/gen/templates.o
help_src := $(sort $(wildcard tests/support/*.c))
help_obj := $(help_src:%.c=$(B)/%.o)
test_src := $(sort $(wildcard tests/test_*.c) $(wildcard tests/prop_*.c) $(wildcard tests/sim_*.c))
test_bin := $(test_src:tests/%.c=$(B)/tests/%)
tool_src := $(sort $(wildcard tests/tool_*.c) $(wildcard tests/bench/*.c))
tool_bin := $(tool_src:tests/%.c=$(B)/tests/%)

po       := $(sort $(wildcard cli/po/*.po))
mo       := $(po:cli/po/%.po=$(B)/locale/%/LC_MESSAGES/accord.mo)

.PHONY: all deps demo test check bench sim fuzz tidy install uninstall clean objects tests-built tools pot browser
.SECONDARY:
all: $(B)/accord $(mo) $(B)/gen/accord.schema.json

objects: $(lib_obj) $(cli_obj)
tests-built: $(test_bin)
tools: $(tool_bin)

$(B)/accord: $(cli_obj) $(B)/libaccord.a
	$(say) link $@
	$(at)$(CC) $(CFLAGS_ALL) $(link) -o $@ $^ $(LDLIBS_ALL)

$(B)/libaccord.a: $(lib_obj)
	@rm -f $@
	$(at)ar rcs $@ $^

# For tests of cli/: everything but main, each object taken only where it is asked for.
$(B)/libcli.a: $(filter-out $(B)/cli/main.o,$(cli_obj))
	@rm -f $@
	$(at)ar rcs $@ $^

$(B)/gen/queries.c $(B)/gen/queries.h &: schema/embed.awk $(sort $(wildcard schema/*.sql))
	@mkdir -p $(B)/gen
	awk -f schema/embed.awk -v dir=$(B)/gen $(sort $(wildcard schema/*.sql))

# The page of --json for programs.
$(B)/gen/accord.schema.json: cli/json_schema.awk cli/JSON.md
	@mkdir -p $(B)/gen
	$(at)awk -f cli/json_schema.awk cli/JSON.md >$@.new && mv $@.new $@

# Questions that help people write.
templates := $(sort $(wildcard cli/practice/templates/*.txt))
$(B)/gen/templates.c: cli/practice/templates.awk $(templates) cli/practice/templates
	@mkdir -p $(B)/gen
	$(at)awk -f cli/practice/templates.awk $(templates) >$@.new && mv $@.new $@

$(B)/gen/templates.o: $(B)/gen/templates.c
	$(say) cc $<
	$(at)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/gen/queries.o: $(B)/gen/queries.c
	$(say) cc $<
	$(at)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/gen/commit.h: FORCE
	@mkdir -p $(B)/gen
	@printf '#define AC_COMMIT "%s"\n' '$(COMMIT)' | cmp -s - $@ || printf '#define AC_COMMIT "%s"\n' '$(COMMIT)' > $@
FORCE:

$(B)/%.o: %.c | $(B)/gen/queries.h $(B)/gen/commit.h
	@mkdir -p $(@D)
	$(say) cc $<
	$(at)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/tests/%: $(B)/tests/%.o $(help_obj) $(B)/libcli.a $(B)/libaccord.a
	@mkdir -p $(@D)
	$(say) link $@
	$(at)$(CC) $(CFLAGS_ALL) $(link) -o $@ $^ $(LDLIBS_ALL) -lcmocka

$(B)/locale/%/LC_MESSAGES/accord.mo: cli/po/%.po
	@mkdir -p $(@D)
	$(say) mo $<
	$(at)msgfmt -o $@ $<

# All that people read, out of the sources and the tables of the program, into cli/po/accord.pot and each language.
pot: $(B)/tests/tool_words
	python3 cli/po/extract.py $< > $(B)/accord.pot
	msgcat --no-wrap --sort-by-file -o cli/po/accord.pot $(B)/accord.pot
	@for f in $(po); do echo "merge $$f"; \
	    msgmerge --quiet --update --backup=none --no-fuzzy-matching --no-wrap --sort-by-file $$f cli/po/accord.pot || exit 1; \
	    msgattrib --no-obsolete --no-wrap --sort-by-file -o $$f $$f || exit 1; done

demo: all
	$(B)/accord demo --no-input

# The whole, as it is installed, then every test. Pick some: make test T="test_json prop_members".
test: all tests-built tools
	bash tests/run.sh $(B) $(T)

# The simulator of sessions, one seed replayed or many in a row: make sim SEED=8, make sim SEED=1 SEEDS=500.
SEED  ?= 1
SEEDS ?= 1
sim: $(B)/tests/sim_exchange
	SEED=$(SEED) SEEDS=$(SEEDS) $<

# Any bytes for each decoder, with clang's libFuzzer: make fuzz FUZZ_SECONDS=600. What is found goes to build/fuzz/.
FUZZ_SECONDS ?= 20
fuzz_src     := $(sort $(wildcard tests/fuzz_*.c))
fuzz:
	@for t in $(fuzz_src:tests/fuzz_%.c=%); do \
	    $(MAKE) --no-print-directory VARIANT=fuzz CC=clang build/fuzz/tests/fuzz_$$t || exit 1; \
	    mkdir -p build/fuzz/corpus/$$t build/fuzz/found; \
	    build/fuzz/tests/fuzz_$$t -max_total_time=$(FUZZ_SECONDS) -max_len=8192 -rss_limit_mb=1024 -timeout=20 \
	        -print_final_stats=0 -verbosity=0 -artifact_prefix=build/fuzz/found/$$t- build/fuzz/corpus/$$t tests/corpus/$$t || exit 1; \
	    echo "ok fuzz $$t"; done

# Reports in a real browser: needs chromium, npm and, for the print, pdftotext; says what it skips.
browser: all
	bash tests/browser/run.sh $(B)

tidy:
	BUILD=$(B) bash tests/tidy.sh

# Tests, property tests and sanitizers: everything twice.
check:
	$(MAKE) test
	$(MAKE) VARIANT=asan test

# Other sizes: make bench SIZES="1000 10000". REPEAT=5 for more runs.
bench: all tools
	bash tests/bench/run.sh $(B) $(SIZES)

dev_packages  := gcc clang make pkg-config libsqlite3-dev libsodium-dev libzmq3-dev libcjson-dev libutf8proc-dev gettext
test_packages := libcmocka-dev python3 python3-nacl python3-cram sqlite3 iproute2 strace expect khal cmark libxml2-utils python3-jsonschema
deps:
	@if ! command -v dpkg-query >/dev/null 2>&1; then \
	    echo "This system has no apt. Install by its own means: a C11 compiler, make, pkg-config,"; \
	    echo "SQLite 3.40 with FTS5, libsodium 1.0.18, libzmq 4.3.4 with CURVE, cJSON 1.7.15, utf8proc 2.6, gettext 0.21;"; \
	    echo "for the tests cmocka 1.1, python3 with PyNaCl, cram, sqlite3, iproute2, strace, expect, khal, cmark, xmllint, python3 with jsonschema."; \
	    for lib in $(PKGS); do pkg-config --exists $$lib || { echo "missing: $$lib"; exit 1; }; done; exit 0; fi; \
	want=""; for p in $(dev_packages) $(test_packages); do \
	    dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || want="$$want $$p"; done; \
	if [ -n "$$want" ]; then \
	    if [ "$$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi; \
	    $$as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq && \
	    $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$want; fi

install: all
	install -D -m 0755 $(B)/accord $(DESTDIR)$(PREFIX)/bin/accord
	for f in $(mo:$(B)/locale/%=%); do \
	    install -D -m 0644 $(B)/locale/$$f $(DESTDIR)$(PREFIX)/share/locale/$$f || exit 1; done
	install -D -m 0644 schema/FORMAT.md $(DESTDIR)$(PREFIX)/share/doc/accord/FORMAT.md
	install -D -m 0644 cli/JSON.md $(DESTDIR)$(PREFIX)/share/doc/accord/JSON.md
	install -D -m 0644 $(B)/gen/accord.schema.json $(DESTDIR)$(PREFIX)/share/doc/accord/accord.schema.json
	install -D -m 0644 README.md $(DESTDIR)$(PREFIX)/share/doc/accord/README.md
	install -D -m 0644 LICENSE $(DESTDIR)$(PREFIX)/share/doc/accord/LICENSE

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/accord
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/accord
	rm -f $(mo:$(B)/locale/%=$(DESTDIR)$(PREFIX)/share/locale/%)

-include $(shell find $(B) -name '*.d' 2>/dev/null)

clean:
	rm -rf build
