"""frame.py - a page in frames as narrow as a telephone, and with letters twice as large: does it need to be pushed sideways?

Usage: frame.py PAGE PLANT > COPY
"""
import html
import sys

page, plant = open(sys.argv[1], encoding="utf-8").read(), sys.argv[2]
large = page.replace("</style>", "html { font-size: 200% }</style>", 1)


def frame(name, width, text):
    text = html.escape(text.replace("</body>", plant + "</body>"), quote=True)
    return '<iframe id="%s" title="%s" width="%d" height="900" style="border:0" srcdoc="%s"></iframe>' % (name, name, width, text)


run = """
window.addEventListener("load", () => {
  const found = [];
  for (const f of document.querySelectorAll("iframe")) {
    const root = f.contentDocument.documentElement, wide = [];
    for (const e of f.contentDocument.body.querySelectorAll("*"))
      if (!e.closest(".wide, svg, .skip") && (e.getBoundingClientRect().right > f.width || e.getBoundingClientRect().left < 0)) wide.push(e.tagName + "." + e.className);
    found.push(f.id + " " + (root.scrollWidth <= f.width ? "fits" : "is " + root.scrollWidth + " wide: " + wide.slice(0, 4).join(" ")));
  }
  document.body.replaceChildren(Object.assign(document.createElement("pre"), { id: "probe", textContent: found.join("; ") }));
});
"""
sys.stdout.write("<!doctype html><html><head><meta charset=utf-8></head><body>" + frame("narrow", 320, page) + frame("large", 640, large) +
                 "<script>" + run + "</script></body></html>")
