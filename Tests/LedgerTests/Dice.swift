import Support

extension Dice {
  /// A number of 0 to `bits` bits and either sign: small and large ones are as likely.
  mutating func number(bits: Int) -> Int128 {
    let wide = UInt128(next()) << 64 | UInt128(next())
    let magnitude = Int128(wide >> UInt128(128 - Int.random(in: 1...bits, using: &self)))
    return Bool.random(using: &self) ? magnitude : -magnitude
  }
}
