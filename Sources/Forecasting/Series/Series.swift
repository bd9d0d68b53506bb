import Ledger

/// A named history: one value per step, no gaps, oldest first.
package struct Series: Sendable {
  package let name: Name
  /// Finite, up to 10²⁴.
  package let values: [Double]

  /// Makes a series of values that are finite and up to 10²⁴.
  package init(name: Name, values: [Double]) {
    self.name = name
    self.values = values
  }
}

/// A value of a series, read from text.
package struct Measured: Sendable {
  /// The value itself.
  package let number: Double

  /// Reads a value; nil where the text is none.
  package init?(_ text: Name) {
    guard let number = MeasuredText.value(text) else { return nil }
    self.number = number
  }
}

/// The balance that a series uses up, in the unit of the series.
package struct Balance: Sendable {
  /// The amount left; 0 or less if it is used up already.
  package let amount: Double

  /// Reads a balance; nil where the text is no number.
  package init?(_ text: Name) {
    guard let amount = MeasuredText.value(text) else { return nil }
    self.amount = amount
  }

  /// A balance of an exact number of millionths.
  package init(millionths: Int128) {
    amount = Double(millionths) / 1e6
  }
}

/// A measured value as text.
private enum MeasuredText {
  /// Returns the number in `text`: digits, perhaps a minus, at most one point, nothing else; nil for any other
  /// shape, and over 10²⁴.
  ///
  /// The nearest double: a measurement is no account.
  static func value(_ text: Name) -> Double? {
    let digits = text.bytes.first == UInt8(ascii: "-") ? text.bytes.dropFirst() : text.bytes[...]
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, digits.count <= 64,
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
      let value = Double(text.description), value.magnitude <= RollingForecast.limit
    else { return nil }
    return value
  }
}
