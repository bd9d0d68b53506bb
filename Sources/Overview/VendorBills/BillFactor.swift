/// The factor on all prices of a bill.
enum BillFactor {
  /// Returns the change of a factor such as `0.85` in 10⁻⁴ percent; nil for another text.
  static func change(_ text: String) -> Int128? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int128(parts[0]) else { return nil }
    let decimals = parts.count == 2 ? String(parts[1]) : ""
    guard decimals.count <= 6,
      let fraction = Int128(decimals + String(repeating: "0", count: 6 - decimals.count))
    else { return nil }
    return whole * 1_000_000 + fraction - 1_000_000
  }
}
