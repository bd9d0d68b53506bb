/// A signed whole number of any size, as slow and plain as long-hand arithmetic: what the quotients
/// are held against.
struct WideNumber {
  private var isNegative = false
  /// Limbs of 32 bits, the least first; no zero at the top.
  private var limbs: [UInt64] = []

  init(_ value: Int128) {
    isNegative = value < 0
    var rest = value.magnitude
    while rest > 0 {
      limbs.append(UInt64(rest & 0xFFFF_FFFF))
      rest >>= 32
    }
  }

  var magnitude: WideNumber {
    var copy = self
    copy.isNegative = false
    return copy
  }

  /// Negative, zero or positive.
  var sign: Int { limbs.isEmpty ? 0 : isNegative ? -1 : 1 }

  static func * (left: WideNumber, right: WideNumber) -> WideNumber {
    var product = WideNumber(0)
    product.isNegative = left.isNegative != right.isNegative
    product.limbs = Array(repeating: 0, count: left.limbs.count + right.limbs.count)
    for (place, limb) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (other, factor) in right.limbs.enumerated() {
        let sum = product.limbs[place + other] + limb * factor + carry
        product.limbs[place + other] = sum & 0xFFFF_FFFF
        carry = sum >> 32
      }
      product.limbs[place + right.limbs.count] += carry
    }
    product.trim()
    return product
  }

  static func - (left: WideNumber, right: WideNumber) -> WideNumber {
    if left.isNegative != right.isNegative {
      var sum = left
      sum.limbs = add(left.limbs, right.limbs)
      return sum
    }
    let isSmaller = precedes(left.limbs, right.limbs)
    var difference = left
    difference.limbs =
      isSmaller ? subtract(left.limbs, from: right.limbs) : subtract(right.limbs, from: left.limbs)
    if isSmaller { difference.isNegative.toggle() }
    difference.trim()
    return difference
  }

  private static func add(_ left: [UInt64], _ right: [UInt64]) -> [UInt64] {
    var sum: [UInt64] = []
    var carry: UInt64 = 0
    for place in 0..<max(left.count, right.count) {
      let digit =
        (place < left.count ? left[place] : 0) + (place < right.count ? right[place] : 0) + carry
      sum.append(digit & 0xFFFF_FFFF)
      carry = digit >> 32
    }
    return carry > 0 ? sum + [carry] : sum
  }

  /// The larger less the smaller.
  private static func subtract(_ small: [UInt64], from large: [UInt64]) -> [UInt64] {
    var difference: [UInt64] = []
    var borrow: UInt64 = 0
    for place in large.indices {
      let taken = (place < small.count ? small[place] : 0) + borrow
      borrow = large[place] < taken ? 1 : 0
      difference.append(large[place] + borrow << 32 - taken)
    }
    return difference
  }

  private static func precedes(_ left: [UInt64], _ right: [UInt64]) -> Bool {
    if left.count != right.count { return left.count < right.count }
    return left.reversed().lexicographicallyPrecedes(right.reversed())
  }

  private mutating func trim() {
    while limbs.last == 0 { limbs.removeLast() }
    if limbs.isEmpty { isNegative = false }
  }
}
