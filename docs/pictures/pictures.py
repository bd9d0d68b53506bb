"""Makes the pictures of the README, with the network off; called by scripts/pictures.

pictures.py WORK FOLDER: WORK has out/report.html and page-N.png, two pages of the workbook."""
import hashlib, io, pathlib, sys
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

WORK, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
REPORT = WORK / "out" / "report.html"
# Name, width, scheme, the height that is shown (None is all).
PAGES = [("html-desktop-light.png", 1280, "light", None), ("html-phone-dark.png", 390, "dark", 2560)]
SHEETS = ["workbook-summary.png", "workbook-charts.png"]


def trimmed(image):
    """The picture of a page without its header, footer and white edges, but for twelve pixels."""
    image = image.crop((0, image.height // 24, image.width, image.height - image.height // 24))
    box = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    inner = image.crop(box)
    framed = Image.new("RGB", (inner.width + 24, inner.height + 24), "white")
    framed.paste(inner, (12, 12))
    return framed


def save(image, name):
    """In few colours, the rare ones among them: a figure in red is small."""
    few = image.quantize(colors=96, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(FOLDER / name, optimize=True)


with sync_playwright() as play:
    browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])

    def pictured(width, scheme, show):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True, java_script_enabled=False)
        page = context.new_page()
        show(page)
        return Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")

    for name, width, scheme, height in PAGES:
        image = pictured(width, scheme, lambda page: page.goto(REPORT.as_uri()))
        save(image.crop((0, 0, width, min(height or image.height, image.height))), name)
    browser.close()

for name, page in zip(SHEETS, sorted(WORK.glob("page-*.png"))):
    save(trimmed(Image.open(page).convert("RGB")), name)
# By this a test knows that the pictures are of what the sample gives.
(FOLDER / "report.sha256").write_text(hashlib.sha256(REPORT.read_bytes()).hexdigest() + "\n")
