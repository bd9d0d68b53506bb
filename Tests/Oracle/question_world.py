#!/usr/bin/env python3
"""A random workspace for everyday questions: many months and a year end, plans that change within a day.

    python3 question_world.py SEED DIR [--rows N]
"""
import argparse
import pathlib
import shutil

import make_workspace
import oracle

START, END = oracle.nanoseconds(2026, 6, 28), oracle.nanoseconds(2027, 2, 9)
# A year ends within a week of ISO 8601: 2026-W53 has days of 2027.
YEAR_END = oracle.nanoseconds(2026, 12, 26), oracle.nanoseconds(2027, 1, 6)
SWINGS = ["2026-08-10T12:30:00Z", "2026-09-01T02:00:00+02:00", "2026-12-29T09:00:00Z"]


def is_cost_only(seed: int) -> bool:
    """Nothing is sold in every fifth workspace: no multipliers, no plans, no recorded credits."""
    return seed % 5 == 0


class World(make_workspace.Maker):
    """A workspace as make_workspace.py makes it, with other times, a plan that swings, and sometimes costs alone."""

    def __init__(self, seed: int, folder: str, rows: int):
        super().__init__(seed, folder, rows)
        self.cost_only = is_cost_only(seed)
        self.has_monsters = seed % 4 == 0

    def instant(self) -> int:
        kind = self.random.random()
        if kind < 0.3:
            return super().instant()
        if kind < 0.45:
            return self.random.randint(*YEAR_END)
        if kind < 0.6:                                    # on a day on which the plan of tier swing changes
            near = oracle.book_instant(self.pick(SWINGS), 0)
            return near + self.random.randint(-14 * 3600, 14 * 3600) * oracle.SECOND
        return self.random.randint(START, END)

    def request(self, number: int) -> dict:
        cells = super().request(number)
        if self.chance(0.25):
            cells["tier"] = "swing"
        if cells["input_tokens"].strip() == "1000000000000" and not self.has_monsters:
            cells["input_tokens"] = "1234567"             # one such row would hide the shares of all others
        return cells

    def file_columns(self) -> list[str]:
        columns = super().file_columns()
        return [c for c in columns if c != "credits_deducted"] if self.cost_only else columns

    def make_plans(self) -> None:
        if not self.cost_only:
            super().make_plans()

    def book(self, path: str, columns: list[str], rows: list[dict]) -> None:
        super().book(path, columns, rows + self.swinging_plan() if path == "plans.csv" else rows)

    def swinging_plan(self) -> list[dict]:
        """Rows of a plan that becomes free, and is sold again, in the middle of days."""
        free = self.chance(0.5)
        return [dict(tier="swing", is_free=str((number % 2 == 0) == free).lower(), effective_from=start,
                     target_margin_percent=self.pick(["", "20", "40.5", "0"]))
                for number, start in enumerate(["2026-01-01", *SWINGS])]

    def make_multipliers(self) -> None:
        if not self.cost_only:
            super().make_multipliers()


def make(seed: int, folder: pathlib.Path, rows: int = 260) -> pathlib.Path:
    """Makes the workspace of a seed in a folder that was not there, or anew."""
    shutil.rmtree(folder, ignore_errors=True)
    World(seed, str(folder), rows).make()
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rows", type=int, default=260)
    given = parser.parse_args()
    if given.folder.exists():
        raise SystemExit("question_world: the folder is there")
    make(given.seed, given.folder, given.rows)


if __name__ == "__main__":
    main()
