"""Reads report.html with a strict HTML parser and compares it with the CSV files beside it.

page.py OUT_DIR: exit 0 when the page is well-formed, refers to nothing outside itself, and shows the figures of
margin-by-tier.csv, reconciliation.csv and summary.csv rounded half away from zero. Prints each finding as
"amount<TAB>text", with plain spaces and minus signs."""
import csv, pathlib, re, sys
from decimal import Decimal, ROUND_HALF_UP
import html5lib

OUT = pathlib.Path(sys.argv[1])
SOURCE = (OUT / "report.html").read_bytes()
PAGE = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(SOURCE.decode("utf-8"))
SVG = "{http://www.w3.org/2000/svg}"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
ALLOWED = set(
    "html head meta title style body a header h1 h2 h3 p main dl div dt dd section ol ul li strong small code span bdi "
    "table thead tbody tfoot tr th td figure figcaption footer".split()
) | {SVG + name for name in "svg desc title line polyline polygon rect circle text".split()}


def plain(text):
    return " ".join(text.replace("\u2212", "-").replace("\u00a0", " ").split())


def words(element):
    return plain("".join(element.itertext()))


def check_safety():
    assert len(SOURCE) <= 300_000, len(SOURCE)
    for banned in (b"http:", b"https:", b"url(", b"@import", b"javascript:"):
        assert banned not in SOURCE.lower(), banned
    ids = [e.get("id") for e in PAGE.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), "an id occurs twice"
    for element in PAGE.iter():
        assert element.tag in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in ("src", "style", "srcset"), name
            assert name != "href" or value == "#main", value
            if name in ("aria-labelledby", "aria-describedby"):
                assert set(value.split()) <= set(ids), value
    policies = [m.get("content") for m in PAGE.iter("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [POLICY], policies
    assert PAGE.get("lang") == "en" and len(list(PAGE.iter("h1"))) == 1


def check_drawings():
    for svg in PAGE.iter(SVG + "svg"):
        width, height = (float(x) for x in svg.get("viewBox").split()[2:])
        assert width == 380 and svg.get("role") == "img", svg.attrib
        for element in svg.iter():
            places = [element.get(n) for n in ("x", "x1", "x2", "cx") if element.get(n)]
            points = [p.split(",") for p in (element.get("points") or "").split()]
            assert len(points) <= 800 and (element.tag != SVG + "polyline" or len(points) <= 400), len(points)
            across, down = places + [p[0] for p in points], [p[1] for p in points]
            for text, limit in [(t, width) for t in across] + [(t, height) for t in down]:
                assert re.fullmatch(r"\d+(\.\d)?", text) and float(text) <= limit, (text, limit)


def rows(name):
    with open(OUT / (name + ".csv"), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rounded(text, decimals):
    if text == "":
        return None
    return Decimal(text).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def figure(text):
    """A shown figure; None where it is a dash or not known."""
    if text.startswith("–") or text == "not known":
        return None
    return Decimal(re.sub(r"[,▼▲ ]", "", text))


def body(section):
    table = next(t for t in PAGE.iter("table") if t.get("aria-labelledby") == section)
    return [[words(cell) for cell in row] for part in ("tbody", "tfoot") for p in table.iter(part) for row in p]


def agree(shown, exact, what):
    """The shown figure is the exact one, rounded to the decimals that are shown."""
    value = figure(shown)
    decimals = len(shown.rstrip(" ▼▲").partition(".")[2])
    assert value == rounded(exact, decimals), (what, shown, exact)


def check_figures():
    summary = {row["measure"]: row["value"] for row in rows("summary")}
    shown = [words(d) for d in PAGE.iter("dd") if d.get("class").startswith("big")]
    for text, name in zip(shown, ("revenue_usd", "vendor_cost_usd", "margin_usd", "margin_percent")):
        agree(text, summary[name], name)
    columns = ("margin_percent", "target_margin_percent", "variance_points", "margin_usd", "revenue_usd",
               "vendor_cost_usd", "requests", "negative_margin_requests")
    exact = {row["tier"] or "(none)": row for row in rows("margin-by-tier")}
    tiers = body("tiers")[:-1] if exact else []
    assert len(tiers) == min(50, len(exact)), (len(tiers), len(exact))
    for tier, *cells in tiers:
        row = exact.get(tier) or exact["'" + tier]
        for shown, column in zip(cells, columns):
            agree(shown, row[column], (tier, column))
    kept = [row for row in rows("reconciliation") if row["requests"] != "0"]
    # Where nothing was recorded of any unpriced request, the sum of 0 is not known.
    unpriced = [row for row in rows("exceptions") if row["kind"] == "unpriced"]
    for row in kept:
        name = "recorded_cost_usd" if row["subject"] == "cost" else "recorded_credits"
        if row["class"] == "unpriced" and not any(other[name] for other in unpriced):
            row["recorded"] = ""
    table = body("comparison") if kept else []
    assert len(table) == len(kept)
    for cells, row in zip(table, kept):
        assert cells[:2] == [row["subject"], row["class"].replace("_", " ")], cells
        for shown, column in zip(cells[2:], ("requests", "recorded", "expected", "difference")):
            parts = [r[column] for r in kept if r["subject"] == row["subject"] and r["class"] != "total"]
            agree(shown, row[column] if any(parts) else "", column)


check_safety()
check_drawings()
check_figures()
for section in PAGE.iter("section"):
    for money, text in (item for o in section.iter("ol") for item in o):
        if section.get("aria-labelledby") != "attention":
            assert words(money) and words(text).endswith("."), words(text)
            continue
        print(words(money.find("strong")) + "\t" + words(text))
