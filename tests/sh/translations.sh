#!/usr/bin/env bash
# translations.sh - every catalogue holds what its sources hold; those of cli/po/LINGUAS are whole and up to date.
set -u
build=$(realpath "${BUILD:-build/release}")
cd "$(dirname "$0")/../.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

report() { # NAME FINDINGS
    if [ -z "$2" ]; then echo "ok $1"; else
        echo "not ok $1"
        printf '%s\n' "$2" | head -n 60 | sed 's/^/    /'
    fi
}

python3 cli/po/extract.py "$build/tests/tool_words" >"$dir/accord.pot" || { echo "not ok words_are_found"; exit 1; }
msgfmt --check-format -o "$dir/pot.mo" "$dir/accord.pot" 2>"$dir/said" || report the_template_is_well_formed "$(cat "$dir/said")"
[ "$(grep -c '^msgid ' "$dir/accord.pot")" -gt 1000 ] && echo "ok words_are_found" || echo "not ok words_are_found"

for po in cli/po/*.po; do
    lang=$(basename "$po" .po)
    msgfmt --check-format --check-header -o "$dir/$lang.mo" "$po" 2>"$dir/said" ||
        report "${lang}_is_well_formed" "$(cat "$dir/said")"
    report "${lang}_holds_what_its_sources_hold" "$(python3 tests/po_check.py "$po")"
done

# Whole: against what the sources say today, not against the template that lies there.
for lang in $(cat cli/po/LINGUAS); do
    msgmerge --quiet --no-fuzzy-matching -o "$dir/$lang.po" "cli/po/$lang.po" "$dir/accord.pot" 2>/dev/null
    report "${lang}_is_whole" "$(msgattrib --untranslated --no-wrap "$dir/$lang.po" | grep -E '^msgid "..*' )"
done

# A catalogue that is there is found beside the program, and its plural forms are used.
mkdir -p "$dir/bin/locale/pl/LC_MESSAGES" "$dir/home"
cp "$build/accord" "$dir/bin/accord"
cat >"$dir/small.po" <<'END'
msgid ""
msgstr ""
"Language: pl\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

msgid "no notebook found (looked in %s). Start: accord init   Try: accord demo"
msgstr "nie ma notatnika (szukano w %s)"

msgid "--csv and --json exclude each other"
msgstr "żółć: --csv i --json “wykluczają” się"

msgid "accord %s has no table to write as CSV"
msgstr "لا جدول %s"

msgid "  try: {ref}%s{end}\n"
msgstr "  spróbuj: {ref}%s{end}\n"

msgid "%s takes a time as 2026-06-30T12:00:00Z, not \"%s\""
msgstr "\"%2$s\" to nie czas dla %1$s"

msgctxt "typed in a date"
msgid "september|sept|sep"
msgstr "wrzesień|września|wrz"

msgid "\"%.60s\" lies outside the years %d to %d"
msgstr "\"%.60s\" leży poza latami %d do %d"
END
msgfmt -o "$dir/bin/locale/pl/LC_MESSAGES/accord.mo" "$dir/small.po"
run() { env -i HOME="$dir/home" PATH=/usr/bin:/bin TERM=xterm "${env[@]}" "$dir/bin/accord" "$@" 2>&1 >/dev/null; }
env=(LANG=pl_PL.UTF-8)
[[ "$(run list)" == *"nie ma notatnika (szukano w ~/.local/share/accord)"* ]] && echo "ok a_locale_that_is_not_installed_gives_its_language" ||
    echo "not ok a_locale_that_is_not_installed_gives_its_language"
env=(LANG=C.UTF-8)
[[ "$(run --lang pl list)" == *"nie ma notatnika"* && "$(run list)" == *"no notebook"* ]] && echo "ok lang_speaks" || echo "not ok lang_speaks"
env=(LC_ALL=C)
[[ "$(run --lang=pl list)" == *"nie ma notatnika"* ]] && echo "ok lang_goes_before_LC_ALL" || echo "not ok lang_goes_before_LC_ALL"
[[ "$(run --lang=pl list --csv --json)" == *'zolc: --csv i --json \u201cwykluczaja\u201d sie'* ]] && echo "ok an_ascii_screen_gets_letters_without_marks" ||
    { echo "not ok an_ascii_screen_gets_letters_without_marks"; run --lang=pl list --csv --json | sed 's/^/    /'; }
[[ "$(run --lang=pl version --csv)" == *'accord version has no table'* ]] && echo "ok an_ascii_screen_gets_english_for_other_scripts" ||
    { echo "not ok an_ascii_screen_gets_english_for_other_scripts"; run --lang=pl version --csv; }
env=(LC_ALL=fr_FR.UTF-8 LC_MESSAGES=pl_PL LANG=es_ES.UTF-8 LANGUAGE=pl)
[[ "$(run list)" == *"nie ma notatnika"* ]] && echo "ok LANGUAGE_goes_first" || echo "not ok LANGUAGE_goes_first"
env=(LC_MESSAGES=pl_PL.UTF-8 LANG=C.UTF-8)
[[ "$(run list)" == *"nie ma notatnika"* ]] && echo "ok LC_MESSAGES_is_enough" || echo "not ok LC_MESSAGES_is_enough"
env=(LANG=pl_PL.UTF-8)
[[ "$(run --now nonsense list)" == *'"nonsense" to nie czas dla --now'* ]] && echo "ok arguments_may_change_their_order" ||
    echo "not ok arguments_may_change_their_order"
[[ "$(run --color=always list)" == *$'\n'"  spróbuj: "$'\033[36maccord init\033[0m'* ]] && echo "ok roles_stay" ||
    { echo "not ok roles_stay"; run --color=always list | cat -v | sed 's/^/    /'; }
[[ "$(run --json list)" == '{"error":"no_notebook","code":10,'*'nie ma notatnika'* ]] && echo "ok keys_and_codes_stay_english" ||
    echo "not ok keys_and_codes_stay_english"
said=$(run --as-of "3 wrzesnia 2300" show CITY-1-1)
[[ "$said" == *'poza latami'* ]] && echo "ok months_are_read_in_the_language_of_the_screen" ||
    { echo "not ok months_are_read_in_the_language_of_the_screen"; echo "    $said"; }
said=$(run --lang xx list)
env=(LANG=C.UTF-8)
run --lang xx list >/dev/null
[ $? = 2 ] && [[ "$said" == *"en, fr, es, ar, pl"* ]] && echo "ok a_language_that_nobody_speaks_is_refused" ||
    echo "not ok a_language_that_nobody_speaks_is_refused"
