import Intake
import Testing

/// Columns that only records with no requests fill, as the changes of models in a session of the pi coding agent.
struct SkippedRecordColumnsTests {
  private static let session = """
    {"type": "model_change", "id": "a1", "timestamp": "2026-09-02T10:00:00.100Z", "provider": "anthropic", "modelId": "claude-sonnet-4-5"}
    {"type": "message", "id": "a2", "timestamp": "2026-09-02T10:00:05.120Z", "message": {"role": "assistant", "provider": "anthropic", "model": "claude-sonnet-4-5", "usage": {"input": 40, "output": 1200, "cost": {"input": 0.00012, "output": 0.018, "total": 0.01812}}}}
    {"type": "message", "id": "a3", "timestamp": "2026-09-02T10:00:09.120Z", "message": {"role": "assistant", "provider": "groq", "model": "openai/gpt-oss-120b", "usage": {"input": 300, "output": 90, "cost": {"input": 0.000045, "output": 0.0000675, "total": 0.0001125}}}}

    """

  @Test func `a column that requests fill goes before one that only skipped records fill`() throws {
    let proposal = try MappingProposal(ofCSV: Self.session)
    #expect(
      proposal.lacks(
        [
          #""provider": "message.provider""#, #""model": "message.model""#,
          #""vendor_cost_usd": "message.usage.cost.total""#,
        ], butNot: ["blank so far"]
      ).isEmpty, "\(proposal.lines)")
  }

  /// Of two known names one is blank.
  @Test func `a column with values goes before a blank one`() throws {
    let proposal = try MappingProposal(
      ofCSV: "id,timestamp,user,model,provider,vendor,prompt_tokens,completion_tokens\n"
        + "r1,2026-09-02T10:00:05Z,u,gpt-5,,openai,40,1200\n")
    #expect(proposal.lacks([#""provider": "vendor""#]).isEmpty, "\(proposal.lines)")
  }
}
