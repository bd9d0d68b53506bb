"""Reads report.html with a strict HTML parser and compares it with the CSV files beside it.

page.py OUT_DIR: exit 0 when the page is well-formed, refers to nothing outside itself, and shows the figures of
margin-by-tier.csv, reconciliation.csv and summary.csv rounded half away from zero, and those of comparison.csv as
they are. Prints each finding as
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
        if svg.get("aria-hidden") == "true":  # A bar beside the figure that it shows.
            assert (width, height) == (120, 20) and not list(svg.iter(SVG + "text")), svg.attrib
        else:
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


def check_changes():
    """The table of what changed has the column shown of each measure: both ends and each driver that is not 0."""
    if not (OUT / "comparison.csv").exists():
        assert not any(e.get("id") == "changed" for e in PAGE.iter()), "there is nothing to compare with"
        return
    wanted = {}
    for row in rows("comparison"):
        if row["measure"].endswith("_usd"):
            wanted.setdefault(row["measure"], {})[row["driver"], row["detail"]] = Decimal(row["shown"])
    keys = [key for key in next(iter(wanted.values())) if key[1] == "" or key[0] == "volume"]
    some = {key for key in keys if any(column[key] for column in wanted.values())}
    has_days = wanted["vendor_cost_usd"]["volume", "days"] != 0
    keys = [k for k in keys if k[0] in ("start", "end") or (k[0], "") in some and (k[1] == "" or has_days)]
    table = body("changed")
    assert len(table) == len(keys), (len(table), keys)
    for key, (_, *cells) in zip(keys, table):
        shown = [figure(c) for c in cells]
        assert shown == [column[key] for column in wanted.values()], (key, cells)
        assert key[0] in ("start", "end") or all((c[0] == "+") == (f > 0) for c, f in zip(cells, shown)), cells
    for section, dimension in (("changed-accounts", "account"), ("changed-models", "tier_model")):
        measure = list(wanted)[-1]
        movers = [r for r in rows("comparison-movers") if (r["measure"], r["dimension"]) == (measure, dimension)]
        table = body(section)
        assert len(table) == min(5, len(movers)), (section, len(table))
        for cells, row in zip(table, movers):
            assert cells[0] == (row["account"] or f"{row['model']} in {row['tier']}"), cells
            agree(cells[1], row["a_usd"], section)
            agree(cells[2], row["b_usd"], section)
            assert figure(cells[3]) == figure(cells[2]) - figure(cells[1]), cells


check_safety()
check_drawings()
if any(e.get("id") == "tiers" for e in PAGE.iter()):  # Where nothing is sold there are no tiers.
    check_figures()
check_changes()
for section in PAGE.iter("section"):
    for money, text in (item for o in section.iter("ol") for item in o):
        if section.get("aria-labelledby") != "attention":
            assert words(money) and words(text).endswith("."), words(text)
            continue
        print(words(money.find("strong")) + "\t" + words(text))
