import Ledger
import Support
import Testing

@testable import Intake

@Suite struct FastNumbersTests {
  @Test func `a count that it reads, the careful reader reads alike`() throws {
    var dice = Dice(seed: 30)
    for _ in 0..<2_000 {
      let text = random(&dice, of: "00123456789. -", upTo: 17)
      let fast = withBlock(of: text) { FastNumbers.count($0) }
      let isPlain = (1...15).contains(text.count) && text.allSatisfy { (0x30...0x39).contains($0) }
      #expect((fast != nil) == isPlain, "\(text.shown)")
      guard let fast else { continue }
      let careful = try NumberText.count(Name(bytes: text), limit: .max).get()
      #expect(careful.value == fast && !careful.wasTrimmed && !careful.hadZeroDecimals)
    }
  }

  @Test(arguments: [6, 9, 18])
  func `a decimal that it reads, the careful reader reads alike`(scale: Int) throws {
    var dice = Dice(seed: 31)
    var count = 0
    for _ in 0..<3_000 {
      let text = random(&dice, of: "0123456789012345678901234.-", upTo: 20)
      guard let fast = withBlock(of: text, { FastNumbers.decimal($0, scale: scale) })
      else { continue }
      count += 1
      let careful = try NumberText.decimal(
        Name(bytes: text), scale: scale, limit: .max, allowsNegative: false
      ).get()
      #expect(careful.value == fast && !careful.wasTrimmed, "\(text.shown)")
    }
    #expect(count > 500)
  }

  @Test func `a byte that is no digit keeps a decimal from being read, whatever follows it`() {
    for plain in ["1.4000", "12.34567", "1234.567", "0.1", "12345678", "0.00003705"] {
      let text = Array(plain.utf8)
      // The next field's digits stand right behind, as they do in a block.
      let behind = Array(",98765432".utf8)
      let whole = withBlock(of: text + behind) { bytes in
        FastNumbers.decimal(Bytes(rebasing: bytes[..<text.count]), scale: 18)
      }
      #expect(whole == withBlock(of: text) { FastNumbers.decimal($0, scale: 18) })
      #expect(whole != nil)
      for place in text.indices where text[place] != 0x2E {
        for byte in UInt8.min...UInt8.max where !(0x30...0x39).contains(byte) {
          var broken = text + behind
          broken[place] = byte
          let read = withBlock(of: broken) { bytes in
            FastNumbers.decimal(Bytes(rebasing: bytes[..<text.count]), scale: 18)
          }
          // A point may part a whole number, and stand nowhere else.
          let isDecimal =
            byte == 0x2E && !text.contains(0x2E) && place > 0 && place < text.count - 1
          #expect((read != nil) == isDecimal, "\(broken.shown)")
        }
      }
    }
  }

  @Test(
    arguments: [
      "", ".", "1.", ".5", "1.2.3", "-1", "+1", "1e3", " 1", "1 ", "1,5", "0.1234567",
      "1234567890123456789", "12345678901234567890",
    ])
  func `a decimal of another shape is left to the careful reader`(text: String) {
    #expect(withBlock(of: Array(text.utf8)) { FastNumbers.decimal($0, scale: 6) } == nil)
  }

  @Test func `a time that it reads, the careful reader reads alike`() throws {
    var dice = Dice(seed: 32)
    var instants = FastInstants()
    var count = 0
    for _ in 0..<3_000 {
      let date = dice.pick(["2026-07-29", "2026-02-30", "2014-12-31", "2099-12-31", "2100-01-01"])
      let time = dice.pick(["T23:59:59", "T00:00:00", "T24:00:00", "T10:11:60", " 10:00:00"])
      let end = dice.pick(["Z", ".5Z", ".000000001Z", ".123456789Z", ".Z", "z", "+01:00", ""])
      var text = Array((date + time + end).utf8)
      if dice.hits(oneIn: 3) {
        text[Int.random(in: 2..<text.count, using: &dice)] = dice.pick(Array("0159-:.TZ ".utf8))
      }
      guard let fast = withBlock(of: text, { instants.read($0) }) else { continue }
      count += 1
      let careful = try text.withUnsafeBufferPointer { try InstantText.read($0) }
      #expect(careful.instant == fast && !careful.isLeapSecond, "\(text.shown)")
    }
    #expect(count > 100)
  }

  /// As most ledgers write them; each byte of one is replaced by each other.
  @Test func `a time with milliseconds is read as the careful reader reads it, or not at all`()
    throws
  {
    let text = Array("2026-07-29T19:38:47.605Z".utf8)
    var instants = FastInstants()
    let read = withBlock(of: text) { instants.read($0) }
    let midnight = Instant(startOf: try #require(Day("2026-07-29")))
    #expect(read == Instant(nanoseconds: midnight.nanoseconds + 70_727_605_000_000))
    var count = 0
    for place in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[place] = byte
        guard let fast = withBlock(of: changed, { instants.read($0) }) else { continue }
        count += 1
        let careful = try changed.withUnsafeBufferPointer { try InstantText.read($0) }
        #expect(careful.instant == fast && !careful.isLeapSecond, "\(changed.shown)")
      }
    }
    // 24 times itself, and the digits of hours, minutes, seconds and milliseconds that are others.
    #expect(count > 24 + 60)
  }

  @Test(arguments: ["0001-01-01", "1677-01-01", "2262-12-31", "9999-12-31"])
  func `a year that no instant reaches is left to the careful reader`(date: String) async {
    await #expect(processExitsWith: .success) { [date] in
      var instants = FastInstants()
      let text = Array((date + "T00:00:00Z").utf8)
      #expect(withBlock(of: text) { instants.read($0) } == nil)
    }
  }

  private func random(_ dice: inout Dice, of letters: String, upTo length: Int) -> [UInt8] {
    let letters = Array(letters.utf8)
    return (0..<Int.random(in: 0...length, using: &dice)).map { _ in dice.pick(letters) }
  }
}
