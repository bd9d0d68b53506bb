import Intake
import Testing

/// The meanings of outcome words in a proposed mapping.
@Suite struct ProposedMeaningsTests {
  /// The name of a column, its texts, and what the proposal says of them.
  private static let cases: [(name: String, texts: [String], meant: String?)] = [
    ("status", ["completed", "failed"], nil),
    ("Outcome", ["ok", "Error"], #""ok": "completed", "Error": "failed""#),
    // OpenTelemetry's words: a span is unset unless it failed, or somebody said that it did not.
    ("status.code", ["Unset", "Error"], #""Unset": "completed", "Error": "failed""#),
    (
      "status_code", ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"],
      #""STATUS_CODE_UNSET": "completed", "STATUS_CODE_OK": "completed", "STATUS_CODE_ERROR": "failed""#
    ),
    ("status_code", ["200", "429"], #""200": "completed", "429": "failed", "*": "failed""#),
    ("success", ["1", "0"], #""1": "completed", "0": "failed", "*": "failed""#),
    // Words that nobody knows, and numbers that mean one thing here and another there.
    ("state", ["queued", "ok"], #""queued": "FILL IN", "ok": "completed""#),
    ("state", ["queued"], #""queued": "FILL IN""#),
    ("status_code", ["0", "1"], #""0": "FILL IN", "1": "FILL IN""#),
  ]

  @Test(arguments: cases.indices)
  func `words for outcomes mean ours, or are left open`(index: Int) throws {
    let (name, texts, meant) = Self.cases[index]
    let rows = texts.enumerated().map { row, text in
      "q\(row),2026-08-01T10:00:0\(row)Z,u,openai,m,100,\(text)\n"
    }
    let csv = "id,ts,user,provider,model,prompt_tokens,\(name)\n" + rows.joined()
    let proposal = try MappingProposal(ofCSV: csv)
    let line = proposal.lines.first { $0.hasPrefix("  \"values\": ") }
    let isOpen = meant?.contains("FILL IN") ?? false
    let why = isOpen ? "  // for FILL IN: completed, partial, cancelled or failed" : ""
    #expect(line == meant.map { "  \"values\": { \"status\": { \($0) } }" + why })
    #expect(proposal.missing == (isOpen ? ["status"] : []))
  }

  @Test(
    arguments: [
      ("processing", ["default", "priority", "flex"], true),
      ("lane", ["standard", "batch"], true), ("lane", ["Flex", "Flex"], true),
      ("lane", ["batch", "batch"], false), ("lane", ["default", "standard"], false),
      ("lane", ["flex", "slow"], false), ("priority", ["high", "low"], false),
      ("queue", ["default", "priority"], false), ("plan", ["standard", "priority"], false),
      ("user_plan", ["standard", "flex"], false), ("status", ["default", "batch"], false),
    ])
  func `words of vendors for service tiers tell the tier, whatever their column is called`(
    name: String, texts: [String], isTier: Bool
  ) throws {
    let rows = texts.enumerated().map { row, text in
      "q\(row),2026-08-01T10:00:0\(row)Z,u,openai,m,100,\(text)\n"
    }
    let csv = "id,ts,user,provider,model,prompt_tokens,\(name)\n" + rows.joined()
    let proposal = try MappingProposal(ofCSV: csv)
    let line = "\"service_tier\": \"\(name)\""
    #expect(proposal.lines.contains { $0.contains(line) } == isTier, "\(proposal.lines)")
  }

  private static let open =
    #"  // for FILL IN: the provider of these models, such as openai, or "" if the model names it"#

  /// Texts of a column of vendors, what the proposal says of them, and whether it is for somebody to say more.
  private static let vendors: [(texts: [String], meant: String?, isOpen: Bool)] = [
    (["openai", "acme"], nil, false),
    (["OpenAI", "Vertex AI"], #""OpenAI": "openai", "Vertex AI": "google""#, false),
    (
      ["OpenAI API", "Anthropic (direct)"],
      #""OpenAI API": "openai", "Anthropic (direct)": "anthropic""#, false
    ),
    // Who serves the models of another has prices of its own.
    (["OpenAI via Azure"], #""OpenAI via Azure": "FILL IN""#, true),
    (["n/a", "openai"], #""n/a": "FILL IN""#, true),
    // As good as no column.
    (["n/a", "unknown"], nil, false),
  ]

  @Test(arguments: vendors.indices)
  func `words for vendors mean those of the books, or are left open`(index: Int) throws {
    let (texts, meant, isOpen) = Self.vendors[index]
    let rows = texts.enumerated().map { row, text in
      "q\(row),2026-08-01T10:00:0\(row)Z,u,\(text),gpt-5,100\n"
    }
    let csv = "id,ts,user,vendor,model,prompt_tokens\n" + rows.joined()
    let proposal = try MappingProposal(
      ofCSV: csv, models: ["gpt-5"], vendors: ["openai", "google", "acme"])
    let line = proposal.lines.first { $0.hasPrefix("  \"values\": ") }
    #expect(
      line == meant.map { "  \"values\": { \"provider\": { \($0) } }" + (isOpen ? Self.open : "") })
    #expect(proposal.missing == (isOpen ? ["provider"] : []))
  }

  /// Names of models without a column of vendors, and the name of the book for each.
  ///
  /// The maker in front of a stroke is no Bedrock name, whose prices are others.
  @Test(
    arguments: [
      ("openai/gpt-5.6-luna", nil), ("GPT 5.6 Luna", "gpt-5.6-luna"),
      ("openai.gpt.5.6.luna", "openai.gpt-5.6-luna"),
    ] as [(String, String?)])
  func `a name of a vendor's model does not mean that of Bedrock`(
    text: String, meant: String?
  ) throws {
    let rows = (0..<2).map { "q\($0),2026-08-01T10:00:0\($0)Z,u,\(text),100\n" }
    let proposal = try MappingProposal(
      ofCSV: "id,ts,user,model,prompt_tokens\n" + rows.joined(),
      models: ["gpt-5.6-luna", "openai.gpt-5.6-luna"], vendors: ["openai", "amazon"])
    let line = proposal.lines.first { $0.hasPrefix("  \"values\": ") }
    #expect(
      line == meant.map { "  \"values\": { \"model\": { \"\(text)\": \"\($0)\" } }" })
  }

  /// Texts of a column of service tiers, and what the proposal says of them.
  private static let tiers: [(texts: [String], meant: String?)] = [
    (["standard", "batch"], nil),
    (
      ["default", "auto", "fast"], #""default": "standard", "auto": "standard", "fast": "priority""#
    ),
    // Ours in other letters, which no price has.
    (["Standard", "BATCH", "flex"], #""Standard": "standard", "BATCH": "batch""#),
    // Those of the formats that are known.
    (["on_demand", "ON_DEMAND_FLEX"], #""on_demand": "standard", "ON_DEMAND_FLEX": "flex""#),
    // One of them is unknown, or none.
    (["default", "flex", "scale"], #""default": "standard""#),
    (["standard", "NULL"], nil),
  ]

  @Test(arguments: tiers.indices)
  func `words for service tiers mean ours`(index: Int) throws {
    let (texts, meant) = Self.tiers[index]
    let rows = texts.enumerated().map { row, text in
      "q\(row),2026-08-01T10:00:0\(row)Z,u,openai,m,100,\(text)\n"
    }
    let csv = "id,ts,user,provider,model,prompt_tokens,service_tier\n" + rows.joined()
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(proposal.lines.contains { $0.hasPrefix("    \"service_tier\": \"service_tier\"") })
    let line = proposal.lines.first { $0.hasPrefix("  \"values\": ") }
    #expect(line == meant.map { "  \"values\": { \"service_tier\": { \($0) } }" })
  }

  @Test(arguments: ["NULL", "null", "None", "N/A", "n/a", "NaN", "nan", "-", "–", "\\N"])
  func `a column of amounts is one even where some are none`(blank: String) throws {
    let csv = """
      id,ts,user,provider,model,prompt_tokens,cost
      q1,2026-08-01T10:00:01Z,u,openai,m,100,0.0125
      q2,2026-08-01T10:00:02Z,u,openai,m,100,\(blank)

      """
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(proposal.lines.contains { $0.hasPrefix("    \"vendor_cost_usd\": \"cost\"") })
    #expect(
      proposal.lines.contains("  \"blanks\": [\(blank == "\\N" ? #""\\N""# : "\"\(blank)\"")]"))
  }

  @Test(arguments: ["NULL", "N/A", "n/a", "NaN", "-"])
  func `a column of codes says outcomes even where some are none`(blank: String) throws {
    let csv = """
      id,ts,user,provider,model,prompt_tokens,http_status
      q1,2026-08-01T10:00:01Z,u,openai,m,100,200
      q2,2026-08-01T10:00:02Z,u,openai,m,100,500
      q3,2026-08-01T10:00:03Z,u,openai,m,100,\(blank)

      """
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(proposal.lines.contains { $0.hasPrefix("    \"status\": \"http_status\"") })
    #expect(
      proposal.lines.contains { $0.contains("\"500\": \"failed\", \"\(blank)\": \"FILL IN\"") })
  }

  /// `uid` may be a user or a unique id.
  @Test func `a uid that differs in every row is no user`() throws {
    for (uids, user, missing) in [
      (["r1", "r2", "r3"], "by", ["request_id"]), (["anna", "bert", "anna"], "uid", []),
    ] {
      let rows = zip(uids, ["anna", "bert", "anna"]).enumerated().map { row, texts in
        "2026-08-01T10:00:0\(row)Z,\(texts.0),\(texts.1),gpt-5,100\n"
      }
      let csv = "ts,uid,\(user == "by" ? "by" : "note"),model,prompt_tokens\n" + rows.joined()
      let proposal = try MappingProposal(ofCSV: csv)
      #expect(proposal.lines.contains { $0.contains("\"user_id\": \"\(user)\"") })
      #expect(proposal.missing == missing)
    }
  }

  /// Names of columns, the user and what is left open; `uid` differs in every row, `by` is a program or another.
  @Test(arguments: [
    ("id,ts,by,user", "user", []), ("id,ts,by,customer", "customer", []),
    ("id,ts,by,email", "email", []), ("id,ts,by,customer_email", "customer_email", []),
    ("id,ts,call.by,user", "user", []), ("id,ts,by", "by", []), ("id,ts,by,note", "by", []),
    ("id,ts,uid", "uid", []), ("id,ts,uid,by", "uid", []), ("id,ts,uid,user", "user", []),
    ("ts,uid", "FILL IN", ["request_id", "user_id"]), ("id,ts,note", "unnamed", []),
  ])
  func `what may be a user is one only where no other column is, and is never unnamed`(
    names: String, user: String, missing: [String]
  ) throws {
    let rows = (0..<4).map { row in
      let texts = [
        "id": "r\(row)", "ts": "2026-08-01T10:00:0\(row)Z", "uid": "u\(row)",
        "by": ["gateway", "batch"][row % 2], "call.by": ["gateway", "batch"][row % 2],
        "note": "x",
      ]
      let cells = names.split(separator: ",").map { texts[String($0)] ?? "c\(row % 3)" }
      return cells.joined(separator: ",") + ",gpt-5,100\n"
    }
    let csv = names + ",model,prompt_tokens\n" + rows.joined()
    let proposal = try MappingProposal(ofCSV: csv)
    #expect(
      proposal.lines.contains { $0.contains("\"user_id\": \"\(user)\"") }, "\(proposal.lines)")
    #expect(proposal.missing == missing)
  }
}
