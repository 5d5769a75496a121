"""Print the path of the Chromium that Playwright itself has installed; fails where there is none."""

from pathlib import Path

from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    path = Path(playwright.chromium.executable_path)
if not path.exists():
    raise SystemExit("Playwright has no Chromium of its own here.")
print(path)
