import Testing

@testable import Intake

/// Signs in the names of columns, as PostHog's `$ai_model`.
struct ColumnNameSymbolTests {
  @Test(arguments: [
    ("$ai_input_tokens", ["ai", "input", "tokens"]), ("Cost ($)", ["cost", "usd"]),
    ("cost_$", ["cost", "usd"]), ("US$", ["us", "usd"]), ("Kosten (€)", ["kosten", "eur"]),
    ("$", ["usd"]), ("$ cost", ["usd", "cost"]),
  ])
  func `a dollar before a letter marks a name, and is else a currency`(
    name: String, words: [String]
  ) {
    #expect(ColumnNameWords(name).words == words)
  }

  @Test func `counts are found by names that are marked, and read what a price depends on`() throws
  {
    let csv =
      "uuid,event,timestamp,distinct_id,properties.$ai_model,properties.$ai_provider,properties.$ai_input_tokens,properties.$ai_output_tokens,properties.$ai_cache_read_input_tokens\n"
      + "a,$ai_generation,2026-09-10T10:00:00Z,u0,gpt-5-mini,openai,2400,500,1024\n"
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(
      proposal.lacks([
        #""user_id": "distinct_id""#, #""input_tokens": "properties.$ai_input_tokens""#,
        #""output_tokens": "properties.$ai_output_tokens""#,
        #""cache_read_tokens": "properties.$ai_cache_read_input_tokens""#,
      ]).isEmpty, "\(proposal.lines)")
    #expect(
      ConditionColumn("properties.$ai_cache_read_input_tokens")?.condition("7") == .unreadQuantity)
  }
}
