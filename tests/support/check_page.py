"""check_page.py - reads pages as a browser would and says what is wrong with them: one line a fault, exit 1.

Usage: check_page.py [--has TEXT] [--hides TEXT] FILE...
"""
import re
import sys
from html.parser import HTMLParser

VOID = {"br", "hr", "meta"}
LOADS = {"script", "img", "iframe", "object", "embed", "link", "audio", "video", "source", "base", "form", "input", "image", "use", "foreignobject"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.ids, self.targets, self.refs, self.faults = [], {}, [], [], []
        self.level, self.h1, self.text, self.style, self.tables = 0, 0, [], "", []
        self.lang = self.dir = None
        self.datetimes = 0

    def fault(self, what):
        self.faults.append("line %d: %s" % (self.getpos()[0], what))

    def handle_starttag(self, tag, attrs):
        names = [n for n, _ in attrs]
        a = dict(attrs)
        if len(set(names)) != len(names):
            self.fault("an attribute stands twice in <%s>" % tag)
        if tag in LOADS:
            self.fault("<%s>" % tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "src", "srcset", "action", "xlink:href", "background"):
                self.fault("attribute %s" % name)
            if name == "href":
                if not value.startswith("#") or len(value) < 2:
                    self.fault("a link that leaves the page: %s" % value)
                else:
                    self.targets.append((value[1:], self.getpos()[0]))
            for found in re.findall(r"url\(([^)]*)\)", value or ""):
                if not found.startswith("#"):
                    self.fault("url(%s)" % found)
                else:
                    self.refs.append(found[1:])
            if re.match(r"\s*(https?|javascript|data|file):", value or "", re.I) and name not in ("class", "id", "title", "content"):
                self.fault("%s=%s" % (name, value))
        if "id" in a:
            if a["id"] in self.ids or re.search(r"\s", a["id"]) or not a["id"]:
                self.fault("id %r is not unique, or none" % a["id"])
            self.ids[a["id"]] = tag
        for name in ("aria-labelledby", "aria-describedby"):
            self.refs += (a.get(name) or "").split()
        if tag == "html":
            self.lang, self.dir = a.get("lang"), a.get("dir")
        if tag in HEADINGS:
            n = int(tag[1])
            self.h1 += n == 1
            if n > self.level + 1:
                self.fault("<%s> follows h%d" % (tag, self.level))
            self.level = n
        if tag == "svg" and a.get("aria-hidden") != "true" and a.get("role") != "img":
            self.fault("a drawing without a role")
        if tag == "table":
            self.tables.append([])
        if tag == "caption":
            self.tables[-1].append("caption")
        if tag == "th" and a.get("scope") not in ("row", "col"):
            self.fault("a th without scope")
        if tag == "time":
            self.datetimes += 1
            if not re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?", a.get("datetime") or ""):
                self.fault("<time datetime=%r>" % a.get("datetime"))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.fault("<%s/>" % tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1] != tag:
            self.fault("</%s> where <%s> is open" % (tag, self.stack[-1] if self.stack else ""))
            return
        self.stack.pop()
        if tag == "table" and "caption" not in self.tables.pop():
            self.fault("a table without a caption")

    def handle_comment(self, data):
        self.fault("a comment: %.40r" % data)

    def handle_data(self, data):
        if self.stack and self.stack[-1] == "style":
            self.style += data
            return
        self.text.append(data)
        for c in data:
            if (ord(c) < 32 and c != "\n") or c in "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x7f":
                self.fault("a sign that cannot be seen: U+%04X" % ord(c))

    def finish(self):
        if self.stack:
            self.fault("never closed: %s" % self.stack)
        for target, line in self.targets:
            if target not in self.ids:
                self.faults.append("line %d: no place #%s" % (line, target))
        for ref in self.refs:
            if ref not in self.ids:
                self.faults.append("no element %r" % ref)
        if self.h1 != 1:
            self.faults.append("%d h1" % self.h1)
        if not self.lang or self.dir != ("rtl" if self.lang == "ar" else "ltr"):
            self.faults.append("lang %r, dir %r" % (self.lang, self.dir))
        for bad in ("@import", "url(", "expression", "http", "//"):
            if bad in self.style:
                self.faults.append("the style says %s" % bad)
        for needed in ("@media print", "@page", ":focus-visible", "size: A4"):
            if needed not in self.style:
                self.faults.append("the style says nothing of %s" % needed)
        if "main" not in self.ids.values() and "content" not in self.ids:
            self.faults.append("no main part to skip to")


def main(args):
    has, hides, files = [], [], []
    while args:
        arg = args.pop(0)
        if arg == "--has":
            has.append(args.pop(0))
        elif arg == "--hides":
            hides.append(args.pop(0))
        else:
            files.append(arg)
    bad = 0
    for name in files:
        source = open(name, "rb").read()
        page = Page()
        page.feed(source.decode("utf-8"))
        page.close()
        page.finish()
        text = "".join(page.text)
        page.faults += ["it does not say %r" % t for t in has if t not in text]
        page.faults += ["it says %r" % t for t in hides if t.encode() in source]
        for fault in page.faults[:20]:
            print("%s: %s" % (name, fault))
        bad += len(page.faults)
    return 1 if bad or not files else 0


sys.exit(main(sys.argv[1:]))
