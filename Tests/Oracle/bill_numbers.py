"""Amounts of bills: decimal text, the digits a file prints, and tolerances. "V" is the page on bills."""
import re
from fractions import Fraction

from bill_json import Number
from oracle import Refused

UNIT = Fraction(1, 10**18)


def round18(value):
    """V §2 Amount: to 10⁻¹⁸, half-even."""
    return Fraction(round(Fraction(value) * 10**18), 10**18)


def decimal(text, where):
    """A plain decimal of any length; an exponent or a sign `+` is no number (B Numbers)."""
    text = text.strip(" \t")
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        raise Refused(f"{where}: [num.form] {text!r}")
    return Fraction(text)


def decimals(text):
    return len(text.strip(" \t").partition(".")[2])


def significant_digits(text):
    return len(text.strip(" \t-").replace(".", "").lstrip("0"))


def fifteenth_digit(value):
    """The unit of the 15th significant digit of a number; 0 has none."""
    if value == 0:
        return Fraction(0)
    exponent, size = 0, abs(value)
    while size >= 10:
        size, exponent = size / 10, exponent + 1
    while size < 1:
        size, exponent = size * 10, exponent - 1
    return Fraction(10) ** (exponent - 14)


class Money:
    """An amount as its file prints it. `scale`: 1/100 for cents; `times`: a quantity that a price is multiplied by."""

    def __init__(self, text, where, scale=1, times=None, sign=1):
        self.text, self.scale, self.is_number = str(text), Fraction(scale), isinstance(text, Number)
        self.value = decimal(self.text, where) * self.scale * sign * (1 if times is None else times)

    def digits(self):
        """V §2 Tolerance: its decimals; None for a JSON number with binary noise."""
        noisy = self.is_number and significant_digits(self.text) > 15
        return None if noisy else decimals(self.text)

    def tolerance(self, digits_of_file):
        """In the file's currency. Choice: where a file has only noisy numbers, the 15th digit alone decides."""
        found = Fraction(0) if digits_of_file is None else Fraction(1, 10**digits_of_file) / 2 * self.scale
        if self.is_number:
            found = max(found, fifteenth_digit(self.value) / 2)
        return found
