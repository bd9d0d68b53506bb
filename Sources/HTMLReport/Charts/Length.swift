import Ledger

/// A length or a place in a drawing, exact to a tenth of a pixel of its 380.
struct Length: Hashable, Comparable, Sendable {
  let tenths: Int

  static let zero = Length(tenths: 0)

  /// Whole pixels.
  static func px(_ pixels: Int) -> Length { Length(tenths: pixels * 10) }

  static func < (left: Length, right: Length) -> Bool { left.tenths < right.tenths }
  static func + (left: Length, right: Length) -> Length {
    Length(tenths: left.tenths + right.tenths)
  }
  static func - (left: Length, right: Length) -> Length {
    Length(tenths: left.tenths - right.tenths)
  }
  static func * (length: Length, count: Int) -> Length { Length(tenths: length.tenths * count) }
  /// A part of the length, rounded down to a tenth of a pixel.
  static func / (length: Length, parts: Int) -> Length { Length(tenths: length.tenths / parts) }

  /// The length as SVG has it: `12` or `12.3`.
  var text: String { DecimalText.string(Int128(tenths), scale: 1) }
}

/// Maps figures onto a side of a drawing.
struct Scale: Sendable {
  private let low: Int128
  private let high: Int128
  private let start: Length
  private let end: Length

  /// Maps `low` to `start` and `high` to `end`, which may lie before it.
  ///
  /// Both ends of a range of one figure are at its start.
  init(_ low: Int128, _ high: Int128, from start: Length, to end: Length) {
    self.low = low
    self.high = high
    self.start = start
    self.end = end
  }

  /// The place of a figure, rounded half to even to a tenth of a pixel.
  func place(_ figure: Int128) -> Length {
    let tenths = Quotient.halfEven(
      (figure - low) * Int128(end.tenths - start.tenths), high - low)
    return start + Length(tenths: Int(tenths ?? 0))
  }
}
