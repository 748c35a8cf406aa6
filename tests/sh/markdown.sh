#!/usr/bin/env bash
# markdown.sh - cmark reads every page of --markdown: our headings, lists and code, and no markup from anybody's words.
#
# On the example partnership, on a notebook of hostile text, and on lines made of whatever means something in
# Markdown. Raw HTML is let through by cmark here: what is not text would be seen. And no word is lost: the page
# reads as the screen does.
set -u
cd "$(dirname "$0")/../.."
export PATH=$(realpath "${BUILD:-build/release}"):$PATH BUILD=$(realpath "${BUILD:-build/release}")
command -v cmark >/dev/null || { echo "not ok cmark_is_here"; echo "    cmark is missing: make deps"; exit 1; }
here=$(mktemp -d)
read -r book state <<<"$("$BUILD/tests/tool_hostile")"
trap 'rm -rf "$here" "$book" "$state"' EXIT
cd "$here" && mkdir -m 700 home run
export HOME=$here/home XDG_RUNTIME_DIR=$here/run TZ=UTC LANG=C.UTF-8 TERM=dumb ACCORD_NOW=2026-06-30T12:00:00Z
unset ACCORD_HOME ACCORD_STATE LC_ALL COLUMNS
accord demo KRK --dir krk --no-input >/dev/null 2>&1
HOSTILE=$book HOSTILE_STATE=$state python3 - <<'END'
import html.parser, os, random, subprocess

OURS = {"h1", "h2", "ul", "li", "p", "strong", "code", "br"}
bad = {"words_become_no_markup": [], "no_word_is_lost": []}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.text = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag if not attrs else f"{tag} {attrs}")

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        self.tags.add("comment")

    def handle_decl(self, data):
        self.tags.add("declaration")

    def handle_pi(self, data):
        self.tags.add("instruction")


def run(words, env, **more):
    return subprocess.run(["accord"] + words, env={**os.environ, **env}, capture_output=True, stdin=subprocess.DEVNULL, **more)


def letters(text):
    return "".join(c for c in text if not c.isspace() and c != "·")


def check(words, env, has_titles=False):
    screen, page = run(words, env), run(words + ["--markdown"], env)
    if page.returncode not in (0, 4) or (page.stdout == b"" and screen.stdout != b""):
        bad["no_word_is_lost"].append(f"{words}: {page.returncode} {page.stderr[-200:]}")
        return
    reader = Page()
    reader.feed(subprocess.run(["cmark", "--unsafe"], input=page.stdout, capture_output=True, check=True).stdout.decode())
    if reader.tags - OURS:
        bad["words_become_no_markup"].append(f"{words}: {sorted(reader.tags - OURS)}")
    shown, read = letters(screen.stdout.decode()), letters("".join(reader.text))
    if has_titles:  # of its columns a table needs none here, and its page has a heading
        shown, read = shown[-len(read) + 200:], read[200:]
        shown = shown[-len(read):]
    if shown != read:
        at = next((i for i, (a, b) in enumerate(zip(shown, read)) if a != b), min(len(shown), len(read)))
        bad["no_word_is_lost"].append(f"{words}: {shown[at:at + 60]!r} reads {read[at:at + 60]!r}")


evil = {"ACCORD_HOME": os.environ["HOSTILE"], "ACCORD_STATE": os.environ["HOSTILE_STATE"]}
for words in ["board", "show EVIL-1-1", "show EVIL-1-2", "show EVIL-1-3 --full", "show EVIL-1-4", "show EVIL-1-5", "show CITY-1-p1",
              "log", "log --all --full", "search tail"]:
    check(words.split(), evil)
check(["list", "--all"], evil, has_titles=True)
check(["list", "notes", "--all"], evil, has_titles=True)

city = {"ACCORD_HOME": "krk/CITY", "ACCORD_STATE": "krk/CITY.state"}
refs = run(["list", "--plain", "--all"], city).stdout.decode() + run(["list", "notes", "--plain"], city).stdout.decode()
refs = [line.split("\t")[0] for line in refs.splitlines()]
assert len(refs) >= 15, refs
for ref in refs:
    check(["show", ref], city)
for words in ["board", "log"]:
    check(words.split(), city)

# Lines of what means something, each a body of its own, read back letter by letter.
chance = random.Random(8)
pieces = list("\\`*_{}[]()#+-.!<>&|~=:;@$^%\"'/? ") + ["a", "1", "12.", "ł", "ع", "<b>", "</p>", "<!--", "-->", "&lt;", "&#60;", "[x](y)",
          "![x](y)", "[x]: /y", "http://a.b", "<http://a.b>", "www.a.b", "a@b.c", "---", "***", "===", "```", "~~~", "    ", "\t", "<script>"]
mine = {"ACCORD_HOME": "mine", "ACCORD_STATE": "mine.state"}
run(["init", "--org", "City", "--code", "CITY", "--sector", "other", "--no-passphrase", "--no-input"], mine, check=True)
for n in range(1, 41):
    body = "\n".join("".join(chance.choice(pieces) for _ in range(chance.randint(1, 12))) for _ in range(40))
    title = "".join(chance.choice(pieces) for _ in range(12)).replace("\t", "").strip() or "x"
    run(["note", "--title", title, "-m", "x " + body], mine, check=True)
    check(["show", f"CITY-1-p{n}"], mine)

for name, findings in bad.items():
    print(("not ok " if findings else "ok ") + name)
    for finding in findings[:8]:
        print("    " + finding)
END
