import Testing

@testable import Intake

/// Which of several columns names the vendor, and which the user.
@Suite struct VendorColumnTests {
  private static func proposal(
    _ columns: [(name: String, texts: [String])], vendors: Set<String>? = nil
  )
    throws -> MappingProposal
  {
    let header = (["id", "time", "model", "input_tokens", "output_tokens"] + columns.map(\.name))
      .joined(separator: ",")
    let rows = columns[0].texts.indices.map { row in
      (["a\(row)", "2026-08-01T10:00:0\(row)Z", "gpt-5-mini", "5\(row)", "7"]
        + columns.map { "\"\($0.texts[row])\"" }).joined(separator: ",")
    }
    return try MappingProposal(
      ofCSV: ([header] + rows).joined(separator: "\n") + "\n", vendors: vendors)
  }

  private static let prompt = ["You are helpful", "You are helpful", "You are helpful"]
  private static let known = ["openai", "openai", "anthropic"]

  /// Columns, and the one that is proposed as the vendor; blank for none.
  @Test(
    arguments: [
      ([("system", prompt), ("model_provider_name", known)], "model_provider_name"),
      ([("system", prompt), ("vendor_name", known)], "vendor_name"),
      // Nothing else: a prompt is still no vendor.
      ([("system", prompt)], ""), ([("system", ["Be brief.", "Be brief.", "Answer:"])], ""),
      // Names that nobody knows lose to names that unnamed knows.
      (
        [("system", ["helpdesk", "helpdesk", "shop"]), ("gateway_provider", known)],
        "gateway_provider"
      ),
      // Else they are the vendor's.
      ([("system", ["helpdesk", "helpdesk", "shop"])], "system"),
      ([("provider", ["acme", "acme", "acme"])], "provider"),
      // One that is known in some rows stays.
      (
        [("provider", ["openai", "acme", "acme"]), ("platform", ["aws", "aws", "aws"])], "provider"
      ),
      ([("gen_ai.system", ["vllm", "vllm", "vllm"])], "gen_ai.system"),
      ([("gen_ai.system", known), ("system", prompt)], "gen_ai.system"),
      ([("system", known), ("system_fingerprint", ["fp_1", "fp_2", "fp_3"])], "system"),
      ([("system", ["Azure OpenAI", "Azure OpenAI", "Google Gemini"])], "system"),
    ] as [([(name: String, texts: [String])], String)])
  func `a vendor is a column of vendors and no prompt`(
    columns: [(name: String, texts: [String])], name: String
  ) throws {
    let lines = try Self.proposal(columns).lines
    let named = lines.first { $0.contains("\"provider\": \"") && !$0.contains("FILL IN") }
    #expect(named?.contains("\"provider\": \"\(name)\"") ?? name.isEmpty, "\(lines)")
    #expect((named == nil) == name.isEmpty, "\(lines)")
  }

  @Test func `a vendor that the books have is known`() throws {
    let lines = try Self.proposal(
      [("provider", ["acme", "acme", "acme"]), ("platform", ["aws", "aws", "aws"])],
      vendors: ["acme"]
    ).lines
    #expect(lines.contains { $0.contains(#""provider": "provider""#) }, "\(lines)")
  }

  private static let three = ["u1", "u1", "u2"]

  /// Columns, and the one that is proposed as the user; blank for none.
  @Test(
    arguments: [
      ([("client_version", ["0.52", "0.52", "0.52"]), ("wb_user_id", three)], "wb_user_id"),
      ([("client_version", ["0.52", "0.52", "0.52"])], ""),
      ([("client", ["1.4.2", "1.4.2", "1.5.0-rc1"])], ""),
      ([("client", ["v2", "v2.1", "v2.1"])], "client"),
      ([("client", ["v2.0", "v2.1", "v2.1"])], ""), ([("client_sdk", ["py", "py", "js"])], ""),
      ([("client", ["web", "web", "ios"]), ("user", three)], "user"),
      ([("customer", three), ("user", three)], "customer"), ([("client_id", three)], "client_id"),
      // Numbers that a data frame wrote, and addresses, are no versions.
      ([("client_id", ["1001.0", "1001.0", "1002.0"])], "client_id"),
    ] as [([(name: String, texts: [String])], String)])
  func `a user is no version, and a column that says user is one before others`(
    columns: [(name: String, texts: [String])], name: String
  ) throws {
    let lines = try Self.proposal(columns).lines
    let wanted = name.isEmpty ? #""user_id": "unnamed""# : "\"user_id\": \"\(name)\""
    #expect(lines.contains { $0.contains(wanted) }, "\(lines)")
  }

  /// TensorZero's rows: 5,200 + 640 = 5,840 holds the 4,096 read; 12,000 read are more than 210.
  @Test func `rules by vendor follow the column of vendors beside a system prompt`() throws {
    let text = """
      {"id":"a","timestamp":"2026-11-20T10:00:01Z","model_name":"openai::gpt-5-mini","model_provider_name":"openai","system":"You are helpful","input_tokens":5200,"output_tokens":640,"usage":{"cached_tokens":4096,"total_tokens":5840},"model":"gpt-5-mini"}
      {"id":"b","timestamp":"2026-11-20T10:01:01Z","model_name":"anthropic::claude-sonnet-4-6","model_provider_name":"anthropic","system":"You are helpful","input_tokens":210,"output_tokens":733,"usage":{"cached_tokens":12000},"model":"claude-sonnet-4-6"}

      """
    let table = try #require(SampleTable(Array(text.utf8), isEnd: true))
    let proposal = MappingProposal(
      table, path: "ledger/t.jsonl", models: [], vendors: ["openai", "anthropic"])
    #expect(
      proposal.lacks([
        #""provider": "model_provider_name""#,
        #""input_includes": { "openai": ["cache_read"], "anthropic": [] }"#,
      ]) == [], "\(proposal.lines)")
    #expect(proposal.missing == [])
  }
}
