/// Numbers with an exponent, as JSON may have them.
enum DecimalExponent {
  /// Returns `1.5e-05` as `0.000015`; nil for a text without an exponent, or of another shape.
  static func plain(_ text: String) -> String? {
    let parts = text.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
    guard parts.count == 2, let exponent = Int(parts[1]), abs(exponent) <= 40 else { return nil }
    let isNegative = parts[0].hasPrefix("-")
    let mantissa = parts[0].dropFirst(isNegative ? 1 : 0).split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = mantissa.first,
      mantissa.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let fraction = mantissa.count == 2 ? mantissa[1] : ""
    var digits = String(whole + fraction)
    var point = whole.count + exponent
    if point <= 0 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    }
    if point > digits.count { digits += String(repeating: "0", count: point - digits.count) }
    let places = digits.dropFirst(point)
    return (isNegative ? "-" : "") + digits.prefix(point) + (places.isEmpty ? "" : "." + places)
  }
}
