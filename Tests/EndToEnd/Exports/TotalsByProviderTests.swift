import Foundation
import Testing

/// Exports in which the rows of some providers count caches within their input, and others beside it.
///
/// They are of gateways and analytics tools. Costs are those of a calculation by hand at list prices.
struct TotalsByProviderTests {
  private static let examples = Program.repository.appending(path: "Tests/Examples/Gateways")

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: examples.appending(path: name), encoding: .utf8)
  }

  /// The mapping that `check` proposes for a file, with what is filled in.
  private static func propose(
    _ name: String, _ text: String, filling: [(String, String)] = []
  ) throws -> (folder: Scratch, said: String) {
    let folder = try ProposalKindsTests.workspace(name, text)
    let said = try Program.assay("check", folder.path("ws")).output
    let start = try #require(said.range(of: "  \"mappings\""))
    var mapping = String(said[start.lowerBound...])
    for (open, filled) in filling {
      #expect(mapping.contains(open), "\(mapping)")
      mapping = mapping.replacingOccurrences(of: open, with: filled)
    }
    try folder.write("ws/assay.json", "{\n\(mapping)}\n")
    return (folder, said)
  }

  /// The sum of all costs in USD, and what a run says.
  private static func run(_ folder: Scratch) throws -> (cost: Decimal, status: Int32, said: String)
  {
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let costs = rows(ofCSV: try folder.text("rated.csv")).map {
      Decimal(string: $0["vendor_cost_usd"] ?? "") ?? -1
    }
    let said = run.errors.replacing("\n        ", with: " ").replacing("\n  ", with: " ")
    return (costs.reduce(0, +), run.status, said)
  }

  /// Anthropic's own rows count caches beside the input, those through a gateway within it: 0.273861 + 0.0002039 + 0.0137067 +
  /// 0.0106196 USD by model.
  @Test func `a column that states how caches are counted decides for each provider text`() throws {
    let (folder, said) = try Self.propose(
      "ph.csv", Self.text("by-provider-text.csv"),
      filling: [(#""gateway": "FILL IN""#, #""gateway": """#)])
    #expect(said.contains("Replace each FILL IN: provider."), "\(said)")
    #expect(said.contains(#""anthropic": []"#), "\(said)")
    #expect(said.contains(#""gateway": ["cache_read", "cache_write"]"#), "\(said)")
    #expect(
      said.contains("anthropic, gateway, openai: as $ai_cache_reporting_exclusive states"),
      "\(said)")
    let run = try Self.run(folder)
    #expect(run.cost == Decimal(string: "0.2983912"))
    #expect(run.status == 0, "\(run.said)")
  }

  /// The same without that column: what no number shows of the gateway is left open, and nothing is said to show it.
  @Test func `a text of an unknown vendor has a rule of its own`() throws {
    let lines = try Self.text("by-provider-text.csv").split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).dropLast().joined(separator: ",")
    }
    let (folder, said) = try Self.propose(
      "ph.csv", lines.joined(separator: "\n") + "\n",
      filling: [
        (#""gateway": "FILL IN""#, #""gateway": """#),
        (#""gateway": ["FILL IN"]"#, #""gateway": ["cache_read", "cache_write"]"#),
        (#""openai": ["FILL IN"]"#, #""openai": ["cache_read"]"#),
      ])
    #expect(said.contains("gateway, openai: no number confirms it"), "\(said)")
    let run = try Self.run(folder)
    #expect(run.cost == Decimal(string: "0.2983912"))
    #expect(run.status == 0, "\(run.said)")
  }

  /// 0.00876705 of gpt-5-mini, whose output holds its reasoning, 0.01911302 of gemini-2.5-flash, whose output does not, and
  /// 0.0282904 USD of claude-haiku-4-5, whose input this gateway counts with the cache.
  @Test func `what the numbers of one text show is no rule for others`() throws {
    let (folder, said) = try Self.propose(
      "gw.jsonl", Self.text("no-totals.jsonl"),
      filling: [
        (#""google-ai-studio": "FILL IN""#, #""google-ai-studio": "google""#),
        (#"["FILL IN"]"#, #"["cache_read"]"#),
      ])
    #expect(said.contains("openai, google-ai-studio, anthropic: no number confirms it"), "\(said)")
    #expect(said.contains("google-ai-studio: as the numbers show; openai"), "\(said)")
    let run = try Self.run(folder)
    #expect(run.cost == Decimal(string: "0.05617047"), "\(said)")
  }

  /// Rows of one vendor state both ways.
  ///
  /// Either rule is doubted; a file for the rows of each gives 0.273861 USD.
  @Test func `rows of one vendor that state both ways fit no rule`() throws {
    let text = try Self.text("both-in-one-vendor.csv")
    let open = #"["FILL IN"]"#
    let (folder, said) = try Self.propose("a.csv", text, filling: [(open, "[]")])
    #expect(said.contains("Replace each FILL IN: input_includes."), "\(said)")
    #expect(said.contains("$ai_cache_reporting_exclusive states both"), "\(said)")
    let wrong = try Self.run(folder)
    #expect(wrong.status == 2 && wrong.said.contains("[map.totals]"), "\(wrong.said)")
    #expect(
      wrong.said.contains("states for some rows of anthropic that their input_tokens include"),
      "\(wrong.said)")

    let settings = try folder.text("ws/assay.json")
    let start = try #require(settings.range(of: "\"ledger/a.csv\": "))
    let body = settings[start.upperBound...].replacing("\n  },\n}", with: "")
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let lines = text.split(whereSeparator: \.isNewline)
    for (name, answer) in [("a", "true"), ("b", "false")] {
      let own = [lines[0]] + lines.dropFirst().filter { $0.hasSuffix("," + answer) }
      try folder.write("ws/ledger/\(name).csv", own.joined(separator: "\n") + "\n")
    }
    let held = body.replacing(
      "\"input_includes\": []", with: #""input_includes": ["cache_read", "cache_write"]"#)
    try folder.write(
      "ws/assay.json",
      "{ \"mappings\": { \"ledger/a.csv\": \(body), \"ledger/b.csv\": \(held) } }\n")
    let right = try Self.run(folder)
    #expect(right.cost == Decimal(string: "0.273861"))
    #expect(right.status == 0, "\(right.said)")
  }

  /// Against what the rows state: 0.2983912 would be right, and the rule charges the gateway's cached tokens twice.
  @Test func `a rule against what rows state is doubted`() throws {
    let (folder, _) = try Self.propose(
      "ph.csv", Self.text("by-provider-text.csv"),
      filling: [
        (#""gateway": "FILL IN""#, #""gateway": """#),
        (#""gateway": ["cache_read", "cache_write"]"#, #""gateway": []"#),
      ])
    let run = try Self.run(folder)
    #expect(run.status == 2, "\(run.said)")
    #expect(
      run.said.contains(
        #""$ai_cache_reporting_exclusive" states for gateway that its input_tokens include cache_read and cache_write"#
      ),
      "\(run.said)")
  }

  /// Rows with an id in `cache_reference_id` were answered by the gateway's cache, and cost nothing: 0.00295845 + 0.078012 USD.
  @Test func `an id of zeros alone is no count`() throws {
    let (folder, said) = try Self.propose("he.csv", Self.text("answers-from-cache.csv"))
    #expect(said.contains(#""cache_read_tokens": "prompt_cache_read_tokens""#), "\(said)")
    let run = try Self.run(folder)
    #expect(run.cost == Decimal(string: "0.08097045"), "\(said)")
  }
}
