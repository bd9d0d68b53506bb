import Intake
import Testing

/// Usage of the last step beside that of all steps, and common counts beside the vendor's own: one group is read, and whole.
struct RestatedColumnsTests {
  private static let steps =
    #"{"id": "g0", "timestamp": "2026-09-10T10:00:00Z", "userId": "u1", "provider": "openai", "modelId": "gpt-5-mini", "usage": {"inputTokens": 1000, "outputTokens": 200, "totalTokens": 1200, "cachedInputTokens": 512}, "totalUsage": {"inputTokens": 3400, "outputTokens": 700, "totalTokens": 4100, "cachedInputTokens": 1024}}"#

  @Test func `the usage of all steps is read, and nothing of the last`() throws {
    let proposal = try MappingProposal(ofCSV: Self.steps + "\n")
    #expect(
      proposal.lacks([
        #""input_tokens": "totalUsage.inputTokens""#,
        #""output_tokens": "totalUsage.outputTokens""#,
        #""cache_read_tokens": "totalUsage.cachedInputTokens""#,
        #""input_includes": ["cache_read"]  // as the numbers show"#,
      ]).isEmpty, "\(proposal.lines)")
  }

  private static func sessions(_ ids: [String], _ accumulated: [Int]) throws -> MappingProposal {
    let rows = ids.indices.map { row in
      "r\(row),\(ids[row]),2026-09-1\(row) 10:00:00Z,openai,gpt-4o-mini,900,20,\(accumulated[row]),\(accumulated[row] / 10)\n"
    }
    return try MappingProposal(
      ofCSV:
        "id,session_id,created_at,provider,model,input_tokens,output_tokens,accumulated_input_tokens,accumulated_output_tokens\n"
        + rows.joined())
  }

  @Test func `what sessions accumulated is read, where each row is one`() throws {
    let proposal = try Self.sessions(["a", "b", "c"], [42_000, 900, 5_000])
    #expect(
      proposal.lacks([
        #""input_tokens": "accumulated_input_tokens""#,
        #""output_tokens": "accumulated_output_tokens""#,
      ]).isEmpty, "\(proposal.lines)")
  }

  /// 900 more each time are the rows' own 900.
  @Test func `what only grows within a session may be a sum so far, and nothing is guessed`() throws
  {
    let proposal = try Self.sessions(["a", "a", "a"], [42_000, 43_900, 45_000])
    #expect(proposal.problem?.contains("accumulated_input_tokens") ?? false)
  }

  @Test func `native counts belong together, and hold their parts`() throws {
    let csv =
      "id,created_at,model,provider_name,tokens_prompt,tokens_completion,native_tokens_prompt,native_tokens_completion,native_tokens_reasoning,native_tokens_cached\n"
      + "g0,2026-09-10T10:00:00Z,anthropic/claude-haiku-4.5,Anthropic,4000,100,4720,118,10,3000\n"
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(
      proposal.lacks([
        #""input_tokens": "native_tokens_prompt""#,
        #""output_tokens": "native_tokens_completion""#,
        #""input_includes": ["cache_read"],  // as the name says"#,
        #""output_includes": ["reasoning"]  // as the name says"#,
      ]).isEmpty, "\(proposal.lines)")
  }

  /// 9,000 + 400 + 120 + 250 = 9,770: the 250 complete the total.
  @Test func `tokens of tools that complete the total of Gemini are input`() throws {
    let csv =
      "id,ts,user_id,model,input_token_count,output_token_count,cached_content_token_count,thoughts_token_count,tool_token_count,total_token_count\n"
      + "p2,2026-09-10T10:02:00Z,u,gemini-2.5-flash,9000,400,6000,120,250,9770\n"
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(
      proposal.lacks([
        #""input_tokens": ["input_token_count", "tool_token_count"]"#,
        #""input_includes": ["cache_read"],  // as the numbers show"#,
        #""output_includes": []  // as the numbers show"#,
      ]).isEmpty, "\(proposal.lines)")
  }
}
