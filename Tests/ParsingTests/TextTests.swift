import Parsing
import Testing

@Suite struct TextTests {
  /// Unicode 16, table 3-7: overlong forms, surrogates and what is above U+10FFFF are no text.
  @Test(
    arguments: [
      ([], nil), (Array("plain".utf8), nil), (Array("a longer text, é and 😀".utf8), nil),
      ([0x61, 0xFF], 1), ([0xC3], 0), ([0x61, 0x62, 0xE2, 0x82], 2), ([0xC0, 0x80], 0),
      ([0xED, 0xA0, 0x80], 0), ([0xF4, 0x90, 0x80, 0x80], 0),
      (Array("eight by".utf8) + [0x80], 8),
    ] as [([UInt8], Int?)])
  func `the first byte that is no UTF-8 is found, or none`(bytes: [UInt8], place: Int?) {
    #expect(TextCheck.firstPlaceThatIsNotUTF8(bytes) == place)
    #expect(bytes.withUnsafeBufferPointer { TextCheck.isUTF8($0) } == (place == nil))
  }

  @Test(
    arguments: [
      ([0xFF, 0xFE, 0x61, 0], .utf16), ([0xFE, 0xFF, 0, 0x61], .utf16),
      ([0x61, 0, 0x62, 0], .utf16LE), ([0, 0x61, 0, 0x62], .utf16BE),
      ([0xFF, 0xFE, 0, 0], .utf32), ([0, 0, 0xFE, 0xFF], .utf32),
      ([0x61, 0, 0, 0], .utf32LE), ([0, 0, 0, 0x61], .utf32BE),
      ([0x61, 0x62, 0x63, 0x64], nil), ([0xEF, 0xBB, 0xBF, 0x61], nil), ([], nil),
    ] as [([UInt8], WideEncoding?)])
  func `four bytes tell an encoding of more than a byte a letter`(
    first: [UInt8], encoding: WideEncoding?
  ) {
    #expect(WideEncoding(first) == encoding)
  }

  @Test(
    arguments: [
      ("{'a': None, 'b': (True, False)}", #"{"a": null, "b": [true, false]}"#),
      (#"['it\'s', 'say "x"', '\x41']"#, #"["it's", "say \"x\"", "\u0041"]"#),
      (#"{"a": 1}"#, nil), ("a 'b'", nil), (#"['\N']"#, nil), ("['open]", nil), ("", nil),
    ] as [(String, String?)])
  func `what Python shows of an object becomes JSON`(shown: String, json: String?) {
    #expect(PythonText.json(shown.utf8).map { String(decoding: $0, as: UTF8.self) } == json)
  }
}
