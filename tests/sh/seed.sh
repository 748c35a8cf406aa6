#!/usr/bin/env bash
# seed.sh - tests/SEED.md has a row for every line of the text that the program grew from, and names tests that are there.
#
# The text itself lies outside; what is kept here is the fingerprint of its lines: blank ones and bullets left out, each
# once, sorted. A row that is missing, added or changed makes another.
set -u
cd "$(dirname "$0")/../.."
want=6d35cc6936313f928e4fefb3bccdbcd3343efd3adec8acbbd29c442d513d670b

rows() { sed -n 's/^| \(.*\) | .* | [^|]* |$/\1/p' tests/SEED.md | grep -vxE 'Line|-+'; }
got=$(rows | LC_ALL=C sort -u | sha256sum | cut -d' ' -f1)
if [ "$got" = "$want" ] && [ "$(rows | wc -l)" -ge 60 ]; then
    echo "ok every_line_of_the_seed_has_a_row ($(rows | wc -l))"
else
    echo "not ok every_line_of_the_seed_has_a_row: $(rows | wc -l) rows, fingerprint $got"
fi

missing=$(grep -o 'tests/[A-Za-z0-9_./-]*' tests/SEED.md | sort -u | while read -r path; do [ -e "$path" ] || echo "$path"; done)
if [ -z "$missing" ]; then echo "ok tests_named_are_there"; else echo "not ok tests_named_are_there: $missing"; fi

# What seed.t is said to show, it types: each driver, gain, sector, kind, principle, level and way of reviewing by its code.
for code in governance constrain-capitalism mechanism-failure desperation access-resources innovate cannot-alone innovation impact \
    scale reform sustainability government business academia civil-society international-agency skills knowledge credibility experience \
    reputation authority diversity other equity transparency mutual-benefit tracking reflecting reviewing paradigm innovative inclusive \
    influential inheritor still-running still-true programme-of in-association-with; do
    grep -qE -- "(^|[^a-z])$code([^a-z-]|\$)" tests/cli/seed.t || echo "not ok seed_t_shows $code"
done
echo "ok seed_t_was_looked_into"
