#!/usr/bin/env bash
# network.sh - real processes on loopback: entering, meeting, a second laptop, strangers at the port.
set -u
cd "$(dirname "$0")/../.."
accord=$(realpath "${BUILD:-build/release}/accord")
here=$(mktemp -d)
servers=()
cleanup() {
    for pid in ${servers[@]+"${servers[@]}"}; do kill "$pid" 2>/dev/null; done
    wait 2>/dev/null
    rm -rf "$here"
}
trap cleanup EXIT

at() { # NAME WORDS...: accord in the notebook of NAME
    local name=$1
    shift
    ACCORD_HOME=$here/$name ACCORD_STATE=$here/$name.state "$accord" "$@" --no-input
}
check() { # NAME COMMAND...
    local name=$1
    shift
    if "$@" >"$here/log" 2>&1; then echo "ok $name"; else
        echo "not ok $name"
        sed 's/^/    /' "$here/log"
    fi
}
exits() { # STATUS COMMAND...
    local want=$1
    shift
    "$@"
    local got=$?
    [ "$got" -eq "$want" ] || { echo "exit status $got, not $want"; return 1; }
}
says() { # TEXT COMMAND...: in what is printed on either stream
    local text=$1
    shift
    "$@" >"$here/said" 2>&1
    cat "$here/said"
    grep -qF -- "$text" "$here/said"
}
serve() { # NAME: in the background; its address into $address, its pid last in servers
    local pipe=$here/$1.ready
    rm -f "$pipe"
    mkfifo "$pipe"
    ACCORD_HOME=$here/$1 ACCORD_STATE=$here/$1.state "$accord" serve --listen tcp://127.0.0.1:0 --no-input >"$pipe" 2>"$here/$1.log" &
    servers+=($!)
    read -r _ address <"$pipe"
}
appears() { # TEXT FILE: a server says so, now or soon
    local follower status
    exec 6< <(exec tail -n +1 -f "$2")
    follower=$!
    timeout 30 grep -qm1 -F -- "$1" <&6
    status=$?
    kill "$follower"
    exec 6<&-
    return $status
}
stop() { # the newest server; its exit status
    local pid=${servers[-1]}
    unset 'servers[-1]'
    kill -TERM "$pid"
    wait "$pid"
}
same() { # NAME NAME: one history, one meaning
    diff <(at "$1" audit --json | grep -oE '"(changes|history|view)":[^,]*') <(at "$2" audit --json | grep -oE '"(changes|history|view)":[^,]*')
}

at CITY init --org "City Office" --code CITY --sector government --no-passphrase >/dev/null
at SASI init --org "Sąsiedzi" --code SASI --sector civil-society --no-passphrase >/dev/null
at ARCH init --org "Faculty" --code ARCH --sector academia --no-passphrase >/dev/null
check nobody_to_meet_yet exits 9 at CITY sync
at CITY partnership start "Riverside block" --code KRK >/dev/null
serve CITY
check the_ready_line_names_an_address [ "${address#tcp://127.0.0.1:}" -gt 0 ]
at CITY invite --file "$here/sasi.invite" --address "$address" >/dev/null
at CITY invite --file "$here/arch.invite" --address "$address" --hold >/dev/null
at CITY invite --file "$here/other.invite" --address "$address" >/dev/null
check joins_over_the_network exits 0 at SASI join "$here/sasi.invite"
number() { grep -oE '[0-9]{5}( [0-9]{5}){5}' "$1" | tail -n 1; }
cp "$here/log" "$here/joined"
one_number() { [ -n "$(number "$here/joined")" ] && appears "SASI, Sąsiedzi, is in KRK. Compare by phone: $(number "$here/joined")" "$here/CITY.log"; }
check both_screens_show_one_number one_number
check both_hold_the_same same CITY SASI
check meets_by_the_address_last_met says "the same now" at SASI sync
check a_held_invitation_waits exits 3 at ARCH join "$here/arch.invite"
cp "$here/log" "$here/joined"
waiting_number() { appears "ARCH, Faculty, waits to enter KRK. Compare by phone: $(number "$here/joined")" "$here/CITY.log"; }
check both_screens_show_it_while_one_waits waiting_number
check who_invited_can_be_compared_before says "CITY is verified here" at ARCH partner verify CITY --yes
check asked_again_it_waits_on says "waits" at ARCH sync
check admits_by_a_word exits 0 at CITY admit ARCH
check then_sync_brings_it_in exits 0 at ARCH sync
check three_hold_the_same same CITY ARCH

# Work on both sides while the server runs; a promise made offline is signed elsewhere.
at CITY promise "Land map" --to SASI --due 2026-12-31 -m "Every plot." --json >/dev/null 2>&1
at SASI sync >/dev/null
terms=$(at SASI list --json=terms | sed -n 's/.*"terms":"\([0-9a-f]*\)".*/\1/p')
check signs_what_came exits 0 at SASI sign CITY-1-1 --terms "$terms"
check sends_the_signature says "sent 1" at SASI sync
check the_promise_is_agreed says '"state":"agreed"' at CITY list --json
check lists_are_equal diff <(at CITY list --json) <(at SASI list --json)
check they_have_all says '"has_all":true' at CITY status --json

# An answer is held back until it is opened, while the server that holds it runs; then its words follow.
round=$(at CITY check "Before the meeting" --json | sed -n 's/.*"ref":"\([^"]*\)".*/\1/p')
at CITY check "$round" --mark heard=red -m "told too late" >/dev/null
at SASI sync >/dev/null
not_there() { ! grep -qa "told too late" "$here/SASI/notebook.db"; }
check a_held_back_answer_stays not_there
at CITY check "$round" --open --yes >/dev/null
check its_words_come_when_it_is_opened says "gave the words of 1 record" at SASI sync
check and_are_found says "told too" at SASI search late
check both_still_say_the_same same CITY SASI

# A second laptop of CITY: certified everywhere, with the seal secrets, by the network.
at CITY device invite --file "$here/laptop.invite" --address "$address" >/dev/null
check a_second_laptop_joins exits 0 at CITY2 device join "$here/laptop.invite" --no-passphrase --yes
cp "$here/log" "$here/laptop"
check it_holds_the_same same CITY CITY2
check it_writes exits 0 at CITY2 note --shared -m "from the second laptop"
check its_reference_has_its_number says 'CITY-1a-1' at CITY2 list notes
check it_meets_the_first says "the same now" at CITY2 sync
check the_private_note_reaches_it says '[kept] for us' bash -c "$(declare -f at); here=$here accord=$accord; at CITY note -m 'kept for us' >/dev/null; at CITY2 sync >/dev/null; at CITY2 search kept"
laptop_number() { local n; n=$(number "$here/laptop"); [ -n "$n" ] && appears "A further laptop of yours is in. Compare with it: $n" "$here/CITY.log"; }
check both_laptops_show_one_number laptop_number
check a_laptop_invitation_works_once exits 9 at CITY3 device join "$here/laptop.invite" --no-passphrase --yes
check it_opens_what_is_sealed_for_us bash -c "$(declare -f at); here=$here accord=$accord; at SASI sync >/dev/null; at SASI export --for CITY --to $here/c2.accord && at CITY2 import $here/c2.accord"

# An invitation without an address: asked again at the one that was said by phone.
at RIVR init --org "Riverside" --code RIVR --sector business --no-passphrase >/dev/null
at CITY invite --file "$here/rivr.invite" >/dev/null
check without_an_address_by_file says "Reply written" at RIVR join "$here/rivr.invite"
check elsewhere_nobody_answers exits 9 at RIVR sync --to tcp://127.0.0.1:9
check asked_at_an_address_it_is_in says "CITY admitted you" at RIVR sync --to "$address"
check then_it_holds_the_same same CITY RIVR

# Who is not meant is not served, and whoever comes, the others still are.
check another_key_answers_there says "another key" at SASI sync --to "$address" ARCH
check an_unknown_partner_is_named exits 5 at SASI sync --to "$address" MARS
check no_address_is_a_usage_error exits 2 at SASI sync --to nonsense
check a_second_server_is_refused says "in use" at CITY serve --listen "$address"
check and_with_status_1 exits 1 at CITY serve --listen "$address"
port=${address##*:}
strangers() {
    exec 7<>"/dev/tcp/127.0.0.1/$port" && printf 'GET / HTTP/1.0\r\n\r\n' >&7
    exec 8<>"/dev/tcp/127.0.0.1/$port" && head -c 100000 /dev/zero >&8 2>/dev/null
    exec 9<>"/dev/tcp/127.0.0.1/$port"
    at SASI sync
    local status=$?
    exec 7>&- 8>&- 9>&-
    return $status
}
check partners_are_served_beside_garbage strangers
null_mechanism() { # what comes back: the greeting of 64 bytes, and not one more before it is hung up
    exec 9<>"/dev/tcp/127.0.0.1/$port"
    { printf '\377\0\0\0\0\0\0\0\0\177\003\0NULL'; head -c 48 /dev/zero; printf '\004\031\005READY\013Socket-Type\0\0\0\006DEALER'; } >&9 2>/dev/null
    local got
    got=$(timeout 30 cat <&9 | wc -c)
    exec 9>&-
    [ "$got" -le 64 ] && at SASI sync
}
check who_has_no_key_gets_nothing null_mechanism
check the_server_lives kill -0 "${servers[-1]}"
at DOVE init --org "Dovecote" --code DOVE --sector other --no-passphrase >/dev/null
check used_invitation_says_so exits 9 at DOVE join "$here/sasi.invite"
check the_server_ends_cleanly stop

# Nobody answers: said, counted, nothing lost.
check nobody_answers exits 9 at SASI sync
check the_way_by_stick_is_named says "accord export --for CITY" at SASI sync
check an_invitation_falls_back_to_a_file says "Reply written" at DOVE join "$here/other.invite" --yes
serve SASI
check an_address_set_by_hand bash -c "$(declare -f at); here=$here accord=$accord; at CITY partner address SASI $address && at CITY sync"
partly() { exits 3 at CITY sync; }
at CITY partner address ARCH tcp://127.0.0.1:9 >/dev/null
check some_reached_is_status_3 partly
check that_server_ends_cleanly stop
announce() {
    local pipe=$here/announce
    mkfifo "$pipe"
    ACCORD_HOME=$here/CITY ACCORD_STATE=$here/CITY.state "$accord" serve --listen tcp://127.0.0.1:0 --announce tcp://127.0.0.1:7420 --no-input >"$pipe" 2>/dev/null &
    servers+=($!)
    read -r _ address <"$pipe"
    at SASI sync --to "$address" CITY && stop && says "tcp://127.0.0.1:7420" at SASI partner show CITY
}
check what_is_announced_is_known announce
check and_stands_in_the_next_invitation says "accord serve --listen tcp://127.0.0.1:7420" at CITY invite --file "$here/next.invite"
