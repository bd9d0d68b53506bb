"""Opens report.html in a headless Chromium and does what a reader does.

    browser.py PROGRAM CHROMIUM [ONLY]

PROGRAM is assay, CHROMIUM the browser's binary; ONLY keeps checks whose name contains it. Prints a line for each check, and
ends with 1 if one fails. Random filters have a fixed seed, so that a run can be repeated."""
import pathlib
import sys
import tempfile
import time
import traceback

from playwright.sync_api import sync_playwright

import bridges
import charts
import customer_row_limit
import filters
import interactions
import safety
import worlds
from page import Page

SEED = 61
# The sheets of paper that the sample month may take, and those that the bills of three vendors may add.
MOST_PAGES = 4
BILL_PAGES = 2
MOST_BYTES = 400_000


class Checks:
    """Runs checks one after another and counts those that fail."""

    def __init__(self, browser, only):
        self.browser, self.only, self.failed, self.world = browser, only, 0, None

    def opener(self, **fixed):
        return lambda address="", **options: Page(self.browser, self.world, address, **{**fixed, **options})

    def on_page(self, name, body, **options):
        """A check of one page, which is closed after it."""

        def check():
            page = Page(self.browser, self.world, **options)
            result = body(page)
            page.close()
            return result

        self.run(name, check)

    def run(self, name, check):
        name = f"{self.world.name}: {name}"
        if self.only not in name:
            return
        began = time.monotonic()
        try:
            result = check()
            print(f"ok   {name}{'' if result is None else f' ({result})'}, {time.monotonic() - began:.1f} s", flush=True)
        except Exception:
            self.failed += 1
            print(f"FAIL {name}\n{traceback.format_exc()[-3000:]}", flush=True)


def size_of(world):
    size = world.page.stat().st_size
    assert size <= MOST_BYTES, size
    return f"{size:,} bytes"


def check_world(checks, world, most_pages=None):
    checks.world = world
    open_page = checks.opener()
    facts, before = filters.sources(world)

    checks.run("size", lambda: size_of(world))
    checks.run("the script changes no text of the page", lambda: interactions.check_static(open_page))

    def random_filters():
        page = open_page()
        selections = [{}] + filters.random_selections(facts, SEED, 10)
        for selection in selections:
            page.select(selection)
            filters.check(page, facts, before, selection)
        page.close()
        return f"{len(selections)} filters"

    checks.run("figures, tables and copies equal facts.csv", random_filters)
    if (world.output / "comparison-movers.csv").exists():
        checks.on_page("changes equal comparison-movers.csv", lambda page: bridges.check(page, world, facts.is_sold))
    def charts_of_tiers():
        page = open_page()
        for tier in sorted({row["tier"] for row in facts.rows}):
            charts.check(page, facts, before, {"tier": tier})
        row = max(facts.rows, key=lambda each: each["cost"])
        charts.check(page, facts, before, {"model": row["model"]})
        charts.check(page, facts, before, {"account": row["account"]})
        page.close()

    if facts.is_sold and len(facts.months()) == 1 and world.has_days:
        checks.run("charts equal facts.csv", charts_of_tiers)
    checks.run("address", lambda: interactions.check_address(open_page, facts))
    checks.on_page("paper", lambda page: f"{interactions.check_paper(page, most_pages)} pages")
    checks.run("widths", lambda: interactions.check_widths(open_page))
    checks.run("phone", lambda: interactions.check_phone(open_page))
    for scheme in ("light", "dark"):
        checks.on_page(
            f"accessible, {scheme}", lambda page: accessible(page, scheme), color_scheme=scheme,
            reduced_motion="reduce",
        )


def accessible(page, scheme):
    """Of everything, and of a tier with all rows."""
    safety.check_accessibility(page, scheme)
    page.select({"tier": page.tab.locator("#tier option").nth(1).get_attribute("value")})
    page.open_all("t-customers")
    safety.check_accessibility(page, scheme + ", filtered")


def check_reader(checks, world):
    checks.world = world
    open_page = checks.opener()
    checks.on_page("sorting", interactions.check_sorting)
    checks.on_page("all rows", interactions.check_all_rows)
    checks.run("findings and movers", lambda: interactions.check_links(open_page))
    checks.on_page("copying without a clipboard", interactions.check_copy_without_clipboard)
    checks.on_page("keyboard", interactions.check_keyboard)
    checks.on_page("no motion", interactions.check_motion, reduced_motion="reduce")
    checks.run("policy", lambda: safety.check_policy(open_page()))


def main():
    program, chromium = sys.argv[1:3]
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = pathlib.Path(name)
        # In a container Chromium has no sandbox of its own; it opens only pages that this test has made.
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        checks = Checks(browser, only)
        month = worlds.month(program, folder)
        check_world(checks, month, MOST_PAGES + BILL_PAGES)
        check_reader(checks, month)
        checks.world = worlds.month_without_bills(program, folder)
        checks.on_page("paper", lambda page: f"{interactions.check_paper(page, MOST_PAGES)} pages")
        whole = worlds.whole(program, folder)
        check_world(checks, whole)
        check_reader(checks, whole)
        check_world(checks, worlds.cost_only(program, folder))
        checks.world = worlds.hostile(program, folder)
        check_world(checks, checks.world)
        checks.on_page("names", lambda page: safety.check_names(page, worlds.HOSTILE))
        checks.world = worlds.crowd(program, folder)
        facts, before = filters.sources(checks.world)
        checks.run("size", lambda: size_of(checks.world))
        checks.on_page("nothing is lost", lambda page: customer_row_limit.check(page, facts, before))
        browser.close()
    print(f"browser-test: {'all checks passed' if not checks.failed else f'{checks.failed} checks failed'}")
    sys.exit(1 if checks.failed else 0)


if __name__ == "__main__":
    main()
