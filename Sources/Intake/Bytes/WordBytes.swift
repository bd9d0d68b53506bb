/// Marks the high bit of each byte of a word that is zero, and of no other.
@inline(__always)
func zeroBytes(_ word: UInt64) -> UInt64 {
  let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  return ~(((word & lows) &+ lows) | word | lows)
}

/// How many bytes the UTF-8 character at `at` has, from its first byte, which is none of ASCII.
///
/// 0 where the bytes are no character, -1 where they end within one. Overlong forms, surrogates and what is above
/// U+10FFFF are none (Unicode 16, table 3-7).
func characterWidth(_ base: UnsafePointer<UInt8>, at: Int, end: Int) -> Int {
  let first = base[at]
  let width: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch first {
  case 0xC2...0xDF: width = 2
  case 0xE0: (width, second) = (3, 0xA0...0xBF)
  case 0xED: (width, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: width = 3
  case 0xF0: (width, second) = (4, 0x90...0xBF)
  case 0xF4: (width, second) = (4, 0x80...0x8F)
  case 0xF1...0xF3: width = 4
  default: return 0
  }
  for index in 1..<width {
    guard at &+ index < end else { return -1 }
    let range = index == 1 ? second : 0x80...0xBF
    guard range ~= base[at &+ index] else { return 0 }
  }
  return width
}

/// The number that four hexadecimal digits spell; nil where one is none.
func hexadecimalCode(_ base: UnsafePointer<UInt8>, at start: Int) -> UInt32? {
  var code: UInt32 = 0
  for index in start..<start + 4 {
    let byte = base[index]
    let digit: UInt8
    switch byte {
    case 0x30...0x39: digit = byte &- 0x30
    case 0x41...0x46: digit = byte &- 0x37
    case 0x61...0x66: digit = byte &- 0x57
    default: return nil
    }
    code = code << 4 | UInt32(digit)
  }
  return code
}
