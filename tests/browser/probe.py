"""probe.py - a copy of a page that looks at itself in a browser and writes what it found into its own text.

Usage: probe.py PAGE AXE_JS PLANT > COPY
PLANT is put before </body>: a fault that must be found; "" for none. The page's own policy forbids scripts, so the copy goes without it.
"""
import re
import sys

page, axe, plant = open(sys.argv[1], encoding="utf-8").read(), open(sys.argv[2], encoding="utf-8").read(), sys.argv[3]
page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?', "", page, count=1)
run = """
window.addEventListener("load", async () => {
  const root = document.documentElement, found = {};
  found.inner = window.innerWidth; found.wide = root.scrollWidth; found.direction = getComputedStyle(root).direction;
  const stops = [...document.querySelectorAll("a[href], [tabindex]")];
  found.stops = stops.length; found.unseen = 0;
  for (const e of stops.slice(0, 40)) {
    e.focus();
    if (document.activeElement !== e) found.unseen++;
    else if (e.matches(":focus-visible") && getComputedStyle(e).outlineStyle === "none") found.unseen++;
  }
  document.activeElement.blur();
  const r = await axe.run(document, { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
  found.passes = r.passes.length;
  found.violations = r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120) + " " + (n.any[0] || n.all[0] || n.none[0] || {}).message).join(" | "));
  found.incomplete = r.incomplete.map(v => v.id + ": " + v.nodes.length + " " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 80) + " " + n.any[0].message).join(" | "));
  document.body.replaceChildren(Object.assign(document.createElement("pre"), { id: "probe", textContent: JSON.stringify(found) }));
});
"""
scripts = "<script>" + axe.replace("</script", "<\\/script") + "</script>\n<script>" + run + "</script>\n"
sys.stdout.write(page.replace("</body>", plant + scripts + "</body>"))
