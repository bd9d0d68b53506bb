import Intake
import Ledger
import Testing

/// Lines of a vendor's batch results, as they were received.
@Suite struct BatchResultTests {
  /// A result of a batch, what it used of input, and how it ended.
  @Test(
    arguments: [
      (
        #""type":"succeeded","message":{"id":"msg_1","type":"message","model":"claude-x","#
          + #""usage":{"input_tokens":11,"output_tokens":36,"service_tier":"batch"}}"#, 11,
        .completed, "batch"
      ),
      (
        #""type":"errored","error":{"type":"error","error":{"type":"invalid_request_error"}}"#, 0,
        .failed, "standard"
      ),
      (#""type":"canceled""#, 0, .failed, "standard"),
      (#""type":"expired""#, 0, .failed, "standard"),
    ] as [(String, Int64, RequestStatus, Name)])
  func `a line of Anthropic's batches is read as the result that it holds`(
    result: String, input: Int64, status: RequestStatus, tier: Name
  ) throws {
    let line =
      #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","provider":"anthropic","#
      + #""model":"claude-x","response":{"custom_id":"c","result":{\#(result)}}}"# + "\n"
    let row = try #require(try LedgerReading(of: Array(line.utf8)).rows.first)
    #expect(row.quantities.input == input)
    #expect(row.kind.status == status)
    #expect(row.kind.serviceTier == tier)
  }
}
