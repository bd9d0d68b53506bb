import Intake
import Testing

/// Outputs of batches, which cost half, by their shape alone.
struct BatchOutputDetectionTests {
  @Test(arguments: [
    #"{"custom_id": "t0", "response": {"body": {"id": "c0", "created": 1789000000, "model": "gpt-4o-mini", "usage": {"prompt_tokens": 1500, "completion_tokens": 200}}, "request_id": "rq0", "status_code": 200}, "error": null}"#,
    #"{"status": "", "processed_time": "2026-09-10T10:00:00.123+00:00", "request": {"contents": []}, "response": {"modelVersion": "gemini-2.5-flash", "responseId": "x", "usageMetadata": {"promptTokenCount": 5000, "candidatesTokenCount": 200, "totalTokenCount": 5200}}}"#,
  ])
  func `an output of a batch is one by its shape`(line: String) throws {
    let proposal = try MappingProposal(ofCSV: line + "\n")
    #expect(proposal.lacks([#""service_tier": "batch""#]).isEmpty, "\(proposal.lines)")
  }

  @Test func `an answer that was stored is no output of a batch`() throws {
    let line =
      #"{"id": "t0", "ts": "2026-09-10T10:00:00Z", "response": {"body": {"model": "gpt-4o-mini", "usage": {"prompt_tokens": 1500, "completion_tokens": 200}}}}"#
    let proposal = try MappingProposal(ofCSV: line + "\n")
    #expect(proposal.lacks([], butNot: ["batch"]).isEmpty, "\(proposal.lines)")
  }
}
