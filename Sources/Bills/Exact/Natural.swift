/// A whole number of 0 or more, of any size.
///
/// Factors of bills are compared as fractions whose cross products exceed 128 bits. There are few of them, so this is
/// short, not fast.
struct Natural: Hashable, Sendable {
  /// 32 bits each, the least first, without zeros at the end.
  private var limbs: [UInt32]

  private init(limbs: [UInt32]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
  }

  init(_ value: UInt128) {
    self.init(limbs: (0..<4).map { UInt32(truncatingIfNeeded: value >> (32 * $0)) })
  }

  static let zero = Natural(0)
  static let one = Natural(1)

  var isZero: Bool { limbs.isEmpty }

  /// The value; nil where 128 bits do not hold it.
  var value: UInt128? {
    guard limbs.count <= 4 else { return nil }
    return limbs.reversed().reduce(0) { $0 << 32 | UInt128($1) }
  }

  private var bitCount: Int {
    limbs.isEmpty ? 0 : limbs.count * 32 - limbs[limbs.count - 1].leadingZeroBitCount
  }

  private func bit(_ index: Int) -> UInt32 { limbs[index / 32] >> UInt32(index % 32) & 1 }

  static func + (left: Natural, right: Natural) -> Natural {
    var (sum, carry) = ([UInt32](), UInt64(0))
    for index in 0..<max(left.limbs.count, right.limbs.count) {
      let a = index < left.limbs.count ? UInt64(left.limbs[index]) : 0
      let b = index < right.limbs.count ? UInt64(right.limbs[index]) : 0
      carry += a + b
      sum.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    sum.append(UInt32(carry))
    return Natural(limbs: sum)
  }

  /// The difference of a number and one that is not larger.
  static func - (left: Natural, right: Natural) -> Natural {
    precondition(!(left < right), "a natural number is not below 0")
    var (difference, borrow) = (left.limbs, Int64(0))
    for index in difference.indices {
      let other = index < right.limbs.count ? Int64(right.limbs[index]) : 0
      let value = Int64(difference[index]) - other - borrow
      borrow = value < 0 ? 1 : 0
      difference[index] = UInt32(truncatingIfNeeded: value)
    }
    return Natural(limbs: difference)
  }

  static func * (left: Natural, right: Natural) -> Natural {
    var product = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (place, a) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (offset, b) in right.limbs.enumerated() {
        carry += UInt64(a) * UInt64(b) + UInt64(product[place + offset])
        product[place + offset] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[place + right.limbs.count] = UInt32(carry)
    }
    return Natural(limbs: product)
  }

  /// Returns the quotient and the rest of a division by a number above 0.
  func divided(by divisor: Natural) -> (quotient: Natural, rest: Natural) {
    precondition(!divisor.isZero, "nothing is divided by 0")
    var quotient = [UInt32](repeating: 0, count: limbs.count)
    var rest = Natural.zero
    for index in stride(from: bitCount - 1, through: 0, by: -1) {
      rest = rest + rest + Natural(UInt128(bit(index)))
      if !(rest < divisor) {
        rest = rest - divisor
        quotient[index / 32] |= 1 << UInt32(index % 32)
      }
    }
    return (Natural(limbs: quotient), rest)
  }
}

extension Natural: Comparable {
  static func < (left: Natural, right: Natural) -> Bool {
    if left.limbs.count != right.limbs.count { return left.limbs.count < right.limbs.count }
    return left.limbs.reversed().lexicographicallyPrecedes(right.limbs.reversed())
  }
}
