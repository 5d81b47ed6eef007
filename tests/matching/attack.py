"""Attack every theorem of the matching with many more families: python -m tests.matching.attack 20000"""

import sys
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).parent


def main(families: int, *more: str) -> int:
    """Run the tests of this folder with so many families each; `more` goes to pytest."""
    settings.register_profile("attack", max_examples=families, print_blob=True)
    outcome = pytest.main([str(HERE), "-q", "--hypothesis-profile", "attack", *more])
    from tests.matching import effort  # by now it has read the profile, which another might have replaced

    if families != effort.FAMILIES:
        raise SystemExit(f"only {effort.FAMILIES} families were tried")
    return outcome


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:]))
