"""Partials whose numbers were changed by someone who then made the sizes and digests right again."""

import sqlite3

# Numbers at which a count, a sum, a day or a place leaves its range, and small ones that look right.
EDGES = [0, 1, 2, 3, 7, 100, 127, 128, 255, 256, 2**15, 2**16 - 1, 2**24, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**39, 2**40 - 1, 2**40,
         2**41, 2**62, 2**63 - 1, 2**63, 2**64 - 1, 2**86, 2**100, 2**119, 2**120, 2**121 - 2, 2**121, 2**126, 2**128 - 1]


def leb128(number):
    text = bytearray()
    while number >= 0x80:
        text.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(text + bytes([number]))


def number_at(data, place):
    """The beginning and end of the number of which a byte is a part, as if all bytes were numbers, and its value."""
    start, end = place, place
    while start > 0 and data[start - 1] & 0x80 and place - start < 18:
        start -= 1
    while end < len(data) - 1 and data[end] & 0x80 and end - start < 18:
        end += 1
    return start, end + 1, sum((byte & 0x7F) << 7 * index for index, byte in enumerate(data[start:end + 1]))


def body_of(data):
    """The end of the table of texts, and the place of each text."""
    _, place, count = number_at(data, 0)
    texts = []
    for _ in range(count):
        _, start, length = number_at(data[:place + 10], place)
        texts.append((start, start + length))
        place = start + length
    return place, texts


def spoil(data, other, dice):
    """A slice with one to three changes; `other` is the slice of another partial."""
    for _ in range(dice.choice([1, 1, 1, 2, 3])):
        body, texts = body_of(data)
        # The sections differ in length: a third each of the beginning, of the end, and of all.
        first, last = dice.choice([(body, len(data)), (body, min(len(data), body + 300)), (max(body, len(data) - 600), len(data))])
        place = dice.randrange(first, last)
        start, end, value = number_at(data, place)
        kind = dice.random()
        if kind < 0.35:
            data = data[:start] + leb128(dice.choice(EDGES)) + data[end:]
        elif kind < 0.6:
            data = data[:start] + leb128(max(0, value + dice.choice([-2, -1, 1, 2, value, 2 * value, dice.randrange(1000)]))) + data[end:]
        elif kind < 0.7:
            from_, to, _ = number_at(data, dice.randrange(body, len(data)))
            data = data[:start] + data[from_:to] + data[end:]
        elif kind < 0.8:
            # As many bytes from elsewhere: a key that another row has, a whole group, a row.
            length = dice.choice([4, 8, 8, 16, 60])
            from_ = dice.randrange(body, len(data))
            data = data[:place] + data[from_:from_ + length] + data[place + length:]
        elif kind < 0.9 and texts:
            (start, end), (from_, to) = dice.choice(texts), dice.choice(texts)
            text = dice.choice([data[from_:to], b"", b"\xff\x00", data[start:end] + b"x", b"2026-08-31T23:59:59Z", b"9" * 40])
            data = data[:number_before(data, texts, start)] + leb128(len(text)) + text + data[end:]
        elif kind < 0.95 and other:
            _, others = body_of(other)
            data = data[:body] + other[others[-1][1] if others else 0:]
        else:
            data = other or data
    return data


def number_before(data, texts, start):
    """The place of the length of a text."""
    before = [end for _, end in texts if end <= start]
    return before[-1] if before else number_at(data, 0)[1]


def slices(path, table="slice"):
    with sqlite3.connect(path) as database:
        return [row[0] for row in database.execute(f"SELECT bytes FROM {table} ORDER BY rowid")]


ROWS = ["UPDATE shard SET shard = shard + 1", "UPDATE shard SET sha256 = ''", "UPDATE shard SET number = -number",
        "UPDATE piece SET is_read = 1 - is_read", "UPDATE slice SET piece = piece + 1", "UPDATE slice SET number = number - 9",
        "UPDATE slice SET number = 9223372036854775807", "UPDATE piece SET number = -number - 1",
        "UPDATE piece SET number = 9223372036854775807", "UPDATE piece SET file_bytes = 9223372036854775807",
        "UPDATE piece SET from_byte = 9223372036854775807", "UPDATE piece SET to_byte = -9223372036854775808",
        "UPDATE piece SET sha256 = ''", "UPDATE piece SET sha256 = replace(sha256, '1', '2')",
        "UPDATE file SET sha256 = ''", "UPDATE file SET path = 'ledger/small.csv'", "DELETE FROM file",
        "UPDATE task SET name = ''", "UPDATE task SET version = '9'"]


def forge(path, other, dice):
    """Changes a partial; `other` is the path of another."""
    with sqlite3.connect(path) as database:
        tables = [table for table in ("slice", "shard", "merged") if slices(path, table)]
        # The partial of a task that digests has rows alone.
        if not tables or dice.random() < 0.04:
            database.execute(dice.choice(ROWS))
            return
        table = dice.choice(tables)
        row, data = dice.choice(database.execute(f"SELECT rowid, bytes FROM {table}").fetchall())
        changed = spoil(data, dice.choice(slices(other, table) or [b""]), dice)
        database.execute(f"UPDATE {table} SET bytes = ? WHERE rowid = ?", (changed, row))
