"What was promised, kept, changed, broken - on one page my board will read, with proof behind it."

  $ accord demo KRK --dir krk --no-input >/dev/null 2>&1
  $ export ACCORD_NOW=2026-06-30T12:00:00Z ACCORD_HOME=krk/CITY ACCORD_STATE=krk/CITY.state
  $ accord report --html page.html --json=commitments,kept,not_kept,open,neither,contested
  {"schema":"accord.report/1","commitments":10,"kept":3,"not_kept":1,"open":6,"neither":0,"contested":0}
  $ test "$(accord list --json | wc -l)" = "$(accord report --html page.html --json=commitments | grep -o '[0-9]*}' | tr -d '}')" && echo every promise is on it
  every promise is on it
  $ accord audit | grep -o 'Fingerprint .*' | cut -d' ' -f2 > fingerprint; grep -c -f fingerprint page.html
  1
  $ grep -c '<script\|http:\|https:\|src=' page.html
  0
  [1]
  $ accord case | grep -E '^(DRIVERS|EVOLUTION|SUCCESS)'
  DRIVERS
  EVOLUTION, as it was signed
  SUCCESS FACTORS
  $ accord pyramid | grep -E '^Level'
  Level 3: what changes the rules
  Level 2: what changes how people, organisations and systems act
  Level 1: projects and programmes that give practical solutions
  $ for lang in fr es ar pl; do accord report --html page-$lang.html --lang $lang >/dev/null; grep -o '<html lang="[a-z]*"[^>]*>' page-$lang.html; done
  <html lang="fr" dir="ltr">
  <html lang="es" dir="ltr">
  <html lang="ar" dir="rtl">
  <html lang="pl" dir="ltr">
