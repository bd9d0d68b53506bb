/// How many bytes the UTF-8 character at `at` has, from its first byte, which is none of ASCII.
///
/// 0 where the bytes are no character, -1 where they end within one. Overlong forms, surrogates and what is above
/// U+10FFFF are none (Unicode 16, table 3-7).
package func characterWidth(_ base: UnsafePointer<UInt8>, at: Int, end: Int) -> Int {
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
