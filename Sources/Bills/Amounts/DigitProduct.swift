/// Products of numbers of any length, digit by digit as on paper.
enum DigitProduct {
  /// Returns the digits of the product, without leading zeros.
  static func of(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    guard !left.isEmpty, !right.isEmpty else { return [] }
    var sums = [Int](repeating: 0, count: left.count + right.count)
    for (i, a) in left.enumerated() {
      for (j, b) in right.enumerated() { sums[i + j + 1] += Int(a) * Int(b) }
    }
    for index in sums.indices.reversed().dropLast() {
      sums[index - 1] += sums[index] / 10
      sums[index] %= 10
    }
    return sums.drop { $0 == 0 }.map { UInt8($0) }
  }
}
