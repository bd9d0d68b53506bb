import Intake
import Testing

/// Rows as objects, one a line: the rules on JSON and on wrong types.
struct JSONLinesTests {
  private static let start =
    #"{"request_id":"r1","request_started_at":"2026-07-01T00:00:00Z","user_id":"u","provider":"p","model":"m""#

  @Test(arguments: [("\r", 3), ("\n", 3), ("\r\n", 3), ("\r\r", 3)])
  func `lines may end with CR alone where a file begins so`(end: String, rows: Int64) throws {
    let line = Self.start + #","images":1}"#
    let reading = try LedgerReading(of: Array([line, line, line, ""].joined(separator: end).utf8))
    #expect(reading.rowCount == rows && reading.rejects.isEmpty)
    #expect(reading.rows.map(\.line) == (end == "\r\r" ? [1, 3, 5] : [1, 2, 3]))
  }

  @Test(
    arguments: [
      (#","input_tokens":"5"}"#, ["json.type"], "input_tokens", false),
      (#","input_tokens":5,"tier":7}"#, ["json.type"], "tier", true),
      (#","input_tokens":5,"balance_after":true}"#, ["json.type"], "balance_after", true),
      (#","input_tokens":5,"byok":[]}"#, ["json.type"], "byok", false),
      (#","images":5,"request_completed_at":7}"#, ["json.type"], "request_completed_at", true),
      (#","images":"5","output_tokens":-1}"#, ["num.sign", "json.type"], "output_tokens", false),
      (#","input_tokens":5,"tier":7,"region":{}}"#, ["json.type", "json.type"], "tier", false),
    ] as [(String, [String], String, Bool)])
  func `a value of a wrong type hides no other fault, nor the estimate`(
    rest: String, codes: [String], column: String, isEstimable: Bool
  ) throws {
    let reading = try LedgerReading(of: Array((Self.start + rest + "\n").utf8))
    let reject = try #require(reading.rejects.first)
    #expect(reject.codes == codes && reject.column == column)
    #expect((reject.estimable != nil) == isEstimable)
  }

  @Test func `an id of a wrong type is not called empty as well`() throws {
    let line =
      #"{"request_id":1,"request_started_at":2,"user_id":3,"provider":4,"model":5,"images":1}"#
    let reading = try LedgerReading(of: Array((line + "\n").utf8))
    #expect(reading.rejects.map(\.codes) == [Array(repeating: "json.type", count: 5)])
  }

  @Test(
    arguments: [
      (#","images":1}"#, [] as [String]),
      (#","images":1"#, ["json.cut"]),
      (#","images":1,}"#, ["json.cut"]),
      (#","model":"x","images":1}"#, ["json.twice"]),
      (#","model":"x","images":1"#, ["json.cut"]),
    ])
  func `a last line without a line end was cut unless its grammar is whole`(
    rest: String, codes: [String]
  ) throws {
    let reading = try LedgerReading(of: Array((Self.start + rest).utf8))
    #expect(reading.rejects.flatMap(\.codes) == codes)
  }
}
