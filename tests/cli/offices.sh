# offices.sh - notebooks of several organisations for transcripts: `CITY promise ...` types for CITY.
# Each has its notebook in ./CODE and its state in ./CODE.state. The clock stands still.
export ACCORD_NOW=2026-06-30T12:00:00Z

office() { # CODE NAME SECTOR: a new notebook with an open key, and a command of its name
    eval "$1() { ACCORD_HOME=\$PWD/$1 ACCORD_STATE=\$PWD/$1.state accord \"\$@\"; }"
    "$1" init --org "$2" --code "$1" --sector "$3" --no-passphrase --no-input >/dev/null
}

two_offices() { # CITY and SASI in one partnership, by files alone; both have all
    office CITY "City Office" government
    office SASI "Sąsiedzi" civil-society
    CITY partnership start "Riverside block" --code KRK >/dev/null
    enter SASI
}

enter() { # CODE: comes in by CITY's invitation, by files
    CITY invite --file "$1.invite" >/dev/null
    "$1" join "$1.invite" --by-file --yes >/dev/null
    CITY import "$1.invite.reply" >/dev/null
    carry CITY "$1"
    carry "$1" CITY
    rm -f "$1.invite" "$1.invite.reply"
}

carry() { # FROM TO: a file from one to the other
    "$1" export --for "$2" --to stick.accord >/dev/null && "$2" import stick.accord >/dev/null
    rm -f stick.accord
}

terms() { # CODE REF: the full id of the text that waits, else of the one shown
    "$1" list --json=ref,terms,open | sed -n "s/.*\"ref\":\"$2\".*\"open\":\[\"\([0-9a-f]*\)\".*/\1/p;t;s/.*\"ref\":\"$2\",\"terms\":\"\([0-9a-f]*\)\".*/\1/p" | head -n 1
}

# What differs each time: ids, codes, numbers to compare, the directory. The exit status is the command's.
set -o pipefail
hide() {
    sed -e 's/[0-9a-f]\{64\}/ID/g' -e 's/terms [0-9A-Z]\{4\}-[0-9A-Z]\{4\}/terms CODE/g' \
        -e 's/[0-9]\{5\}\( [0-9]\{5\}\)\{5\}/NUMBER/g' -e 's/this one knows [0-9]*/this one knows N/' -e "s,$PWD,DIR,g"
}
