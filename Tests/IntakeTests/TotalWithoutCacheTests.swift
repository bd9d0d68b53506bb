import Intake
import Testing

/// A total that is the sum of input and output may leave out what stands beside them: where a vendor's own input holds no
/// cache, it proves nothing.
struct TotalWithoutCacheTests {
  /// Rows of `provider, model, prompt_tokens, completion_tokens, cached, total_tokens`, and what is said of the input.
  private static let sums: [(rows: [String], said: String)] = [
    // 3,000 + 300: whether the 2,000 are in the 3,000 cannot be seen.
    (["anthropic,claude-sonnet-4-5,3000,300,2000,3300"], #""input_includes": ["FILL IN"]"#),
    // OpenAI documents that they are, and the sum agrees.
    (
      ["openai,gpt-5-mini,2600,120,1024,2720"],
      #""input_includes": ["cache_read"]  // as the numbers show"#
    ),
    // 3,000 + 300 + 2,000: on top.
    (
      ["anthropic,claude-sonnet-4-5,3000,300,2000,5300"],
      #""input_includes": []  // as the numbers show"#
    ),
    // More was read than is input.
    (
      [
        "anthropic,claude-sonnet-4-5,3000,300,2000,3300",
        "anthropic,claude-sonnet-4-5,65,100,4735,165",
      ],
      #""input_includes": []  // as the numbers show"#
    ),
    (
      [
        "anthropic,claude-sonnet-4-5,3000,300,2000,3300", "openai,gpt-5-mini,2600,120,1024,2720",
      ],
      #""input_includes": { "anthropic": ["FILL IN"], "openai": ["cache_read"] }"#
    ),
  ]

  @Test(arguments: sums.indices)
  func `a sum of input and output shows nothing that its vendor contradicts`(index: Int) throws {
    let (rows, said) = Self.sums[index]
    let csv =
      "request_id,ts,user_id,provider,model,prompt_tokens,completion_tokens,cached,total_tokens\n"
      + rows.enumerated().map { "r\($0),2026-09-10T10:0\($0):00Z,u,\($1)\n" }.joined()
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(proposal.lacks([said]).isEmpty, "\(proposal.lines)")
  }

  /// The input that a record counts, that of the answer it repeats, what was read, and what is said of the input.
  @Test(arguments: [
    // What Anthropic answered holds no cache, and neither does what is the same.
    (3_000, 3_000, 2_000, #""input_includes": []  // as the numbers show"#),
    // 3,000 and 2,000 and 500.
    (5_500, 3_000, 2_000, #""input_includes": ["cache_read", "cache_write"]  // as the num"#),
    (4_000, 3_000, 2_000, #""input_includes": ["FILL IN"]"#),
  ])
  func `the answer of the vendor that a record repeats shows what its own input holds`(
    input: Int, raw: Int, read: Int, said: String
  ) throws {
    let text =
      #"{"id": "a", "createdAt": "2026-09-10T10:00:00Z", "userId": "u1", "provider": "anthropic.messages", "modelId": "claude-sonnet-4-5", "usage": {"inputTokens": \#(input), "outputTokens": 300, "totalTokens": \#(input + 300), "cachedInputTokens": \#(read)}, "providerMetadata": {"anthropic": {"usage": {"input_tokens": \#(raw), "cache_creation_input_tokens": 500, "cache_read_input_tokens": \#(read), "output_tokens": 300}}}}"#
    let proposal = try MappingProposal(ofCSV: text + "\n", vendors: ["anthropic"])
    #expect(
      proposal.lacks([said, #""anthropic.messages": "anthropic""#]).isEmpty, "\(proposal.lines)")
  }

  /// 6,200 are 1,000 and 4,000 and 1,200; 1,000 are no more than what was not cached.
  @Test(arguments: [
    (6_200, #""input_includes": ["cache_read", "cache_write"]  // as the numbers show"#),
    (1_000, #""input_includes": []  // as the numbers show"#),
    (5_000, #""input_includes": ["FILL IN"]"#),
  ])
  func `what was not cached shows what the input holds`(input: Int, said: String) throws {
    let csv =
      "request_id,ts,user_id,provider,model,input_tokens,output_tokens,total_tokens,cache_read_input_tokens,cache_write_input_tokens,non_cached_input_tokens\n"
      + "r,2026-09-10T10:00:00Z,u,anthropic,claude-sonnet-4-5,\(input),300,\(input + 300),4000,1200,1000\n"
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(proposal.lacks([said]).isEmpty, "\(proposal.lines)")
  }

  @Test func `columns that say the same are no sums of each other`() throws {
    let rows = [0, 0, 1_024].enumerated().map { row, read in
      "r\(row),2026-09-10T10:0\(row):00Z,u,openai,gpt-5-mini,2600,120,\(read),\(read)\n"
    }
    let csv =
      "request_id,ts,user_id,provider,model,prompt_tokens,completion_tokens,cached_tokens,cache_read\n"
      + rows.joined()
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(
      proposal.lacks([#""cache_read_tokens": "cached_tokens""#], butNot: ["so far"]).isEmpty,
      "\(proposal.lines)")
  }

  @Test func `a common name for what is apart decides nothing against its vendor`()
    throws
  {
    let csv =
      "run_id,ts,user_id,model,input_tokens,output_tokens,cache_read_tokens\n"
      + "r0,2026-09-10T10:00:00Z,u,openai:gpt-5-mini,9000,900,4096\n"
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(proposal.missing == ["input_includes"], "\(proposal.lines)")
    #expect(
      proposal.lacks([#""openai:gpt-5-mini": "openai/gpt-5-mini""#]).isEmpty, "\(proposal.lines)")
  }

  /// 1,000 tokens of text and 600 of audio: the name says that they are apart; 400 of the text were cached.
  @Test func `a total of text holds no audio`() throws {
    let csv =
      "call_id,ts,user_id,provider,model,input_text_tokens,input_audio_tokens,input_cached_text_tokens,output_text_tokens\n"
      + "r0,2026-09-10T10:00:00Z,u,openai,gpt-realtime,1000,600,400,120\n"
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(
      proposal.lacks([#""input_includes": ["cache_read"]"#]).isEmpty, "\(proposal.lines)")
  }
}
