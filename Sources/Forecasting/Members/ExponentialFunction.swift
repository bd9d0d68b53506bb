/// The exponential function by + − × ÷ alone, so that it is the same on every machine.
enum ExponentialFunction {
  /// eˣ for −700 < x < 700, to about 15 digits.
  static func value(_ x: Double) -> Double {
    precondition(x.magnitude < 700, "the power fits a double")
    let turns = (x / 0.6931471805599453).rounded()
    let rest = x - turns * 0.6931471805599453
    // The series of eʳ for |r| ≤ 0.347; 0.35¹⁷/17! is below 10⁻²².
    var term = 1.0
    var sum = 1.0
    for number in 1...17 {
      term *= rest / Double(number)
      sum += term
    }
    return sum * Double(sign: .plus, exponent: Int(turns), significand: 1)
  }
}
