#!/usr/bin/env bash
# install.sh - what is installed runs from where it lies, and is taken away whole; deps asks nothing twice.
set -u
cd "$(dirname "$0")/../.."
build=${BUILD:-build/release}
variant=$(basename "$build")
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

check() { # NAME COMMAND...
    local name=$1
    shift
    if "$@" >"$here/log" 2>&1; then echo "ok $name"; else
        echo "not ok $name"
        sed 's/^/    /' "$here/log"
    fi
}

quiet_make() { make --no-print-directory VARIANT="$variant" "$@" MAKEFLAGS=; }

check installs_into_a_staging_directory quiet_make install DESTDIR="$here/stage" PREFIX=/opt/accord
check the_installed_program_says_its_version env -i HOME="$here" PATH=/usr/bin:/bin "$here/stage/opt/accord/bin/accord" version
check the_format_page_is_installed test -s "$here/stage/opt/accord/share/doc/accord/FORMAT.md"
check the_json_page_is_installed test -s "$here/stage/opt/accord/share/doc/accord/JSON.md"
check the_json_schema_is_installed python3 -m json.tool "$here/stage/opt/accord/share/doc/accord/accord.schema.json"
nothing_else() { [ "$(find "$here/stage" -type f ! -name accord.mo | wc -l)" -eq 6 ]; }
check six_files_and_no_more nothing_else
each_language() { [ "$(find "$here/stage" -name accord.mo | wc -l)" -eq "$(ls cli/po/*.po | wc -l)" ]; }
check a_catalogue_for_each_language each_language
private() { [ "$(stat -c %a "$here/stage/opt/accord/bin/accord")" = 755 ]; }
check the_program_may_be_run_by_all private
check uninstalls quiet_make uninstall DESTDIR="$here/stage" PREFIX=/opt/accord
gone() { [ "$(find "$here/stage" -type f | wc -l)" -eq 0 ]; }
check nothing_is_left gone

# Everything is here (the tests run): so deps does nothing, and says nothing.
silent() { [ -z "$(quiet_make -s deps 2>&1)" ]; }
check deps_does_nothing_twice silent

# Without apt it names the libraries and asks pkg-config for each.
mkdir "$here/bin"
for tool in sh bash make pkg-config env printf uname id cat git head mkdir awk find sort cmp cc gcc grep sed; do
    path=$(command -v "$tool") && ln -s "$path" "$here/bin/$tool"
done
no_apt() { env PATH="$here/bin" make --no-print-directory -s deps MAKEFLAGS= 2>&1 | grep -q 'SQLite 3.40 with FTS5'; }
check without_apt_it_names_the_libraries no_apt
