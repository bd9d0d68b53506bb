import Intake
import Ledger
import Testing

/// What logs and responses state in more than one place, or in more than one way; worked by hand.
@Suite struct TranslationTrapTests {
  /// The rows of a text, the same by both paths.
  private func read(_ text: String) throws -> LedgerReading {
    let bytes = Array(text.utf8)
    let reading = try LedgerReading(of: bytes)
    #expect(try reading == LedgerReading(of: bytes, ReadingPlan(isCarefulOnly: true)))
    #expect(reading.rejects.isEmpty, "\(reading.rejects.map(\.codes))")
    return reading
  }

  // MARK: True

  @Test(arguments: [
    ("true", Status.cancelled), ("TRUE", .cancelled), ("True", .cancelled), ("1", .cancelled),
    ("false", .completed), ("0", .completed), ("", .completed), ("truth", .completed),
  ])
  func `a generation of OpenRouter is cancelled whatever way that is written`(
    text: String, status: Status
  ) throws {
    let reading = try read(
      "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,user,cancelled\n"
        + "g,2026-07-01 00:00:00,0,1,1,m,u,\(text)\n")
    #expect(reading.rows.map(\.kind.status) == [status])
  }
}
