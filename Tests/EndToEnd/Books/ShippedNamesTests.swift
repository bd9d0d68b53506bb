import Foundation
import Testing

/// The vendors' own names of models in a new workspace.
struct ShippedNamesTests {
  /// Input and output for a million tokens, by the vendors' price lists in force on 2026-08-05, or while the model was sold.
  private static let names: [(provider: String, name: String, input: Decimal, output: Decimal)] = [
    ("openai", "gpt-4o-2024-08-06", 2.5, 10), ("openai", "gpt-4o-2024-11-20", 2.5, 10),
    ("openai", "gpt-4o-mini-2024-07-18", 0.15, 0.6), ("openai", "gpt-5-2025-08-07", 1.25, 10),
    ("openai", "gpt-5-mini-2025-08-07", 0.25, 2), ("openai", "gpt-5-nano-2025-08-07", 0.05, 0.4),
    ("openai", "gpt-5-pro-2025-10-06", 15, 120), ("openai", "gpt-5.1-2025-11-13", 1.25, 10),
    ("openai", "gpt-5.2-2025-12-11", 1.75, 14), ("openai", "gpt-5.2-pro-2025-12-11", 21, 168),
    ("openai", "gpt-5.4-2026-03-05", 2.5, 15), ("openai", "gpt-5.4-mini-2026-03-17", 0.75, 4.5),
    ("openai", "gpt-5.4-nano-2026-03-17", 0.2, 1.25), ("openai", "gpt-5.4-pro-2026-03-05", 30, 180),
    ("openai", "gpt-5.5-2026-04-23", 5, 30), ("openai", "gpt-4.1-2025-04-14", 2, 8),
    ("openai", "gpt-4.1-mini-2025-04-14", 0.4, 1.6),
    ("openai", "gpt-4.1-nano-2025-04-14", 0.1, 0.4), ("openai", "gpt-4.5-preview", 75, 150),
    ("openai", "gpt-4.5-preview-2025-02-27", 75, 150), ("openai", "o1-pro-2025-03-19", 150, 600),
    ("openai", "o1-mini-2024-09-12", 1.1, 4.4),
    ("openai", "o3-2025-04-16", 2, 8), ("openai", "o3-mini-2025-01-31", 1.1, 4.4),
    ("openai", "o3-pro-2025-06-10", 20, 80), ("openai", "o4-mini-2025-04-16", 1.1, 4.4),
    ("anthropic", "claude-3-haiku-20240307", 0.25, 1.25),
    ("anthropic", "claude-3-opus-20240229", 15, 75),
    ("anthropic", "claude-3-5-haiku-20241022", 0.8, 4),
    ("anthropic", "claude-3-5-haiku-latest", 0.8, 4),
    ("anthropic", "claude-3-5-sonnet-20240620", 3, 15),
    ("anthropic", "claude-3-5-sonnet-20241022", 3, 15),
    ("anthropic", "claude-3-5-sonnet-latest", 3, 15),
    ("anthropic", "claude-3-7-sonnet-20250219", 3, 15),
    ("anthropic", "claude-3-7-sonnet-latest", 3, 15),
    ("anthropic", "claude-sonnet-4-20250514", 3, 15), ("anthropic", "claude-sonnet-4-0", 3, 15),
    ("anthropic", "claude-opus-4-20250514", 15, 75), ("anthropic", "claude-opus-4-0", 15, 75),
    ("anthropic", "claude-opus-4-1-20250805", 15, 75), ("anthropic", "claude-opus-4-1", 15, 75),
    ("anthropic", "claude-sonnet-4-5", 3, 15), ("anthropic", "claude-sonnet-4-5-20250929", 3, 15),
    ("anthropic", "claude-haiku-4-5", 1, 5), ("anthropic", "claude-haiku-4-5-20251001", 1, 5),
    ("anthropic", "claude-opus-4-5-20251101", 5, 25),
    ("anthropic", "claude-opus-4-8-20260701", 5, 25),
    ("anthropic", "claude-sonnet-5-20260630", 2, 10),
    ("google", "gemini-2.0-flash-001", 0.1, 0.4),
    ("google", "gemini-2.0-flash-lite-001", 0.075, 0.3),
    ("google", "gemini-1.5-flash-002", 0.075, 0.3), ("google", "gemini-2.5-pro", 1.25, 10),
    ("google", "gemini-3.1-pro-preview", 2, 12), ("xai", "grok-4-0709", 3, 15),
    ("xai", "grok-4-latest", 3, 15), ("xai", "grok-3-beta", 3, 15), ("xai", "grok-3-latest", 3, 15),
    ("xai", "grok-3-mini-beta", 0.3, 0.5), ("xai", "grok-code-fast-1-0825", 0.2, 1.5),
    ("mistral", "mistral-large-2411", 2, 6), ("mistral", "codestral-2501", 0.3, 0.9),
    ("mistral", "pixtral-large-2411", 2, 6),
  ]
  /// Models of which no source states a price on 5 August 2026: genai-prices has them without a first day on the 21st.
  private static let others = [
    "openai,gpt-5.3", "openai,gpt-5-image", "anthropic,claude-opus-5",
    "google,gemini-2.5-flash-image",
  ]
  /// Models with prices of their own, whatever they are called like: of OpenAI and Mistral as LiteLLM's snapshots state them,
  /// of Anthropic as genai-prices does from 13 March 2026 on.
  private static let own: [(provider: String, name: String, input: Decimal, output: Decimal)] = [
    ("openai", "gpt-4o-2024-05-13", 5, 15), ("openai", "o1", 15, 60),
    ("mistral", "mistral-large-2407", 3, 9),
    ("anthropic", "claude-sonnet-4-6", 3, 15), ("anthropic", "claude-sonnet-4-6-20260201", 3, 15),
  ]
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,vendor_cost_usd\n"

  private static func ledger(
    _ time: String = "2026-08-05T10:00:00Z", of names: [(String, String, Decimal, Decimal)] = names
  ) -> String {
    names.reduce(header) { text, each in
      // 100,000 tokens in, 10,000 out.
      let cost = each.2 / 10 + each.3 / 100
      return text
        + "\(each.1),\(time),u,pro,\(each.0),\(each.1),100000,10000,\(cost)\n"
    }
  }

  private static func unpriced(_ folder: Scratch, _ rows: String) throws -> Set<String> {
    try folder.write("ws/ledger/a.csv", rows)
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status != 1, "\(run.errors)")
    let lines = try folder.text("ws/out/exceptions.csv").split(separator: "\n").dropFirst()
    return Set(lines.map { String($0) })
  }

  @Test func `requests cost under the vendors' own names what their models cost`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let differing = try Self.unpriced(folder, Self.ledger())
    #expect(differing.isEmpty, "\(differing.sorted().joined(separator: "\n"))")
  }

  @Test func `a model with prices of its own costs these, whatever it is called like`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let differing = try Self.unpriced(folder, Self.ledger(of: Self.own))
    #expect(differing.isEmpty, "\(differing.sorted().joined(separator: "\n"))")
  }

  @Test func `a name of another model, or of another price, is not taken for one that is alike`()
    throws
  {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let rows = Self.others.enumerated().map {
      "r\($0.offset),2026-08-05T10:00:00Z,u,pro,\($0.element),1000,100,0\n"
    }
    let left = try Self.unpriced(folder, Self.header + rows.joined())
    #expect(left.count == Self.others.count, "\(left.sorted().joined(separator: "\n"))")
    #expect(left.allSatisfy { $0.contains("unpriced") })
  }

  /// The names go over to the catalog's models, all at once with dates, else from its day on.
  @Test func `a catalog that goes before the shipped book has its own prices under these names`()
    throws
  {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    try folder.write("ws/price-sources.csv", "source,rank\nlitellm,1\nvendors,2\ncatalog,3\n")
    try folder.write(
      "2026-08-10.json",
      """
      {"sample_spec": {"litellm_provider": "x"},
       "gpt-4o-2024-08-06": {"litellm_provider": "openai", "input_cost_per_token": 3e-06, "output_cost_per_token": 1.1e-05},
       "claude-sonnet-4-5": {"litellm_provider": "anthropic", "input_cost_per_token": 4e-06, "output_cost_per_token": 2e-05}}
      """)
    let done = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-08-10.json"), "--source", "litellm")
    #expect(done.status == 0, "\(done.errors)")
    let once = try folder.files(in: "ws")
    _ = try Program.assay(
      "prices", "import", folder.path("ws"), folder.path("2026-08-10.json"), "--source", "litellm")
    #expect(try folder.files(in: "ws") == once, "importing twice changes nothing")
    let before = try Self.unpriced(folder, Self.ledger("2026-08-09T10:00:00Z"))
    #expect(before.isEmpty, "\(before.sorted().joined(separator: "\n"))")
    // 0.1 × 3 + 0.01 × 11, and 0.1 × 4 + 0.01 × 20.
    let after = try Self.unpriced(
      folder,
      Self.header + "r1,2026-08-11T10:00:00Z,u,pro,openai,gpt-4o-2024-08-06,100000,10000,0.41\n"
        + "r2,2026-08-11T10:00:00Z,u,pro,anthropic,claude-sonnet-4-5,100000,10000,0.6\n"
        + "r3,2026-08-11T10:00:00Z,u,pro,openai,gpt-4o-2024-11-20,100000,10000,0.35\n")
    #expect(after.isEmpty, "\(after.sorted().joined(separator: "\n"))")
  }

  @Test func `where genai-prices goes first the names are its models, and cost the same`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    try folder.write("ws/price-sources.csv", "source,rank\ngenai-prices,1\nvendors,2\ncatalog,3\n")
    let catalog = Program.repository.appending(path: "data/catalogs/genai-prices-2026-08-21.json")
    let done = try Program.assay("prices", "import", folder.path("ws"), catalog.path)
    #expect(done.status == 0, "\(done.errors)")
    #expect(
      done.output.contains("  deepseek deepseek-chat: priced by prices/vendors.csv\n"),
      "\(done.output)")
    #expect(!done.output.contains("Names that aliases.csv gives to another model"))
    let differing = try Self.unpriced(folder, Self.ledger())
    #expect(differing.isEmpty, "\(differing.sorted().joined(separator: "\n"))")
    let facts = try folder.text("ws/out/facts.csv")
    #expect(!facts.contains("claude-sonnet-4.5"), "the catalog's name is claude-sonnet-4-5")
  }

  /// Cached input as the vendors' price lists had it; of the first days what LiteLLM's first snapshot has.
  @Test func `cache reads have a price from before the history states one`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let reads: [(day: String, provider: String, name: String, cost: String)] = [
      ("2024-12-01", "openai", "gpt-4o", "0.125"),
      ("2025-07-25", "openai", "gpt-4o-2024-08-06", "0.125"),
      ("2025-07-25", "openai", "gpt-4.1-mini", "0.01"),
      ("2025-08-11", "openai", "gpt-5-2025-08-07", "0.0125"),
      ("2025-10-09", "openai", "gpt-5", "0.0125"), ("2025-10-11", "openai", "gpt-5", "0.0125"),
      ("2025-08-20", "google", "gemini-2.5-flash", "0.0075"),
      ("2025-03-01", "anthropic", "claude-3-5-sonnet-20241022", "0.03"),
    ]
    let rows = reads.enumerated().map { index, read in
      "r\(index),\(read.day)T12:00:00Z,u,pro,\(read.provider),\(read.name),100000,\(read.cost)\n"
    }
    let header = Self.header.replacing("input_tokens,output_tokens", with: "cache_read_tokens")
    let differing = try Self.unpriced(folder, header + rows.joined())
    #expect(differing.isEmpty, "\(differing.sorted().joined(separator: "\n"))")
  }

  /// OpenAI read o3's cache for 2.5 until 2025-06-10; genai-prices has 0.5.
  @Test func `an import lists what sources stated differently in the past`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let catalog = Program.repository.appending(path: "data/catalogs/genai-prices-2026-08-21.json")
    func conflicts(_ words: [String]) throws -> [String] {
      let done = try Program.assay(["prices"] + words + ["--json"])
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(done.output.utf8)) as? [String: Any])
      let found = try #require(document["conflicts"] as? [[String: Any]])
      let rows = found.map { "\($0["row"] ?? "") \($0["other_row"] ?? "")" }
      #expect(rows.count == Set(rows).count, "a pair is listed once")
      return found.filter {
        $0["model"] as? String == "o3" && $0["unit_class"] as? String == "cache_read"
      }.map { "\($0["price_usd"] ?? "") \($0["other_price_usd"] ?? "")" }
    }
    #expect(
      try conflicts(["import", folder.path("ws"), catalog.path, "--for-all-time"]) == ["2.5 0.5"])
    #expect(try conflicts(["check", folder.path("ws")]) == ["2.5 0.5"])
  }
}
