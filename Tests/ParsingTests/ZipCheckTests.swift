import Parsing
import Testing

@Suite struct ZipCheckTests {
  /// Two deflated parts, `a.xml` and `b/c.xml`, packed by zipfile of Python 3.11.
  private static let whole = bytes(
    """
    504b03041400000008000060415d517eaba50b0000001b00000005000000612e786d6cb349b44bc4026cf413ed00504b
    03041400000008000060415dbac85502060000000400000007000000622f632e786d6cb349d6b70300504b0102140314
    00000008000060415d517eaba50b0000001b000000050000000000000000000000800100000000612e786d6c504b0102
    14031400000008000060415dbac85502060000000400000007000000000000000000000080012e000000622f632e786d
    6c504b0506000000000200020068000000590000000000
    """)
  /// The start of its directory.
  private static let directory = 89

  @Test func `a zip file is whole`() {
    #expect(ZipCheck(Self.whole).isWhole)
  }

  @Test func `it is not with a byte more or less`() {
    #expect(!ZipCheck([]).isWhole)
    #expect(!ZipCheck(Array(Self.whole.dropLast())).isWhole)
    #expect(!ZipCheck(Self.whole + [0]).isWhole)
    #expect(!ZipCheck([0] + Self.whole).isWhole)
  }

  @Test func `it is not with any byte of its parts or its end changed`() {
    let end = Self.whole.count - 22
    for place in Self.whole.indices where place < Self.directory || place >= end {
      #expect(!ZipCheck(changed(place)).isWhole, "byte \(place)")
    }
  }

  @Test(arguments: [
    (6, "version"), (8, "flags"), (10, "method"), (12, "time"), (16, "checksum"),
    (20, "packed size"), (24, "size"), (28, "size of the name"), (42, "place"), (46, "name"),
  ])
  func `it is not where its directory says something else than its parts`(
    place: Int, field: String
  ) {
    #expect(!ZipCheck(changed(Self.directory + place)).isWhole, "\(field)")
  }

  private func changed(_ place: Int) -> [UInt8] {
    var bytes = Self.whole
    bytes[place] ^= 0xFF
    return bytes
  }

  private static func bytes(_ hexadecimal: String) -> [UInt8] {
    let digits = hexadecimal.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map {
      UInt8(digits[$0] * 16 + digits[$0 + 1])
    }
  }
}
