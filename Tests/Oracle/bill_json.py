"""JSON as bills need it: numbers keep their text, and objects know the line on which they begin."""
import json
import re

BLANK = re.compile(r"[ \t\r\n]*")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
WORDS = {"true": True, "false": False, "null": None}


class Number(str):
    """The text of a JSON number."""


class Object(dict):
    """A JSON object and the physical line of its opening brace."""

    line = 1


class Reader:
    def __init__(self, text, first_line=1):
        self.text, self.at, self.line, self.counted = text, 0, first_line, 0

    def line_here(self):
        self.line += len(re.findall(r"\r\n|\n|\r", self.text[self.counted:self.at]))
        self.counted = self.at
        return self.line

    def skip(self):
        self.at = BLANK.match(self.text, self.at).end()

    def peek(self):
        self.skip()
        return self.text[self.at:self.at + 1]

    def take(self, character):
        if self.peek() != character:
            raise ValueError(f"expected {character} at character {self.at}")
        self.at += 1

    def match(self, pattern):
        found = pattern.match(self.text, self.at)
        if not found:
            raise ValueError(f"no JSON at character {self.at}")
        self.at = found.end()
        return found[0]

    def value(self):
        first = self.peek()
        if first == "{":
            return self.object()
        if first == "[":
            return self.array()
        if first == '"':
            return json.loads(self.match(STRING))
        for word, meaning in WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        return Number(self.match(NUMBER))

    def object(self):
        found = Object()
        found.line = self.line_here()
        self.take("{")
        while self.peek() != "}":
            if found:
                self.take(",")
                self.skip()
            name = json.loads(self.match(STRING))
            if name in found:
                raise ValueError(f"key {name} twice")
            self.take(":")
            found[name] = self.value()
        self.at += 1
        return found

    def array(self):
        found = []
        self.take("[")
        while self.peek() != "]":
            if found:
                self.take(",")
            found.append(self.value())
        self.at += 1
        return found


def documents(text):
    """All JSON values of a text, one after the other: one document, or JSON lines."""
    reader, found = Reader(text), []
    while reader.peek():
        found.append(reader.value())
    return found


def flatten(value, path=""):
    """Leaves of a value as (path joined by points, value); nulls too, lists by place."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from flatten(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from flatten(inner, f"{path}.{place}")
    else:
        yield path, value
