/// The natural logarithm by + − × ÷ alone, so that it is the same on every machine.
enum Logarithm {
  /// ln x for a finite x > 0, to about 15 digits.
  static func natural(_ x: Double) -> Double {
    precondition(x > 0 && x.isFinite, "only what is above 0 has a logarithm")
    var significand = x.significand
    var exponent = Double(x.exponent)
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    // ln s = 2 (z + z³/3 + z⁵/5 + …) with z = (s − 1)/(s + 1), at most 0.172.
    let z = (significand - 1) / (significand + 1)
    let square = z * z
    var power = z
    var sum = 0.0
    for odd in stride(from: 1.0, through: 21, by: 2) {
      sum += power / odd
      power *= square
    }
    return 2 * sum + exponent * 0.6931471805599453
  }
}
