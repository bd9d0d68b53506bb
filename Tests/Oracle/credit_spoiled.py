"""Ledgers of credit_chaos.py with faulty cells and lines: which rows are rejected, at which column, and what the others give."""
import pathlib

from credit_chaos import Chaos

CELLS = [" 5", "5 ", "+5", "-0", "-0.0", "1e3", "1,234", "1.234,5", "$5", "5 USD", "\u0663", "5.", ".5", "NaN", "0x10", "1_000", "5\u00a0", "\ufeff5",
         "0.0000001", "1000000000000.1", "007", "5.0", "5.5", "a\x00b", "a\u200bb", " a", "a ", "x" * 257, "x" * 256, "null", "#N/A", "1.58292E+18",
         '="0417"', "'0417", "2026-03-01", "2026-03-01T00:00:00", "2026-03-01T24:00:00Z", "2026-03-01T00:00:00.1234567890Z", "1772323200",
         "46081.5", "2014-12-31T23:59:59Z", "2100-01-01T00:00:00Z", "2026-03-01T00:00:60Z", "2026-03-01T00:00:00-00:00", "line\nbreak", "tab\tbed",
         "Total", "USD", "usd", "EUR", "monthly", "coupon", "Grant"]
COLUMNS = ("event_id at account_id user_id kind credits grant_id request_id reservation_id transfer_id reverses source effective_at expires_at priority "
           "paid_usd payment_id idempotency_key coupon_code package plan counterparty_account_id balance_after recorded_at currency").split()


class Spoiled(Chaos):
    def make(self):
        super().make()
        for _ in range(self.random.randint(1, 12)):
            self.pick(self.listed)[1][self.pick(COLUMNS)] = self.pick(CELLS)
        self.write(self.listed)
        return self

    def write(self, rows, plain=False):
        super().write(rows, plain)
        if plain:
            return
        for path in sorted(pathlib.Path(self.folder, "credits").rglob("*.*")):
            if path.suffix in (".csv", ".tsv", ".jsonl", ".ndjson"):
                data = path.read_bytes()
                lines = data.splitlines(keepends=True)
                for _ in range(self.random.randint(0, 3) if len(lines) > 2 else 0):
                    self.spoil(lines, path.suffix in (".jsonl", ".ndjson"))
                path.write_bytes(b"".join(lines))

    def spoil(self, lines, is_json):
        """Changes or inserts one line that is not the first."""
        place = self.random.randrange(1, len(lines))
        line = lines[place]
        body = line.rstrip(b"\r\n")
        end = line[len(body):] or b"\n"
        middle = len(body) // 2
        changed = [body[:middle], body[:middle] + b"\xff" + body[middle:], body[:middle] + b'"' + body[middle:], b""]
        if is_json:
            changed += [body[:-1] + b",}", b"[" + body + b"]", body + body, b"5", body[:-1] + b', "kind": "grant"}', body.replace(b": ", b" : "),
                        body[:-1] + b', "other": [1, {"a": 1, "a": 2}]}', body[:-1] + b', "priority": 1.5}', body[:-1] + b', "user_id": 5}',
                        body[:-1] + b', "reason": "\\ud800"}', body[:-1] + b', "note": NaN}', b"   \t"]
        else:
            changed += [body + b",", body + b",x", lines[0].rstrip(b"\r\n"), b"   ", b",,,,", b";;;;", b"Total" + body, b"Total," + body]
        new = self.pick(changed) + end
        if self.chance(0.5):
            lines[place] = new
        else:
            lines.insert(place, new)
