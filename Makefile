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
else
opt  := -O2 -g $(harden)
endif
ifeq ($(WERROR),1)
warn += -Werror
endif

CFLAGS_ALL = -std=c11 -D_GNU_SOURCE -DAC_VERSION='"$(VERSION)"' -I. -I$(B)/gen $(warn) $(opt) \
             $(shell pkg-config --cflags $(PKGS)) $(CFLAGS)
LDLIBS_ALL = $(shell pkg-config --libs $(PKGS)) -lpthread $(LDLIBS)

lib_src  := $(sort $(wildcard core/*.c) $(wildcard sync/*.c))
cli_src  := $(sort $(wildcard cli/*.c))
lib_obj  := $(lib_src:%.c=$(B)/%.o) $(B)/gen/queries.o
cli_obj  := $(cli_src:%.c=$(B)/%.o)
help_src := $(sort $(wildcard tests/support/*.c))
help_obj := $(help_src:%.c=$(B)/%.o)
test_src := $(sort $(wildcard tests/test_*.c) $(wildcard tests/prop_*.c) $(wildcard tests/sim_*.c))
test_bin := $(test_src:tests/%.c=$(B)/tests/%)
tool_src := $(sort $(wildcard tests/tool_*.c) $(wildcard tests/bench/*.c))
tool_bin := $(tool_src:tests/%.c=$(B)/tests/%)

.PHONY: all deps demo test check bench tidy install uninstall clean objects tests-built tools
.SECONDARY:
all: $(B)/accord

objects: $(lib_obj) $(cli_obj)
tests-built: $(test_bin)
tools: $(tool_bin)

$(B)/accord: $(cli_obj) $(B)/libaccord.a
	$(CC) $(CFLAGS_ALL) $(link) -o $@ $^ $(LDLIBS_ALL)

$(B)/libaccord.a: $(lib_obj)
	@rm -f $@
	ar rcs $@ $^

$(B)/gen/queries.c $(B)/gen/queries.h &: schema/embed.awk $(sort $(wildcard schema/*.sql))
	@mkdir -p $(B)/gen
	awk -f schema/embed.awk -v dir=$(B)/gen $(sort $(wildcard schema/*.sql))

$(B)/gen/queries.o: $(B)/gen/queries.c
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/gen/commit.h: FORCE
	@mkdir -p $(B)/gen
	@printf '#define AC_COMMIT "%s"\n' '$(COMMIT)' | cmp -s - $@ || printf '#define AC_COMMIT "%s"\n' '$(COMMIT)' > $@
FORCE:

$(B)/%.o: %.c | $(B)/gen/queries.h $(B)/gen/commit.h
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(B)/tests/%: $(B)/tests/%.o $(help_obj) $(B)/libaccord.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(link) -o $@ $^ $(LDLIBS_ALL) -lcmocka

-include $(shell find $(B) -name '*.d' 2>/dev/null)

clean:
	rm -rf build
