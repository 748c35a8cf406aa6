#!/usr/bin/env bash
# demos.sh - the three example partnerships are whole: 17 organisations, 30 commitments, over 30 reflections, every state, a
# partner reached by stick alone, private and withheld entries, Arabic and Polish; each partnership of one history.
set -u
cd "$(dirname "$0")/../.."
PATH=$(realpath "${BUILD:-build/release}"):$PATH
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
export HOME=$here TZ=UTC LANG=C.UTF-8 TERM=dumb
unset ACCORD_HOME ACCORD_STATE LC_ALL LANGUAGE
cd "$here" || exit 1

check() { # NAME GOT WANT
    if [ "$2" = "$3" ]; then echo "ok $1"; else echo "not ok $1: $2, not $3"; fi
}
of() { # CODE/ORG WORDS...
    local book=$1
    shift
    ACCORD_NOW=2026-06-30T12:00:00Z ACCORD_HOME=$here/$book ACCORD_STATE=$here/$book.state accord "$@"
}

for code in KRK MIN CAP; do accord demo $code --dir $code --no-input >$code.out 2>&1 || { echo "not ok demo_$code"; tail -n 3 $code.out; }; done
hubs="KRK/CITY MIN/MERI CAP/LEARN"
books=$(ls -d KRK/*.state MIN/*.state CAP/*.state | sed 's/\.state$//')

check organisations "$(echo "$books" | wc -l)" 17
check one_history_each "$(for b in $books; do of "$b" audit --json=partnership,history,view; done | sort -u | wc -l)" 3
check every_notebook_proves_itself "$(for b in $books; do of "$b" audit --json=ok; done | grep -c '"ok":true')" 17
check commitments "$(for b in $hubs; do of $b list --json=ref; done | wc -l)" 30
check states "$(for b in $hubs; do of $b list --json=state; done | sed 's/.*"state":"//; s/".*//' | sort -u | tr '\n' ' ')" \
    "accepted agreed crossed declined delivered in-progress proposed released suspended withdrawn "
check flags_of_the_clock "$(for w in overdue lapsed clash; do for b in $hubs; do of $b list --state $w --json=ref; done | grep -c . | sed "s/^[1-9].*/$w/"; done | tr '\n' ' ')" \
    "overdue lapsed clash "
# A reflection is a note of anybody's, a health check or a review.
check reflections "$( ( for b in $books; do of "$b" list notes --json=id; done | sort -u; for b in $hubs; do of $b list checks --json=ref; of $b list reviews --json=ref; done) | grep -c .)" 36
check private_ones "$(for b in $books; do of "$b" list notes --json=visibility; done | grep -c own)" 4
check nobody_reads_anothers "$(grep -la 'Are we the green paint' MIN/*/notebook.db)" MIN/WING/notebook.db
check answers_opened_in_mining "$(of MIN/FISH check MERI-1-11 --json=opened | grep -c true)" 6
check an_answer_still_closed "$(of CAP/LEARN check "$(of CAP/LEARN list checks --json=ref | sed 's/.*"ref":"//; s/".*//')" --json=org,opened | grep false | grep -c TELC)" 1
check its_words_are_nowhere_else "$(grep -la 'More than we thought' CAP/*/notebook.db)" CAP/TELC/notebook.db
check arabic "$(of CAP/HUBC search نختلف --json=org | grep -c NSPA)" 1
check polish "$(of KRK/CITY search zazolc --json=org | grep -c HERI)" 1
check french "$(of CAP/LEARN search 'la salle a repondu' --json=org | grep -c HUBC)" 1
check by_stick_through_a_third "$(of MIN/FISH list --json=ref | wc -l)" 10
check agreements_in_force "$(for b in $hubs; do of $b agree --json=in_force; done | grep -c true)" 3
check in_its_sixth_year "$(of CAP/LEARN list confirmations --json=ref | wc -l)" 6
