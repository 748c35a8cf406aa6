#!/usr/bin/env python3
"""pseudo_po.py - a language that nobody speaks, out of the template: every letter with an accent, 40 % longer, in
brackets. What still reads as English on a screen was not translated; a bracket that does not close was cut.
Usage: pseudo_po.py TEMPLATE.pot > en@pseudo.po"""
import re
import sys

LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                   "áƀćďéƒǵĥíĵķĺḿńóṕʠŕśťúṽŵẋýźÁƁĆĎÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼŴẊÝŹ"))
KEPT = re.compile(r"%(?:\d+\$)?[-+ #0]*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:ll|[lhzj])?[a-zA-Z%]|\{(?:attn|good|dim|ref|end|1|2)\}|\\.")


def accented(text):
    out, at = [], 0
    for m in list(KEPT.finditer(text)) + [None]:
        end = m.start() if m else len(text)
        out.append("".join(LETTERS.get(c, c) for c in text[at:end]))
        if m:
            out.append(m.group(0))
            at = m.end()
    return "".join(out)


def pseudo(text, is_list):
    if is_list:
        return accented(text)
    m = re.match(r"^((?:\\n|\\r| )*)(.*?)((?:\\n| )*)$", text, re.S)
    words = accented(m.group(2))
    letters = sum(c.isalpha() for c in KEPT.sub("", m.group(2)))
    longer = " ".join(["ẋẋẋẋ"] * (letters * 2 // 25 + 1))[: max(1, letters * 2 // 5)].strip() if letters else ""
    if not letters:
        return text
    return f"{m.group(1)}⟦{words}{' ' if longer else ''}{longer}⟧{m.group(3)}"


def joined(lines):
    return "".join(re.findall(r'"((?:\\.|[^"\\])*)"', " ".join(lines)))


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        entries = f.read().split("\n\n")
    print('msgid ""\nmsgstr ""\n"Language: en@pseudo\\n"\n"MIME-Version: 1.0\\n"\n'
          '"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n')
    for entry in entries:
        parts, key = {}, None
        for line in entry.split("\n"):
            m = re.match(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) ", line)
            if m:
                key = m.group(1)
            if key and not line.startswith("#"):
                parts.setdefault(key, []).append(line)
        text = joined(parts.get("msgid", []))
        if not text:
            continue
        sense = joined(parts["msgctxt"]) if "msgctxt" in parts else None
        is_list = "|" in text or sense in ("typed in a date", "answer")
        if sense is not None:
            print(f'msgctxt "{sense}"')
        print(f'msgid "{text}"')
        if "msgid_plural" in parts:
            many = joined(parts["msgid_plural"])
            print(f'msgid_plural "{many}"\nmsgstr[0] "{pseudo(text, is_list)}"\nmsgstr[1] "{pseudo(many, is_list)}"\n')
        else:
            print(f'msgstr "{pseudo(text, is_list)}"\n')


main()
