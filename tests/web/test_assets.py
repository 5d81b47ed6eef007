"""What the front end is built from, and what every page names."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMPONENTS = ROOT / "front/components"


def test_the_lock_file_holds_no_address():
    assert "http" not in (ROOT / "package-lock.json").read_text()


def test_every_stylesheet_of_a_component_is_in_the_one_stylesheet():
    named = set(re.findall(r'@use "components/([a-z_]+)"', (ROOT / "front/tilth.scss").read_text()))
    assert named == {path.stem.removeprefix("_") for path in COMPONENTS.glob("_*.scss")}
