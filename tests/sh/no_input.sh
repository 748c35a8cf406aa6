#!/usr/bin/env bash
# no_input.sh - no command waits for somebody who is not there: every one of them, without input, in four ways.
#
# On no notebook at all, on one whose key has a passphrase, and on one whose key is open. A command may do its
# work or say what is missing; it may not hang, die, ask, or exit by a number that is not in the table.
set -u
cd "$(dirname "$0")/../.."
PATH=$(realpath "${BUILD:-build/release}"):$PATH
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
export HOME=$here/home ACCORD_HOME=$here/book ACCORD_STATE=$here/state XDG_RUNTIME_DIR=$here/run
export TZ=UTC LANG=C.UTF-8 TERM=dumb ACCORD_NOW=2026-06-30T12:00:00Z
unset LC_ALL DISPLAY VISUAL EDITOR ACCORD_PAGER PAGER
mkdir -m 700 -p "$HOME" "$XDG_RUNTIME_DIR"
cd "$here"

# One row a command: what is typed, with all that it must have.
rows() {
    cat <<'END'
promise Guide --to CITY --due +2w
promise
ask Guide --of CITY --due +2w
ask
amend A-1-1 --due +2w
progress A-1-1 -m x
progress A-1-1
deliver A-1-1 --no-evidence none -m x
deliver A-1-1
accept A-1-1
dispute A-1-1 --reason quality -m x
respond A-1-1 -m x
withdraw A-1-1 --reason funding
release A-1-1
suspend A-1-1 --reason funding
resume A-1-1
reopen A-1-1
note -m x
note
note --draft -m x
draft list
draft show 1
draft edit 1
draft edit 1 -m y
draft edit text-1
draft sign 1
draft drop 1
note --template art -m x
template list
template show aar
share A-1-p1
why Alone --driver innovate
why
bring Hands --kind people
bring
gain Interns
gain
outcome Change
outcome A-1-1 --still-running yes
decide Yards --date today
decide
risk Late --kind risk
risk
question Why --of CITY
question
reply A-1-1 -m x
reply A-1-1
milestone A-1-1 Half --due +2w
milestone A-1-1
agree
agree --clause purpose -m x
agree --clause purpose
agree --principle equity -m x
agree --sign
check Health --due +2w
check
check A-1-1 --mark heard=green
review impact
review
review A-1-1 -m x
review --pack
partnership close --as closed-ended
partnership close
archive --to kept
archive
principles
value
pyramid
case
evidence add nothing.pdf --title x
evidence list
partner profile
partner profile --mission x
partnership edit --why x
partnership edit
sign A-1-1
decline A-1-1 --reason funding
retract A-1-1
resolve A-1-1
board
list
show A-1-1
search x
log
status
invite --file i.accord-invite
invite --list
join nothing.accord-invite
admit CITY
sync
serve --listen tcp://127.0.0.1:0
export --to e.accord
import nothing.accord
audit
calendar --out c.ics
calendar
report --html r.html
report --iati r.xml
report
init
init --org City --code CITY --sector government
partnership start Block --code KRK
partnership start
partnership list
partnership use KRK
partnership show
partnership leave
partner list
partner show CITY
partner verify CITY
partner address CITY
device list
device invite --file d.accord-invite
device join nothing.accord-invite
device continue
key sheet
key unlock --for 1h
key lock
doctor
demo --dir used
help
version
END
}

problems=""
complain() { problems="$problems    $1"$'\n'; }

# Every command of the table has a row.
accord help | sed -nE 's/^  ([a-z]+)( +[A-Z].*)?$/\1/p' | grep -v '^accord$' >singles
for family in draft template evidence partnership partner device key; do
    accord help $family | sed -nE "s/^  ($family [a-z]+) .*/\1/p"
done >pairs
grep -vE '^(draft|template|evidence|partnership|partner|device|key)$' singles | cat - pairs | while read -r name; do
    rows | grep -qE "^$name( |\$)" || echo "$name"
done >missing
[ -s missing ] && complain "no row for: $(tr '\n' ' ' <missing)"
[ "$(cat singles pairs | wc -l)" -ge 45 ] || complain "only $(cat singles pairs | wc -l) commands were found"

mkdir -p used && touch used/something
codes=" 0 1 2 3 5 6 7 8 9 10 "
tried=0

try() { # WAY ROW
    local way=$1 row=$2 rc=0
    case $way in
    option) timeout 30 setsid --wait accord $row --no-input </dev/null >out 2>err || rc=$? ;;
    closed) timeout 30 setsid --wait accord $row <&- >out 2>err || rc=$? ;;
    empty) timeout 30 setsid --wait accord $row </dev/null >out 2>err || rc=$? ;;
    full) yes | timeout 30 setsid --wait accord $row >out 2>err || rc=${PIPESTATUS[1]} ;;
    esac
    tried=$((tried + 1))
    [ $rc -eq 124 ] && { complain "$way: $row hangs"; return; }
    [[ $codes == *" $rc "* ]] || complain "$way: $row exits $rc: $(head -c 200 err)"
    [ $rc -ne 0 ] && [ ! -s err ] && complain "$way: $row exits $rc and says nothing"
    grep -q '\[y/N\]' err && complain "$way: $row asks: $(head -c 200 err)"
    # needs the key, and the key is locked: 7, whatever else is wrong (a draft needs none)
    if [ "$place" = locked ] && [[ $row != *--draft* ]] && grep -qx "${row%% *}\( .*\)\?" signing && [ $rc -ne 7 ] && [ $rc -ne 2 ] && [ $rc -ne 5 ]; then
        complain "$way: $row exits $rc with a locked key: $(head -c 200 err)"
    fi
}

printf '%s\n' promise ask amend progress deliver accept dispute respond withdraw release suspend resume reopen note why bring gain outcome decide risk question reply milestone \
    share sign decline retract resolve admit sync serve export >signing

place=none
for way in option closed empty full; do
    while read -r row; do try $way "$row"; done < <(rows | grep -vE '^(init --org|demo|help|version)')
done
[ ! -e "$ACCORD_HOME/notebook.db" ] || complain "somebody made a notebook"
rm -rf "$ACCORD_HOME" "$ACCORD_STATE"

printf 'correct horse\n' | accord init --org Faculty --code ARCH --sector academia --passphrase-fd 0 >out 2>err ||
    complain "init: $(cat err)"
place=locked
for way in option closed empty full; do
    while read -r row; do try $way "$row"; done < <(rows)
done
rm -rf "$ACCORD_HOME" "$ACCORD_STATE"

accord init --org Faculty --code ARCH --sector academia --no-passphrase --no-input >out 2>err || complain "init: $(cat err)"
accord partnership start Block --code KRK --no-input >out 2>err || complain "partnership start: $(cat err)"
place=open
for way in option closed empty full; do
    while read -r row; do try $way "$row"; done < <(rows | grep -vE '^serve') # which would serve
done

if [ -z "$problems" ]; then
    echo "ok no_command_waits_for_nobody ($tried runs)"
else
    echo "not ok no_command_waits_for_nobody"
    printf '%s' "$problems"
fi
