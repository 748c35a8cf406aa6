# notebooks.sh - notebooks, partners and servers for the tests that break things. Sourced by tests/sh/*.sh.
#
# Everything lies in $dir, which is gone afterwards; only processes that were started here are ended. Notebooks are
# $dir/a to $dir/e, of organisations AAA to EEE, each with its state beside it (DIR.state).
set -u
build=$(realpath "${BUILD:-build/release}")
accord=$build/accord
work=$build/tests/bench/work
# shellcheck disable=SC2034
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dir=$(mktemp -d "${TMPDIR:-/tmp}/accord-test-XXXXXX")
started=() # processes that may still run
# The leak check of a sanitizer build traces the program, and so does strace: one of them has to wait.
export ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0
export TZ=UTC LANG=C.UTF-8 COLUMNS=80 HOME=$dir XDG_RUNTIME_DIR=$dir

clean_up() {
    local pid
    for pid in ${started[@]+"${started[@]}"}; do kill -9 "$pid" 2>/dev/null; done
    wait 2>/dev/null
    rm -rf "$dir"
}
trap clean_up EXIT

# A check: its name, and how it went. What was talked meanwhile is shown where it went wrong.
check() { # STATUS NAME [FILE ...]
    if [ "$1" = 0 ]; then
        echo "ok $2"
    else
        echo "not ok $2"
        shift 2
        for file in "$@"; do sed 's/^/    /' "$file" | tail -n 40; done
    fi
}

fatal() { # NAME [FILE]
    check 1 "$@"
    exit 1
}

# accord on one of the notebooks; nobody is asked anything.
at() { # NOTEBOOK COMMAND...
    local nb=$1
    shift
    ACCORD_HOME=$dir/$nb ACCORD_STATE=$dir/$nb.state "$accord" --no-input "$@" </dev/null
}

# Start `serve` on a notebook, under the command in `under`; returns when it answers. Sets served_pid and served_at.
under=()
serve_start() { # NOTEBOOK [ADDRESS]
    local nb=$1 ready
    rm -f "$dir/ready"
    mkfifo "$dir/ready"
    ACCORD_HOME=$dir/$nb ACCORD_STATE=$dir/$nb.state ${under[@]+"${under[@]}"} "$accord" --no-input serve --listen "${2:-tcp://127.0.0.1:0}" \
        </dev/null >"$dir/ready" 2>>"$dir/$nb.serve.log" &
    served_pid=$!
    started+=("$served_pid")
    read -r -t 60 ready <"$dir/ready" || return 1
    served_at=${ready#listening }
    [ "$served_at" != "$ready" ]
}

# End it and wait. Sets ended_with.
end() { # PID SIGNAL
    local left=() pid
    kill "-$2" "$1" 2>/dev/null
    wait "$1" 2>/dev/null
    ended_with=$?
    for pid in ${started[@]+"${started[@]}"}; do [ "$pid" = "$1" ] || left+=("$pid"); done
    started=(${left[@]+"${left[@]}"})
}

field() { # NAME: its value in the last JSON line
    sed -n "s/.*\"$1\":\(\"[^\"]*\"\|\[[^]]*\]\|[^,}]*\).*/\1/p" | tail -n 1 | tr -d '"'
}

# Do both notebooks prove themselves and hold the same? Says what differs.
same_history() { # NOTEBOOK NOTEBOOK
    local one two
    one=$(at "$1" audit --json) && two=$(at "$2" audit --json) || { echo "an audit failed: $one $two"; return 1; }
    for name in history view; do
        if [ "$(field $name <<<"$one")" != "$(field $name <<<"$two")" ] || [ -z "$(field $name <<<"$one")" ]; then
            echo "$name differs:"; echo "$one"; echo "$two"
            return 1
        fi
    done
    for line in "$one" "$two"; do
        if [ "$(field ok <<<"$line")" != true ] || [ "$(field forks <<<"$line")" != "[]" ] || [ "$(field tray <<<"$line")" != 0 ]; then
            echo "$line"
            return 1
        fi
    done
}
