"""What a reader does: sort, show all, follow findings, send an address, use the keyboard, print, read without script."""
import re


def plain(text):
    return " ".join(text.split())


def check_static(open_page):
    """With nothing selected, the page shows what Swift wrote, and its controls besides."""
    static, alive = open_page(java_script_enabled=False), open_page()
    read = """(root) => {
      const copy = root.cloneNode(true);
      for (const control of copy.querySelectorAll('.copy, .more, .whole, [aria-controls]')) control.remove();
      const texts = [];
      const visit = (node) => {
        if (node.nodeType === 3 && node.data.trim()) texts.push(node.data.trim());
        else if (node.nodeType === 1) node.childNodes.forEach(visit);
      };
      visit(copy);
      return texts;
    }"""
    before, after = (page.tab.locator("body").evaluate(read) for page in (static, alive))
    body = lambda texts: [plain(text) for text in texts if not text.startswith(("{", "'use strict'"))]
    skipped = set(alive.tab.locator("#filter").evaluate(read)) | set(alive.tab.locator("#say").evaluate(read))
    after = [text for text in body(after) if text not in {plain(each) for each in skipped}]
    before = [text for text in body(before) if text not in {plain(each) for each in skipped}]
    assert before == after, next((pair for pair in zip(before, after) if pair[0] != pair[1]), (len(before), len(after)))
    drawings = """(source) => {
      const read = (root) => [...root.querySelectorAll('main svg')].map((svg) => svg.outerHTML);
      return [read(new DOMParser().parseFromString(source, 'text/html')), read(document)];
    }"""
    before, after = alive.tab.evaluate(drawings, static.world.page.read_text(encoding="utf-8"))
    assert before == after, next((pair for pair in zip(before, after) if pair[0] != pair[1]), (len(before), len(after)))
    assert static.tab.locator("#filter").is_hidden() and not static.tab.locator("main button").count()
    for page in (static, alive):
        page.close()


def check_sorting(page):
    tab = page.tab
    table = "t-customers"
    page.open_all(table)
    heading = tab.locator(f"#{table} th[data-key=cost]")
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "descending"
    assert page.announced() == "Sorted by Cost, largest first", page.announced()
    costs = [float(line["vendor_cost_usd"] or "-inf") for line in page.copied(table)]
    assert costs == sorted(costs, reverse=True)
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    costs = [float(line["vendor_cost_usd"]) for line in page.copied(table) if line["vendor_cost_usd"]]
    assert costs == sorted(costs)
    name = tab.locator(f"#{table} th[data-key=customer]")
    name.get_by_role("button").click()
    assert name.get_attribute("aria-sort") == "ascending" and heading.get_attribute("aria-sort") is None
    names = [line["account"] for line in page.copied(table)]
    assert names == sorted(names)


def check_all_rows(page):
    tab = page.tab
    opener = tab.locator('[aria-controls="t-customers"]')
    if not opener.is_visible():
        return
    assert len([row for row in page.rows("t-customers")["body"] if not row["isRest"]]) == 10
    words = opener.inner_text()
    number = int(re.match(r"Show all ([\d,]+) customers", words).group(1).replace(",", ""))
    opener.click()
    rows = page.rows("t-customers")["body"]
    lost = re.search(r"and ([\d,]+) no longer active", words)
    assert len(rows) == number + (int(lost.group(1)) if lost else 0), (words, len(rows))
    opener.click()
    assert len([row for row in page.rows("t-customers")["body"] if not row["isRest"]]) == 10


def check_address(open_page, facts):
    """The address keeps the selection; unknown values are ignored; a changed address is followed."""
    row = max(facts.rows, key=lambda each: each["revenue"] or each["cost"])
    page = open_page()
    assert page.hash() == ""
    selection = {"tier": row["tier"], "model": row["model"], "account": row["account"]}
    page.select(selection)
    address = page.tab.evaluate("location.hash")
    wanted = page.text("main")
    page.tab.get_by_role("button", name="Clear").click()
    assert page.hash() == "" and page.announced() == "Filters cleared"
    default = page.text("main")
    page.close()
    other = open_page(address)
    assert other.text("main") == wanted and other.tab.input_value("#account") == row["account"]
    other.tab.evaluate("location.hash = 'tier=unknown&model=%3Cimg%3E&period=1999-01&other=1'")
    other.tab.wait_for_function("document.getElementById('tier').value === ''")
    assert other.text("main") == default
    other.tab.evaluate("(tier) => { location.hash = new URLSearchParams({ tier }); }", row["tier"])
    other.tab.wait_for_function("document.getElementById('tier').value !== ''")
    assert other.tab.input_value("#tier") == row["tier"]
    other.close()
    page = open_page()
    page.tab.fill("#account", "nobody at all")
    page.tab.dispatch_event("#account", "change")
    assert page.text("#selected") == "No account nobody at all on this page" and page.hash() == ""
    page.close()


def check_links(open_page):
    """Findings and movers select what they are about and go to it."""
    page = open_page()
    for selector in (".att button", "#movers-account button", "#movers-model button"):
        buttons = page.tab.locator(selector)
        for index in range(min(2, buttons.count())):
            page.select({})
            button = page.tab.locator(selector).nth(index)
            item = button.evaluate("(each) => ({ ...each.closest('li').dataset, target: each.dataset.go })")
            button.click()
            for key in ("tier", "model", "account"):
                if key in item:
                    assert page.tab.input_value(f"#{key}") == item[key], (item, key)
            target = item["target"]
            page.tab.wait_for_function(
                "(id) => Math.abs(document.getElementById(id).getBoundingClientRect().top) < innerHeight", arg=target
            )
            assert page.tab.evaluate("document.activeElement.closest('section')?.id") == target
            assert page.announced() == "Report updated"
    page.close()


def check_copy_without_clipboard(page):
    page.tab.evaluate(
        """() => { window.noClipboard = true; document.addEventListener('copy', () =>
          window.copies.push(document.activeElement.value)); }"""
    )
    assert page.copied("t-tiers") and page.announced().endswith("as CSV"), page.announced()


def check_keyboard(page):
    """Tab reaches every control in the order of the page, shows where it is, and leaves the page at the end."""
    tab = page.tab
    tab.evaluate("document.activeElement.blur()")
    seen, last = [], None
    for _ in range(400):
        tab.keyboard.press("Tab")
        state = tab.evaluate(
            """() => {
              const element = document.activeElement;
              if (!element || element === document.body) return null;
              const style = getComputedStyle(element.matches('input[type=radio]') ? element.nextElementSibling : element);
              const rectangle = element.getBoundingClientRect();
              const order = [...document.querySelectorAll('*')].indexOf(element);
              return { order, words: element.textContent.slice(0, 40) || element.id, outline: style.outlineStyle,
                width: parseFloat(style.outlineWidth), size: rectangle.width * rectangle.height };
            }"""
        )
        if state is None or state["order"] in {each["order"] for each in seen}:
            break
        assert state["outline"] != "none" and state["width"] >= 2, state
        assert last is None or state["order"] > last, (state, seen[-1])
        seen.append(state)
        last = state["order"]
    else:
        raise AssertionError("Tab never left the page")
    wanted = tab.evaluate(
        """() => [...document.querySelectorAll('a[href],button,select,input,[tabindex="0"]')].filter((element) =>
          element.checkVisibility({ visibilityProperty: true }) && !(element.type === 'radio' && !element.checked)).length"""
    )
    assert len(seen) == wanted, (len(seen), wanted)
    tab.locator("#t-tiers th[data-key=cost] button").focus()
    tab.keyboard.press("Enter")
    assert tab.locator("#t-tiers th[data-key=cost]").get_attribute("aria-sort") == "descending"
    assert tab.evaluate("document.activeElement.closest('th')?.dataset.key") == "cost"


def check_phone(open_page):
    """The first screen has the figures; the filter is folded, opens, and says what is chosen; tables say what they lack."""
    page = open_page(viewport={"width": 390, "height": 844})
    figures = page.tab.locator("#kpi .fig").all()
    assert figures and all(each.bounding_box()["y"] + each.bounding_box()["height"] <= 844 for each in figures)
    assert page.tab.locator("#tier").is_hidden()
    for table in page.tab.locator("table:has(th.opt)").all():
        note = table.evaluate("(each) => each.closest('section').querySelector('.narrow').checkVisibility()")
        assert note, table.get_attribute("id")
    page.tab.locator("#fold summary").click()
    tier = page.tab.locator("#tier option").nth(1).get_attribute("value")
    page.tab.select_option("#tier", tier)
    assert plain(page.text("#fold summary")) == f"Filter: {tier}", page.text("#fold summary")
    page.tab.set_viewport_size({"width": 1280, "height": 900})
    assert page.tab.locator("#tier").is_visible() and page.tab.locator("#fold summary").is_hidden()
    assert page.tab.locator(".narrow").first.is_hidden()
    page.close()


def check_widths(open_page):
    """No window from 320 pixels on scrolls sideways, with and without a selection."""
    for width in (320, 390, 768, 1280):
        page = open_page(viewport={"width": width, "height": 800})
        for selection in ({}, {"tier": "pro"}):
            if selection and not page.tab.locator('#tier option[value="pro"]').count():
                continue
            page.select(selection)
            wide = page.tab.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, (width, wide, selection)
        page.close()


def check_paper(page, most):
    """Print hides the controls, and takes at most so many pages."""
    page.tab.emulate_media(media="print")
    assert page.tab.locator("#filter").is_hidden()
    for button in page.tab.locator("main button").all():
        # A heading and the name of a mover are text too.
        is_text = button.evaluate("(each) => each.closest('thead, .movers') !== null")
        assert button.is_visible() == is_text, button.text_content()
    texts = lambda selector: [plain(text) for text in page.tab.locator(selector).all_inner_texts()]
    for selector in (".movers .key", ".movers .why", ".att .what", ".att .do", "thead th:not(:has(.unseen))"):
        assert all(texts(selector)), (selector, texts(selector))
    sizes = page.tab.evaluate(
        """() => [...document.querySelectorAll('thead th, thead button, tbody td')].map((each) =>
          [each.closest('thead') !== null, parseFloat(getComputedStyle(each).fontSize)])"""
    )
    headings, data = ([size for is_heading, size in sizes if is_heading == kind] for kind in (True, False))
    assert max(headings) <= min(data), (max(headings), min(data))
    for total in page.tab.locator("tfoot th bdi").all():
        assert total.evaluate("(each) => each.getClientRects().length") == 1, total.inner_text()
    pages = len(re.findall(rb"/Type\s*/Page\b", page.tab.pdf(prefer_css_page_size=True)))
    assert most is None or pages <= most, pages
    return pages


def check_motion(page):
    """A reader who wants no motion gets none."""
    assert page.tab.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.tab.evaluate(
        """() => [...document.querySelectorAll('*')].filter((element) => {
          const style = getComputedStyle(element);
          return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0; }).length"""
    )
    assert moving == 0, moving
