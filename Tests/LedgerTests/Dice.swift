/// Random numbers from a fixed seed, so that what failed once fails again (SplitMix64).
struct Dice: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number of 0 to `bits` bits and either sign: small and large ones are as likely.
  mutating func number(bits: Int) -> Int128 {
    let wide = UInt128(next()) << 64 | UInt128(next())
    let magnitude = Int128(wide >> UInt128(128 - Int.random(in: 1...bits, using: &self)))
    return Bool.random(using: &self) ? magnitude : -magnitude
  }
}
