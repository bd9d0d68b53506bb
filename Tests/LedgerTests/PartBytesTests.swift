import Ledger
import Testing

/// The bytes of partials: numbers, texts and dictionaries, and what is refused.
struct PartBytesTests {
  @Test func `numbers of every width are read as they were written`() throws {
    let narrow: [Int64] = [0, 1, -1, 63, -64, 64, .max, .min]
    let wide: [Int128] = [0, -1, 1 << 100, .max, .min]
    var part = PartWriter()
    part.put(narrow)
    part.put(wide)
    part.put(UInt64.max)
    part.put(Int32.min)
    var reader = try PartReader(part.bytes)
    #expect(try reader.all() == narrow)
    #expect(try reader.all() == wide)
    #expect(try reader.number() == UInt64.max)
    #expect(try reader.number() == Int32.min)
    try reader.end()
  }

  @Test func `a small number takes one byte, and a text occurs once`() {
    var part = PartWriter()
    let before = part.bytes.count
    part.put(Int64(-64))
    #expect(part.bytes.count == before + 1)
    for _ in 0..<10 { part.put(Name("claude")) }
    // Seven bytes in the table, with the length, and ten numbers.
    #expect(part.bytes.count == before + 1 + 7 + 10)
  }

  @Test func `entries of a dictionary stand in the order of the bytes of their keys`() throws {
    var part = PartWriter()
    part.put([Name("b"): Int64(2), Name("a"): 1, Name("c"): 3]) { $1.put($0) }
    var other = PartWriter()
    other.put([Name("c"): Int64(3), Name("b"): 2, Name("a"): 1]) { $1.put($0) }
    #expect(part.bytes == other.bytes)
    var reader = try PartReader(part.bytes)
    let read: [Name: Int64] = try reader.entries { part throws(PartFault) in try part.number() }
    #expect(read == [Name("a"): 1, Name("b"): 2, Name("c"): 3])
  }

  @Test func `bytes that are cut, too many or out of range are refused`() throws {
    // No text; then a list that says it has 1,000 numbers.
    #expect(throws: PartFault.cut) {
      var reader = try PartReader([0, 0xE8, 0x07])
      let _: [Int64] = try reader.all()
    }
    // One text, and the number of a second.
    #expect(throws: PartFault.number) {
      var reader = try PartReader([1, 1, 0x61, 1])
      _ = try reader.name()
    }
    // 300 in eight bits.
    #expect(throws: PartFault.number) {
      var reader = try PartReader([0, 0xAC, 0x02])
      let _: UInt8 = try reader.number()
    }
    #expect(throws: PartFault.cut) { _ = try PartReader([]) }
    #expect(throws: PartFault.self) { try PartReader([0, 0]).end() }
    // Eleven bytes are more than 64 bits.
    #expect(throws: PartFault.number) {
      var reader = try PartReader([0] + [UInt8](repeating: 0xFF, count: 10) + [0])
      let _: Int64 = try reader.number()
    }
  }

  @Test func `a kind of request with conditions is read as it was written`() throws {
    let kind = RequestKind(
      tier: "pro", service: "chat", provider: "p", model: "m", status: .partial, isBYOK: true,
      serviceTier: "batch", region: "eu", currency: "EUR",
      conditions: RequestConditions(.tools, .trial))
    var part = PartWriter()
    part.put(kind)
    var reader = try PartReader(part.bytes)
    #expect(try reader.value() == kind)
  }
}
