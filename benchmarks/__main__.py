"""Runs every benchmark: each module beside this one measures a ratio within one run, and prints it from `main()`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        print(f"{path.stem}:")
        import_module(f"benchmarks.{path.stem}").main()


if __name__ == "__main__":
    main()
