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
    let kind = RateKey(
      tier: "pro", service: "chat", provider: "p", model: "m", status: .partial, isBYOK: true,
      serviceTier: "batch", region: "eu", currency: "EUR",
      conditions: RequestConditions(.tools, .trial))
    var part = PartWriter()
    part.put(kind)
    var reader = try PartReader(part.bytes)
    #expect(try reader.value() == kind)
  }

  @Test func `counts, sums and positions beyond what the rows of a piece can have are refused`()
    throws
  {
    /// Reads one number, of a piece of three rows at the bytes from 100 to 150.
    func read<Value>(
      _ number: some PartValue, _ take: (inout PartReader) throws -> Value
    ) throws -> Value {
      var part = PartWriter()
      part.put(number)
      var reader = try PartReader(part.bytes)
      reader.rowLimit = 3
      reader.offsets = 100..<150
      return try take(&reader)
    }
    #expect(try read(Int64(3)) { try $0.rows() } == 3)
    for rows in [-1, 4] as [Int64] {
      #expect(throws: PartFault.number) { try read(rows) { try $0.rows() } }
    }
    #expect(try read(Int64(49)) { try $0.position() } == 49)
    for position in [-1, 50] as [Int64] {
      #expect(throws: PartFault.number) { try read(position) { try $0.position() } }
    }
    // 10¹¹ USD in 10⁻¹⁸ USD per row, for two rows.
    let limit = 2 * Int128(100_000_000_000) * 1_000_000_000_000_000_000
    #expect(try read(-limit) { try $0.sum(of: 2) } == -limit)
    #expect(throws: PartFault.number) { try read(limit + 1) { try $0.sum(of: 2) } }
    #expect(throws: PartFault.number) { try read(Int128(-1)) { try $0.amount(of: 2) } }
    // A row has 10¹² tokens of a class at most.
    var quantities = Quantities()
    quantities.input = 2_000_000_000_000
    #expect(try read(quantities) { try $0.quantities(of: 2) } == quantities)
    #expect(throws: PartFault.number) { try read(quantities) { try $0.quantities(of: 1) } }
    // 2 January 1970 and a time before 1970.
    #expect(try read(Int64(86_400_000_000_000)) { try $0.time() }.utcDay.number == 1)
    #expect(throws: PartFault.number) { try read(Int64(-1)) { try $0.time() } }
    #expect(throws: PartFault.number) { try read(Int64.max) { try $0.time() } }
  }

  @Test func `groups of rows have no more rows than their piece`() throws {
    var reader = try PartReader([0])
    reader.rowLimit = 10
    try reader.requireRows([4, 6, 0])
    #expect(throws: PartFault.number) { try reader.requireRows([4, 6, 1]) }
    #expect(throws: PartFault.number) { try reader.requireRows([.max, .max]) }
  }
}
