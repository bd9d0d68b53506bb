import Ledger
import Parsing
import Support
import Testing

/// The flat reader of JSON in foreign records accepts what `JSONReader` does, and nothing else.
@Suite struct JSONTapeTests {
  /// Texts with the JSON that may follow, and whether they are valid.
  private func cases() throws -> [(name: String, bytes: [UInt8], isJSON: Bool)] {
    try JSONTestSuite.cases().filter { !$0.1.contains(0x0A) && !$0.1.contains(0x0D) }.map {
      name, bytes in
      let text = Array("{\"x\":".utf8) + bytes + Array("}".utf8)
      let value = try? JSONReader.read(text, allowsComments: false, nestedKeysMayRepeat: true)
      return (name, bytes, value != nil)
    }
  }

  private func line(_ id: String, _ value: [UInt8]) -> [UInt8] {
    let head =
      #"{"request_id":"\#(id)","request_started_at":"2026-07-01T00:00:00Z","user_id":"u","provider":"p","#
      + #""response":{"model":"m","usage":{"prompt_tokens":5},"x":"#
    return Array(head.utf8) + value + Array("}}\n".utf8)
  }

  @Test func `a case within a body decides its line on both paths alike`() throws {
    var inPlace = 0
    for (name, bytes, isJSON) in try cases() {
      let text = line("r1", Array("1".utf8)) + line("r2", bytes) + line("r3", Array("1".utf8))
      let fast = try LedgerReading(of: text)
      let careful = try LedgerReading(of: text, ReadingPlan(isCarefulOnly: true))
      #expect(fast == careful, "\(name)")
      #expect(fast.rows.map(\.id).contains(Array("r2".utf8)) == isJSON, "\(name)")
      inPlace += fast.rowsInPlace
    }
    // The case and what follows it, but for what is no JSON.
    #expect(inPlace > 300)
  }

  @Test func `a case in a field of CSV, its quotes doubled, decides its row`() throws {
    let header = "request_id,startTime,model,spend,prompt_tokens,completion_tokens,metadata,user\n"
    for (name, bytes, isJSON) in try cases() {
      let isText = String(validating: bytes, as: UTF8.self) != nil
      let pairs = bytes.flatMap { $0 == 0x22 ? [$0, $0] : [$0] }
      let row =
        Array("r,2026-07-01 00:00:00,m,0,5,1,\"{\"\"x\"\":".utf8) + pairs
        + Array("}\",u\n".utf8)
      let reading = try LedgerReading(of: Array(header.utf8) + row)
      // Without a provider the row has a fault of its own.
      let codes = reading.rejects.first?.codes ?? []
      // Python shows texts so.
      let isRead = isJSON || ["n_object_single_quote", "n_string_single_quote"].contains(name)
      #expect(codes.contains("json.syntax") == !isRead && isText || !isText, "\(name) \(codes)")
    }
  }
}
