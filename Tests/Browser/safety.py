"""What names and scripts must not do, and what WCAG AA asks of contrast and names."""
import pathlib

import axe_playwright_python

AXE = pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def check_policy(page):
    """A script that comes into the page does not run, whatever brings it there."""
    page.tab.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.injected = 1';
          document.body.append(script);
          const image = document.createElement('div');
          image.innerHTML = '<img src="x" onerror="window.injected = 2"><a href="javascript:window.injected=3">x</a>';
          document.body.append(image);
          image.querySelector('a').click();
        }"""
    )
    page.tab.wait_for_function("window.violations.length >= 2")
    assert page.tab.evaluate("window.injected") is None
    page.errors.clear()
    page.requests.clear()
    page.close()


def check_names(page, names):
    """Names of a ledger are texts wherever the page and its script show them."""
    for name in names:
        assert page.tab.locator("#accounts option").evaluate_all(
            "(options, name) => options.some((each) => each.value === name)", f"a {name}"
        ), name
        page.select({"account": f"a {name}", "tier": f"t {name}", "model": f"m {name}"})
        rows = page.rows("t-customers")["body"]
        assert [row["customer"] for row in rows] == [f"a {name}"], rows
        assert [row["tier"] for row in rows] == [f"t {name}"]
        assert f"account a {name}" in page.tab.locator("#scope").text_content()
        page.select({"account": "", "tier": "", "model": ""})
    page.open_all("t-customers")
    assert not page.tab.locator("main img, main b b, main script, main style").count()
    assert page.tab.locator("script").count() == 2
    assert page.tab.evaluate("window.injected") is None


def check_accessibility(page, where):
    """No violation of WCAG A or AA that axe-core finds."""
    page.tab.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found = page.tab.evaluate(
        "(rules) => axe.run(document, { runOnly: { type: 'tag', values: rules } })", RULES
    )
    faults = [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
    assert not faults, (where, faults[:5], len(faults))
