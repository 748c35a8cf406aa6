#!/usr/bin/env bash
# secrets.sh - a passphrase is in no output, no file, no argument, no environment, and not in the memory of what runs on.
set -u
cd "$(dirname "$0")/../.."
build=$(realpath "${BUILD:-build/release}")
PATH=$build:$PATH
here=$(mktemp -d)
chmod 755 "$here"
serve=""
end() {
    [ -n "$serve" ] && kill "$serve" 2>/dev/null
    rm -rf "$here"
}
trap end EXIT
export HOME=$here/home ACCORD_HOME=$here/book ACCORD_STATE=$here/state XDG_RUNTIME_DIR=$here/run TZ=UTC LANG=C.UTF-8
mkdir -m 700 "$HOME" "$XDG_RUNTIME_DIR"
secret="quiet-marmalade-$$-$RANDOM"
printf '%s\n' "$secret" >"$here/passphrase"
report() { # NAME FINDINGS
    if [ -z "$2" ]; then echo "ok $1"; else
        echo "not ok $1"
        printf '%s\n' "$2" | sed 's/^/    /'
    fi
}

cd "$here"
: >log
by_fd() { accord "$@" -v --passphrase-fd 3 3<passphrase >>log 2>&1 || echo "exit $?: $*" >>failed; }
: >failed
by_fd init --org Faculty --code ARCH --sector academia
by_fd partnership start "Riverside block" --code KRK
by_fd invite --file i.accord-invite
by_fd export --to e.accord
by_fd export --to o.accord --open
accord key unlock --for 1h -v --passphrase-command "cat passphrase" >>log 2>&1 || echo "exit $?: key unlock" >>failed
by_fd partner list
accord key lock -v >>log 2>&1
printf 'wrong-%s\n' "$secret" >wrong
accord admit CITY -v --passphrase-fd 3 3<wrong >>log 2>&1
[ $? -eq 7 ] || echo "a wrong passphrase: not exit 7" >>failed
accord admit CITY -v --json --passphrase-command "cat wrong" >>log 2>&1
[ $? -eq 7 ] || echo "a wrong passphrase: not exit 7" >>failed
report commands_take_a_passphrase "$(cat failed)"
report no_output_says_the_passphrase "$(grep -n "marmalade" log)"
report no_file_holds_the_passphrase "$(grep -rl "marmalade" . 2>/dev/null | grep -vxF -e ./passphrase -e ./wrong)"

# What runs for months.
: >ready
accord serve --listen tcp://127.0.0.1:0 --passphrase-fd 3 3<passphrase >ready 2>serve.log &
serve=$!
for ((i = 0; i < 3000; i++)); do # the key takes a second to open
    grep -q '^listening tcp://127.0.0.1:' ready && break
    kill -0 $serve 2>/dev/null || break
    read -r -t 0.01 <> <(:) || :
done
report serve_is_ready "$(grep -q '^listening tcp://127.0.0.1:' ready || cat ready serve.log)"
report the_passphrase_is_in_no_argument_and_no_environment \
    "$(cat /proc/$serve/cmdline /proc/$serve/environ 2>/dev/null | tr '\0' '\n' | grep -F "$secret")"
report serve_leaves_no_core_file "$(grep 'Max core file size' /proc/$serve/limits | grep -vE 'size +0 +0 ')"
python3 - "$serve" "$secret" <<'END'
import sys

pid, secret = sys.argv[1], sys.argv[2].encode()
looked, found = 0, []
try:
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as mem:
        for line in maps:
            where, how = line.split()[:2]
            start, end = (int(x, 16) for x in where.split("-"))
            if "w" not in how or end - start > 1 << 28:
                continue
            try:
                mem.seek(start)
                got = mem.read(end - start)
            except (OSError, ValueError):
                continue
            looked += len(got)
            if secret in got:
                found.append(line.strip())
except PermissionError:
    print("skip the_memory_of_serve (only root may look)")
    sys.exit()
if looked < 100000:
    print(f"not ok the_passphrase_is_not_in_memory (looked at {looked} bytes)")
elif found:
    print("not ok the_passphrase_is_not_in_memory\n    " + "\n    ".join(found))
else:
    print(f"ok the_passphrase_is_not_in_memory ({looked >> 10} kB)")
END
kill -TERM $serve
wait $serve
status=$?
serve=""
report serve_ends_cleanly_on_a_signal "$([ $status -eq 0 ] || echo "exit $status: $(tail -n 3 serve.log)")"

# Nobody of the same user may look into a process that holds a key. (Not in a sanitizer's build, which looks for leaks.)
if ldd "$build/accord" | grep -q asan; then
    echo "skip a_process_with_a_key_cannot_be_looked_into (sanitizers)"
else
    drop=()
    if [ "$(id -u)" = 0 ]; then
        drop=(setpriv --reuid 65534 --regid 65534 --clear-groups)
        chown -R 65534:65534 book state run home
        chmod 644 passphrase
    fi
    mkfifo slow
    "${drop[@]}" accord partnership start "Another block" --code NEXT --passphrase-fd 3 3<>slow >out 2>&1 &
    waits=$!
    owner=""
    for ((i = 0; i < 1000; i++)); do # it waits for its passphrase, which comes when we have seen it
        owner=$(stat -c %u /proc/$waits/environ)
        [ "$owner" = 0 ] && grep -q accord /proc/$waits/comm && break
        read -r -t 0.01 <> <(:) || :
    done
    cat passphrase >slow
    wait $waits
    status=$?
    report a_process_with_a_key_cannot_be_looked_into \
        "$([ "$owner" = 0 ] && [ $status -eq 0 ] || echo "owner $owner, exit $status: $(cat out)")"
fi
