"""One page in Chromium, with what a reader can do, and everything that it must never do recorded."""
import csv
import io

# Copies go to a list, as a browser without a window has no clipboard; failures of the policy too.
WATCH = """
window.copies = [];
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));
const clipboard = { writeText: async (text) => { window.copies.push(text); } };
Object.defineProperty(navigator, 'clipboard', { get: () => window.noClipboard ? undefined : clipboard });
"""


class Page:
    """An open page. Errors of the console and requests are collected; `close` checks that there are none."""

    def __init__(self, browser, world, address="", **options):
        self.world = world
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.context.add_init_script(WATCH)
        self.tab = self.context.new_page()
        self.errors, self.requests = [], []
        self.tab.on("console", lambda message: self.errors.append(message.text))
        self.tab.on("pageerror", lambda error: self.errors.append(str(error)))
        self.tab.on("request", lambda request: self.requests.append(request.url))
        self.url = world.page.resolve().as_uri()
        self.tab.goto(self.url + address)

    def close(self, may_violate=False):
        assert may_violate or not self.errors, self.errors
        others = [url for url in self.requests if url.split("#")[0] != self.url]
        assert not others, others
        self.context.close()

    def text(self, selector):
        return self.tab.locator(selector).inner_text()

    def hash(self):
        return self.tab.evaluate("decodeURIComponent(location.hash)")

    def select(self, selection):
        """Sets the filter with its controls."""
        tab = self.tab
        # On a phone the filter is folded.
        summary = tab.locator("#fold:not([open]) > summary")
        if summary.is_visible():
            summary.click()
        wanted = selection.get("period", "")
        choice = tab.locator(f'[name=period][value="{wanted}"]')
        if choice.count():
            choice.check(force=True)
        for key in ("tier", "model"):
            tab.select_option(f"#{key}", selection.get(key, ""))
        tab.fill("#account", selection.get("account", ""))
        tab.dispatch_event("#account", "change")

    def copied(self, table):
        """The table as CSV, as the button copies it."""
        section = self.tab.locator(f"section:has(#{table})")
        section.get_by_role("button", name="Copy as CSV").click()
        self.tab.wait_for_function("window.copies.length > 0")
        text = self.tab.evaluate("window.copies.pop()")
        return list(csv.DictReader(io.StringIO(text)))

    def rows(self, table):
        """The cells of the body and the foot as shown, by their keys."""
        return self.tab.evaluate(
            """(id) => {
              const table = document.getElementById(id);
              const keys = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.key ?? 'bar');
              const shown = (cell) => cell.querySelector('[aria-hidden]:not(svg)')?.textContent ?? cell.textContent;
              const read = (row) => ({ ...Object.fromEntries([...row.cells].map((cell, index) => [keys[index], shown(cell)])),
                isRest: row.classList.contains('rest') });
              return { body: [...table.tBodies[0].rows].map(read), foot: read(table.tFoot.rows[0]) };
            }""",
            table,
        )

    def open_all(self, table):
        """Shows every row of a table."""
        button = self.tab.locator(f'[aria-controls="{table}"]')
        if button.is_visible() and button.inner_text().startswith("Show all"):
            button.click()

    def figure(self, key):
        return self.text(f"[data-figure={key}] .fig span")

    def announced(self):
        return self.tab.locator("#say").text_content()
