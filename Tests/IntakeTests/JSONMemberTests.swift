import Intake
import Ledger
import Support
import Testing

/// The public cases of JSONTestSuite, each within a row.
@Suite struct JSONMemberTests {
  @Test func `a case within an unknown member decides its row and no other`() throws {
    let row =
      #""request_started_at":"2026-07-01T00:00:00Z","user_id":"u","provider":"p","model":"m","input_tokens":5"#
    for (name, bytes) in try JSONTestSuite.cases()
    where !bytes.contains(0x0A) && !name.hasPrefix("i_") {
      var text = Array(#"{"request_id":"r1",\#(row)}"#.utf8) + [0x0A]
      text += Array(#"{"request_id":"r2",\#(row),"x":"#.utf8) + bytes + Array("}\n".utf8)
      text += Array(#"{"request_id":"r3",\#(row)}"#.utf8) + [0x0A]
      let read = try ids(in: text)
      #expect(read == (name.hasPrefix("y_") ? ["r1", "r2", "r3"] : ["r1", "r3"]), "\(name)")
    }
  }

  /// The request ids of the rows that are accepted.
  private func ids(in text: [UInt8]) throws -> [String] {
    let padded = text + [UInt8](repeating: 0, count: 64)
    return try padded.withUnsafeBufferPointer { bytes in
      var reader = LedgerReader(layout: .jsonLines(), zone: .utc, isCarefulOnly: false)
      var progress = PieceProgress(piece: 0, offset: 0)
      var batch = RecordBatch()
      _ = try reader.read(
        Bytes(rebasing: bytes[..<text.count]), isEnd: true, limit: .max, progress: &progress,
        into: &batch)
      return batch.records.map { Name(bytes: $0.requestID).description }
    }
  }
}
