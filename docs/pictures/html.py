"""Takes the pictures of report.html that the README shows, with the network off.

html.py REPORT FOLDER, after: apt-get install chromium; pip install playwright pillow"""
import io, pathlib, sys
from PIL import Image
from playwright.sync_api import sync_playwright

REPORT, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
# Name, width, scheme, the height that is shown (None is all), and how many colours keep it under 200 KB.
PICTURES = [("html-desktop-light.png", 1280, "light", None, 80), ("html-phone-dark.png", 390, "dark", 2560, 200)]

with sync_playwright() as play:
    browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for name, width, scheme, height, colours in PICTURES:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True, java_script_enabled=False)
        page = context.new_page()
        page.goto(REPORT.as_uri())
        image = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
        image = image.crop((0, 0, width, min(height or image.height, image.height)))
        image.quantize(colors=colours, dither=Image.Dither.NONE).save(FOLDER / name, optimize=True)
    browser.close()
