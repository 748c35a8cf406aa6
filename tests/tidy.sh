#!/usr/bin/env bash
# tidy.sh - the house stays as the README draws it: layers, homes of libraries, no stray words.
# Each check prints "ok NAME" or "not ok NAME" with what it found.
set -u
cd "$(dirname "$0")/.."

report() { # NAME FINDINGS
    if [ -z "$2" ]; then
        echo "ok $1"
    else
        echo "not ok $1"
        printf '%s\n' "$2" | sed 's/^/    /'
    fi
}

# What stands right may include what stands left: schema <- core <- sync <- cli.
includes() { grep -nE "^[ \t]*#[ \t]*include[ \t]+\"($2)/" $(find "$1" -name '*.[ch]') /dev/null 2>/dev/null; }
report core_includes_neither_sync_nor_cli "$(includes core 'sync|cli|tests')"
report sync_includes_no_cli "$(includes sync 'cli|tests')"
report cli_includes_no_tests "$(includes cli 'tests')"
report inside_is_for_core_alone "$(grep -nE '#include "core/(inside|names)\.h"' sync/*.[ch] $(find cli -name '*.[ch]') 2>/dev/null)"

# Each outside library has one home.
home() { # NAME PATTERN FILES...
    local name=$1 pattern=$2 found
    shift 2
    found=$(grep -lE "#include <$pattern" $(find core sync cli -name '*.[ch]') 2>/dev/null | grep -vxF "$(printf '%s\n' "$@")")
    report "$name" "$found"
}
home sqlite_lives_in_store 'sqlite3\.h' core/store.c
home cjson_lives_in_json '(cjson/)?cJSON\.h' core/json.c
home sodium_lives_in_crypto_and_world 'sodium' core/crypto.c core/world.c
home zeromq_lives_in_net_zmq 'zmq' sync/net_zmq.c
home libintl_lives_in_lang 'libintl' core/lang.c cli/lang.c
home utf8proc_lives_in_text_and_fold 'utf8proc' cli/text.c core/fold.c

# What goes to others asks one place whether words may leave.
report words_leave_through_withheld "$(grep -nE '\b(ac_history_bytes|ac_query_words)\(' sync/*.[ch] 2>/dev/null)"

# SQL stands in schema/ alone.
report sql_lives_in_schema "$(grep -nE '"[ ]*(SELECT|INSERT INTO|UPDATE [a-z]+ SET|DELETE FROM|CREATE TABLE) ' \
    $(find core sync cli -name '*.[ch]' ! -path core/store.c) 2>/dev/null)"

# The core has no terminal, no socket and no clock of its own.
report core_prints_nothing "$(grep -nE '\b(printf|puts|putchar|fprintf\(stdout)\(' core/*.c core/*/*.c 2>/dev/null | grep -vE 's?nprintf|ac_buf_printf')"
report core_reads_clocks_in_world_alone "$(grep -nE '\b(time\(NULL|gettimeofday|clock_gettime)\b' \
    $(ls core/*.c core/*/*.c 2>/dev/null | grep -v core/world.c) 2>/dev/null | grep -vE 'BOOTTIME')"

# Functions that are easy to slip on.
report no_unbounded_copies "$(grep -nE '\b(strcpy|strcat|sprintf|gets|alloca)\(' $(find core sync cli tests -name '*.[ch]') 2>/dev/null)"
report tests_do_not_sleep "$(grep -nE '\b(sleep|usleep|nanosleep)\(' tests/*.c 2>/dev/null)"

# A file opens with its name and its idea.
report files_say_their_idea "$(for f in $(find core sync cli tests -name '*.[ch]'); do
    head -n 1 "$f" | grep -qE "^/\* $(basename "$f") - " || echo "$f"; done)"

# Nothing unfinished, no path of one machine.
report nothing_is_left_for_later "$(grep -nIE '\b(TODO|FIXME|XXX|HACK)\b' $(git ls-files | grep -vE 'tests/tidy.sh|LICENSE') 2>/dev/null)"
report no_path_of_one_machine "$(grep -nIE '(^|[^A-Za-z])/(work|home/[a-z]+|root)/' $(git ls-files | grep -vE 'tests/tidy.sh|LICENSE') 2>/dev/null)"
