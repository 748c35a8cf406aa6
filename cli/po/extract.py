#!/usr/bin/env python3
"""extract.py - everything that people read, as a gettext template on stdout. Usage: extract.py TOOL_WORDS

Out of the sources: the literals that stand as format of a function declared with format(printf, N, ...), as an
argument of those of TAKES, or within _() and N_(). Also both sides of a "?:" there, which xgettext passes over.
Out of the tables of the program: what TOOL_WORDS (tests/tool_words.c) prints. Roles become {ref} and so on.
What has neither letters (but those of conversions and roles) nor a mark that other languages set otherwise is left out:
French has a space before a colon, Arabic its own comma."""
import glob
import re
import subprocess
import sys

# function: positions of its arguments that are texts; (one, many) is a plural, ("in", sense, text) has a
# sense, ("each", n) holds several between "|"
TAKES = {
    "_": [1], "N_": [1], "ac_tr": [1], "ac_tr_always": [1], "ac_tr_in": [("in", 1, 2)], "N_IN": [("in", 1, 2)], "ac_tr_in_always": [("in", 1, 2)], "ac_plural": [(1, 2)],
    "ac_own": [3], "ac_ask_line": [2], "ac_ask_yes": [2], "ac_ask_choice": [2, ("each", 3)], "ac_ask_passphrase": [2],
    "ac_ask_new_passphrase": [2], "ac_edit": [3], "ac_text_from": [3],
}
# What breaks a rule of the wire is named as FORMAT.md names it, for who writes another implementation.
NOT_FOR_PEOPLE_FILES = {"core/change.c", "core/json.c", "core/kind.c"}
NOT_FOR_PEOPLE = {("core/buf.h", "ac_buf_printf"), ("cli/demo.c", "say"), ("core/err.h", "ac_hint")}
ROLES = {"AC_ATTN": "{attn}", "AC_GOOD": "{good}", "AC_DIM": "{dim}", "AC_REF": "{ref}", "AC_END": "{end}"}
WIDTHS = {"PRId64": "ld", "PRIu64": "lu", "PRIx64": "lx", "PRIu32": "u", "PRId32": "d"}

TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\])*\'|[A-Za-z_]\w*|\n|.', re.S)
CONVERSION = re.compile(r"%(?:\d+\$)?[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:ll|[lhzj])?[a-zA-Z%]")


def tokens(text):
    text = text.replace("\\\n", "  ")
    return [t for t in TOKEN.findall(text) if not (t.isspace() or t.startswith("//") or t.startswith("/*"))]


def declared(files):
    """{name: position} of functions with a format, and {(file, name): position} of static ones."""
    everywhere, local = {}, {}
    for path, text in files.items():
        flat = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        for m in re.finditer(r"__attribute__\(\(format\(printf, (\d+), (\d+)\)\)\)", flat):
            start = max(flat.rfind(c, 0, m.start()) for c in ";{}")
            called = re.search(r"(\w+)\(", flat[start + 1:m.start()])
            if called is None:
                continue
            name, position, first = called.group(1), int(m.group(1)), int(m.group(2))
            if first == 0 or (path, name) in NOT_FOR_PEOPLE:
                continue
            if path.endswith(".h"):
                everywhere[name] = position
            else:
                local[(path, name)] = position
    return everywhere, local


def literals(arg):
    """The literals of one argument, those side by side joined; none that stand within a call or an index in it."""
    found, run, depth, calls = [], [], 0, []
    for i, t in enumerate(arg + [","]):
        piece = None
        if t.startswith('"'):
            piece = t[1:-1]
        elif t in ROLES:
            piece = ROLES[t]
        elif t in WIDTHS and run:
            piece = WIDTHS[t]
        if piece is not None and not any(calls):
            run.append(piece)
            continue
        if run:
            found.append("".join(run))
            run = []
        if t in "([":
            depth += 1
            before = arg[i - 1] if i else ""
            calls.append(t == "[" or bool(re.match(r"[A-Za-z_]\w*$", before)))
        elif t in ")]" and calls:
            calls.pop()
    return found


def arguments(toks, at):
    """The arguments of the call whose "(" stands at `at`."""
    args, now, depth = [], [], 0
    for t in toks[at:]:
        if t in "([{":
            depth += 1
            if depth == 1:
                continue
        elif t in ")]}":
            depth -= 1
            if depth == 0:
                return args + [now]
        if t == "," and depth == 1:
            args.append(now)
            now = []
        else:
            now.append(t)
    return args + [now]


class Template:
    def __init__(self):
        self.entries = {}  # (sense, text, many): files

    def add(self, path, text, many=None, sense=None):
        bare = re.sub(r"\{(attn|good|dim|ref|end)\}", "", CONVERSION.sub("", (text + (many or ""))))
        bare = re.sub(r"\\.", "", bare)
        if sense is None and (not any(c.isalpha() or c in ",;:?" for c in bare) or bare.strip(" :") == "accord"):
            return
        files = self.entries.setdefault((sense, text, many), [])
        if path not in files:
            files.append(path)

    def write(self):
        # one text may be said of one and of many: gettext keeps both under the first
        plural = {(s, t) for s, t, m in self.entries if m is not None}
        print('msgid ""\nmsgstr ""\n"Project-Id-Version: accord\\n"\n"MIME-Version: 1.0\\n"\n'
              '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
              '"Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\\n"\n')
        for (sense, text, many), files in sorted(self.entries.items(), key=lambda e: (e[1][0], e[0][1])):
            if many is None and (sense, text) in plural:
                continue
            for path in files:
                print(f"#: {path}")
            if CONVERSION.search(text.replace("%%", "")) or CONVERSION.search((many or "").replace("%%", "")):
                print("#, c-format")
            if sense is not None:
                print(f'msgctxt "{sense}"')
            print(f'msgid "{text}"')
            if many is not None:
                print(f'msgid_plural "{many}"\nmsgstr[0] ""\nmsgstr[1] ""\n')
            else:
                print('msgstr ""\n')


def from_source(template, path, text, everywhere, local):
    toks = tokens(text)
    for i, t in enumerate(toks[:-1]):
        if toks[i + 1] != "(" or not re.match(r"[A-Za-z_]\w*$", t):
            continue
        wanted = list(TAKES.get(t, []))
        position = local.get((path, t), everywhere.get(t))
        if position is not None:
            wanted.append(position)
        if not wanted or (i > 0 and toks[i - 1] == "define"):
            continue
        args = arguments(toks, i + 1)
        for w in wanted:
            if isinstance(w, tuple) and w[0] == "in":
                sense = literals(args[w[1] - 1]) if len(args) >= w[2] else []
                for one in literals(args[w[2] - 1]) if sense else []:
                    template.add(path, one, sense=sense[0])
            elif isinstance(w, tuple) and w[0] == "each":
                for choices in literals(args[w[1] - 1]) if len(args) >= w[1] else []:
                    for one in choices.split("|"):
                        template.add(path, one)
            elif isinstance(w, tuple):
                if len(args) >= w[1]:
                    one, many = literals(args[w[0] - 1]), literals(args[w[1] - 1])
                    for a, b in zip(one, many):
                        template.add(path, a, many=b)
            elif len(args) >= w:
                for one in literals(args[w - 1]):
                    template.add(path, one)


def main():
    template = Template()
    files = {}
    for path in sorted(p for d in ("core", "sync", "cli") for e in "ch" for p in glob.glob(f"{d}/**/*.{e}", recursive=True)):
        with open(path, encoding="utf-8") as f:
            files[path] = f.read()
    everywhere, local = declared(files)
    for path, text in files.items():
        if path in NOT_FOR_PEOPLE_FILES:
            continue
        from_source(template, path, text, everywhere, local)
    roles = dict(zip("\1\2\3\4\5", ("{attn}", "{good}", "{dim}", "{ref}", "{end}")))
    for line in subprocess.run([sys.argv[1]], check=True, capture_output=True, text=True).stdout.split("\n"):
        if line:
            path, text = line.split("\t", 1)
            template.add(path, "".join(roles.get(c, c) for c in text))
    template.write()


main()
