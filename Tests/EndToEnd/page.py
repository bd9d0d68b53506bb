"""Reads report.html with a strict HTML parser and compares it with the CSV files beside it.

page.py OUT_DIR: exit 0 when the page is well-formed, refers to nothing outside itself, runs nothing but its own script,
and shows the figures of summary.csv, margin-by-tier.csv, margin-by-model.csv, facts.csv and reconciliation.csv rounded
half away from zero, and those of comparison.csv as they are. Prints each finding as "amount<TAB>text", with plain spaces
and minus signs."""
import base64, csv, hashlib, pathlib, re, sys
from decimal import Decimal, ROUND_HALF_UP, getcontext
import html5lib

getcontext().prec = 60
OUT = pathlib.Path(sys.argv[1])
SOURCE = (OUT / "report.html").read_bytes()
PAGE = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(SOURCE.decode("utf-8"))
SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = set(
    "html head meta title style script body a header h1 h2 h3 p main dl div dt dd section ol ul li b small code span bdi "
    "table thead tbody tfoot tr th td figure figcaption footer form fieldset legend label input".split()
) | {SVG + name for name in "svg title line polyline polygon rect circle text".split()}
HIDDEN = {(120, 20), (180, 16)}  # Bars beside the figures that they show.


def plain(text):
    return " ".join(text.replace("\u2212", "-").replace("\u00a0", " ").split())


def words(element):
    """The text that people read: what is for screen readers alone repeats a sign."""
    if element.get("class") == "unseen":
        return ""
    parts = [element.text or ""] + [words(child) + (child.tail or "") for child in element]
    return plain("".join(parts))


def find(**wanted):
    """The first element with these attributes; None where there is none."""
    attributes = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
    return next((e for e in PAGE.iter() if all(e.get(n) == v for n, v in attributes.items())), None)


# The page as a whole

def check_safety():
    assert len(SOURCE) <= 400_000, len(SOURCE)
    code = SOURCE.lower().replace(b"http://www.w3.org/2000/svg", b"")
    for banned in (b"http:", b"https:", b"url(", b"@import", b"javascript:", b"eval(", b"innerhtml"):
        assert banned not in code, banned
    ids = [e.get("id") for e in PAGE.iter() if e.get("id")]
    assert len(ids) == len(set(ids)), "an id occurs twice"
    for element in PAGE.iter():
        assert element.tag in ALLOWED, element.tag
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name not in ("src", "style", "srcset", "action"), name
            assert name != "href" or value[0] == "#" and value[1:] in ids, value
            if name in ("aria-labelledby", "aria-describedby"):
                assert set(value.split()) <= set(ids), (value, ids)
    assert PAGE.get("lang") == "en" and len(list(PAGE.iter("h1"))) == 1


def check_policy():
    """The policy knows the script and the style by their digests; the data is a script that no browser runs."""
    def digest(element):
        return "sha256-" + base64.b64encode(hashlib.sha256((element.text or "").encode()).digest()).decode()

    scripts = [s for s in PAGE.iter("script") if s.get("type") is None]
    data = [s for s in PAGE.iter("script") if s.get("type") is not None]
    assert len(scripts) == len(data) <= 1 and len(list(PAGE.iter("style"))) == 1
    assert all(s.get("type") == "application/json" and s.get("id") == "data" for s in data)
    policy = next(m.get("content") for m in PAGE.iter("meta") if m.get("http-equiv") == "Content-Security-Policy")
    stated = re.fullmatch(
        "default-src 'none'; script-src '(sha256-[^']+)'; style-src '(sha256-[^']+)'; base-uri 'none'; "
        "form-action 'none'", policy)
    assert stated, policy
    assert stated[2] == digest(next(PAGE.iter("style")))
    assert all(stated[1] == digest(script) for script in scripts)


def check_order():
    known = "changed attention days users tiers customers models savings charts week recorded about".split()
    ids = [s.get("id") for s in PAGE.iter("section")]
    assert ids == [name for name in known if name in ids], ids
    assert {"attention", "tiers", "recorded", "about"} - {"tiers"} <= set(ids), ids


def check_drawings():
    for svg in PAGE.iter(SVG + "svg"):
        width, height = (float(x) for x in svg.get("viewBox").split()[2:])
        if svg.get("aria-hidden") == "true":
            assert (width, height) in HIDDEN and not list(svg.iter(SVG + "text")), svg.attrib
        else:
            assert width == 380 and svg.get("role") == "img" and svg.get("aria-labelledby"), svg.attrib
        for element in svg.iter():
            places = [element.get(n) for n in ("x", "x1", "x2", "cx") if element.get(n)]
            points = [p.split(",") for p in (element.get("points") or "").split()]
            assert len(points) <= 800 and (element.tag != SVG + "polyline" or len(points) <= 400), len(points)
            across, down = places + [p[0] for p in points], [p[1] for p in points]
            for text, limit in [(t, width) for t in across] + [(t, height) for t in down]:
                assert re.fullmatch(r"\d+(\.\d)?", text) and float(text) <= limit, (text, limit)


# Figures

def rows(name):
    with open(OUT / (name + ".csv"), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def figure(text):
    """A shown figure; None where it is a dash or not known."""
    if text.startswith("–") or text == "not known":
        return None
    return Decimal(re.sub(r"[,▼▲%+ ]", "", text))


def agree(shown, exact, what):
    """The shown figure is the exact one, rounded half away from zero to the decimals that are shown."""
    if shown.startswith(("under ", "above ")):
        least = Decimal(shown.split()[1])
        assert 0 < abs(Decimal(exact)) * 2 < abs(least) * 2, (what, shown, exact)
        return
    value, text = figure(shown), "" if exact is None else str(exact)
    decimals = len(shown.rstrip(" ▼▲%").partition(".")[2])
    wanted = None if text == "" else Decimal(text).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert value == wanted, (what, shown, exact)


def table(id):
    """The rows of a table, each as its cells by their key; the last is the total."""
    element = find(id=id)
    if element is None:
        return []
    keys = [th.get("data-key") for th in element.find("thead/tr")]
    lines = [row for part in ("tbody", "tfoot") for p in element.iter(part) for row in p]
    return [(row, dict(zip(keys, (words(cell) for cell in row)))) for row in lines]


def sums(key):
    """Sums of facts.csv by a key."""
    result = {}
    for row in rows("facts"):
        totals = result.setdefault(key(row), dict.fromkeys(("requests", "unpriced", "cost", "revenue"), Decimal(0)))
        totals["requests"] += int(row["requests"])
        totals["unpriced"] += int(row["unpriced"])
        totals["cost"] += Decimal(row["vendor_cost_usd"] or 0)
        totals["revenue"] += Decimal(row["revenue_usd"] or 0)
    return result


def unsafe(name):
    """The name as the CSV files have it, without the mark that keeps spreadsheets from running it."""
    return name[1:] if name[:1] == "'" and name[1:2] in "=+-@\t\r'" else name


def check_figures():
    summary = {row["measure"]: row["value"] for row in rows("summary")}
    names = {"revenue": "revenue_usd", "cost": "vendor_cost_usd", "margin": "margin_usd", "plan-fees": "plan_fees_usd",
             "coverage": "rows_rated"}
    for block in find(id="kpi"):
        key = block.get("data-figure")
        fig = next(d for d in block.iter("dd") if d.get("class").startswith("fig"))
        if key in names:
            agree(words(fig.find("span")), summary[names[key]], key)
        if key == "margin" and summary["margin_percent"]:
            agree(words(fig.find("small")).split(", ")[1], summary["margin_percent"], key)
    total = {"requests": str(int(summary["rows_rated"]) + int(summary["rows_unpriced"])),
             "cost": summary["vendor_cost_usd"], "revenue": summary["revenue_usd"], "margin": summary["margin_usd"],
             "margin_percent": summary["margin_percent"]}
    exact = {unsafe(row["tier"]) or "(none)": row for row in rows("margin-by-tier")}
    check_table("t-tiers", "tier", exact, total, min(50, len(exact)))
    models = {}
    for row in rows("margin-by-model"):
        models[unsafe(row["model"]) or "(none)"] = row
    count = len({(row["provider"], row["model"]) for row in rows("facts")})
    if count == len(models):  # Two vendors may sell a model under one name, which have a row each.
        check_table("t-models", "model", models, total, None)
    customers = {name: {"requests": t["requests"], "vendor_cost_usd": t["cost"], "revenue_usd": t["revenue"],
                        "unpriced_requests": t["unpriced"]}
                 for name, t in sums(lambda r: unsafe(r["account_id"] or r["user_id"]) or "(none)").items()}
    check_table("t-customers", "customer", customers, total, None)


COLUMNS = {"requests": "requests", "cost": "vendor_cost_usd", "revenue": "revenue_usd", "margin": "margin_usd",
           "margin_percent": "margin_percent", "target": "target_margin_percent", "points": "variance_points"}


def check_table(id, key, exact, total, count):
    """Named rows have the figures of the file, the largest first; the rest and all of them add up to the total."""
    lines = table(id)
    if not exact:
        assert not lines, id
        return
    named = [cells for row, cells in lines[:-1] if row.get("class") != "rest"]
    assert count is None or len(named) == count, (id, len(named), count)
    isSold = "revenue" in lines[0][1]
    amounts = []
    for cells in named:
        # A model of the name of another vendor's is named with its vendor.
        row = exact.get(cells[key]) or (exact.get(re.sub(r" \([^)]*\)$", "", cells[key])) if key == "model" else None)
        if row is None or cells["requests"] == "0":  # It did not come back, though another of its name may be in use.
            assert figure(cells["cost"]) == 0, cells
            continue
        unknown = Decimal(row["unpriced_requests"]) == Decimal(row["requests"])
        # A cost of 0 that lacks requests is not known.
        unknown |= int(row["unpriced_requests"]) > 0 and not Decimal(row["vendor_cost_usd"] or 0)
        for name, column in COLUMNS.items():
            if name in cells and column in row and not (unknown and key in ("customer", "model")):
                agree(cells[name], row[column], (id, cells[key], name))
        amounts.append(Decimal(row["revenue_usd" if isSold and key != "model" else "vendor_cost_usd"] or 0))
    if key != "tier":
        assert amounts == sorted(amounts, reverse=True), (id, amounts)
    for name, value in total.items():
        if name in lines[-1][1]:
            agree(lines[-1][1][name], value, (id, "total", name))
    requests = sum(figure(cells["requests"]) for _, cells in lines[:-1])
    assert requests == figure(lines[-1][1]["requests"]) or count is not None and count < len(exact), id


WORDS = {"matched": "agree", "rounding": "agree within the tolerance", "mismatch": "differ",
         "not_recorded": "not recorded", "unpriced": "no price", "total": "total"}


def check_recorded():
    """Each row of the reconciliation in words; a difference is that of the two shown figures."""
    kept = [row for row in rows("reconciliation") if row["requests"] != "0"]
    element = find(id="t-recorded")
    lines = [] if element is None else [[words(c) for c in row] for p in element.iter("tbody") for row in p]
    subjects = {line[0] for line in lines}
    kept = [row for row in kept if row["subject"] == "cost" or "Credits" in subjects]
    unpriced = [row for row in rows("exceptions") if row["kind"] == "unpriced"]
    assert len(lines) == len(kept), (lines, kept)
    for cells, row in zip(lines, kept):
        name = "recorded_cost_usd" if row["subject"] == "cost" else "recorded_credits"
        if row["class"] == "unpriced" and not any(other[name] for other in unpriced):
            row["recorded"] = ""
    for cells, row in zip(lines, kept):
        own = [r for r in kept if r["subject"] == row["subject"]]
        result = WORDS[row["class"]]
        if row["class"] == "total" and not all(r["recorded"] and r["expected"] for r in own):
            result += "; difference of compared requests only"
        assert cells[:2] == ["Vendor cost, USD" if row["subject"] == "cost" else "Credits", result], (cells, result)
        for shown, column in zip(cells[2:5], ("requests", "recorded", "expected")):
            parts = [r[column] for r in kept if r["subject"] == row["subject"] and r["class"] != "total"]
            agree(shown, row[column] if any(parts) else "", column)
        if row["class"] == "mismatch":
            assert figure(cells[5]) == figure(cells[3]) - figure(cells[4]), cells


def check_changes():
    """The table of what changed has the column shown of each measure: both ends and each driver that is not 0."""
    if not (OUT / "comparison.csv").exists():
        assert find(id="changed") is None, "there is nothing to compare with"
        return
    wanted = {}
    for row in rows("comparison"):
        if row["measure"].endswith("_usd"):
            wanted.setdefault(row["measure"], {})[row["driver"], row["detail"]] = Decimal(row["shown"])
    keys = [key for key in next(iter(wanted.values())) if key[1] == "" or key[0] == "volume"]
    some = {key for key in keys if any(column[key] for column in wanted.values())}
    has_days = wanted["vendor_cost_usd"]["volume", "days"] != 0
    keys = [k for k in keys if k[0] in ("start", "end") or (k[0], "") in some and (k[1] == "" or has_days)]
    lines = [[words(c) for c in row] for row in find(id="t-changed").find("tbody")]
    assert len(lines) == len(keys), (len(lines), keys)
    for key, (_, *cells) in zip(keys, lines):
        shown = [figure(c) for c in cells]
        assert shown == [column[key] for column in wanted.values()], (key, cells)
        assert key[0] in ("start", "end") or all((c[0] == "+") == (f > 0) for c, f in zip(cells, shown)), cells
    for measure, name in (("revenue_usd", "revenue"), ("vendor_cost_usd", "cost"), ("margin_usd", "margin")):
        block = find(data_figure=name)
        if block is not None and measure in wanted and find(data_figure="change") is None:
            change = next(words(d) for d in block if " against " in words(d))
            ends = wanted[measure]["end", ""] - wanted[measure]["start", ""]
            assert figure(change.split(" against ")[0]) == ends, change
    for id, dimension in (("movers-account", "account"), ("movers-model", "tier_model")):
        measure = list(wanted)[-1]
        movers = [r for r in rows("comparison-movers") if (r["measure"], r["dimension"]) == (measure, dimension)]
        items = [] if find(id=id) is None else list(find(id=id).find("ul"))
        assert len(items) == min(5, len(movers)), (id, len(items))
        for item, row in zip(items, movers):
            assert words(item[0]) == (unsafe(row["account"]) or f"{row['model']} in {row['tier']}"), words(item)
            start, end = words(item[2]).partition(";")[0].split(" → ")
            agree(start, row["a_usd"], id)
            agree(end, row["b_usd"], id)
            assert figure(words(item[1])) == figure(end) - figure(start), words(item)


for check in (check_safety, check_policy, check_order, check_drawings, check_figures, check_recorded, check_changes):
    check()
for item in find(id="attention").find("ol") if find(id="attention").find("ol") is not None else []:
    amount = words(item[0])
    assert words(item[1][-1]).startswith("What to do: "), words(item[1])
    print((amount + " USD" if amount[:1].isdigit() or amount.startswith("under") else amount) + "\t"
          + " ".join(words(paragraph) for paragraph in item[1]))
