import Foundation
import Testing

/// Names of columns that must be meant for ours: with other capitals, other signs between words, or a letter off.
struct NearNameTests {
  /// The export's name of a column, its meaning, and the content of a cell.
  private static let meant: [(name: String, column: String, value: String)] = [
    ("inputTokens", "input_tokens", "1000"), ("InputTokens", "input_tokens", "1000"),
    ("input-tokens", "input_tokens", "1000"), ("input tokens", "input_tokens", "1000"),
    ("inputToken", "input_tokens", "1000"), ("outputTokens", "output_tokens", "5"),
    ("cacheReadTokens", "cache_read_tokens", "500"),
    ("cacheWrite5mTokens", "cache_write_5m_tokens", "500"),
    ("vendorCostUsd", "vendor_cost_usd", "9"), ("creditsDeducted", "credits_deducted", "9"),
    ("serviceTier", "service_tier", "\"batch\""), ("accountId", "account_id", "\"a\""),
  ]
  /// In the header of a CSV capitals never matter.
  private static let capitals: [(name: String, column: String, value: String)] = [
    ("Input_Tokens", "input_tokens", "1000"), ("INPUT_TOKENS", "input_tokens", "1000"),
    ("Images", "images", "5"), ("Tier", "tier", "\"pro\""), ("BYOK", "byok", "true"),
  ]

  private static let cells: [(name: String, value: String)] = [
    ("request_id", "\"r1\""), ("request_started_at", "\"2026-07-01T00:00:00Z\""),
    ("user_id", "\"u\""), ("provider", "\"p\""), ("model", "\"m\""), ("searches", "1"),
  ]

  private func folder(_ name: String, _ text: String) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    try folder.write("ws/ledger/" + name, text)
    return folder
  }

  private static let prices =
    "provider,model,unit_class,price_usd\np,m,input,2\np,m,output,5\np,m,search,0.01\np,m,image,1\n"

  private static func object(_ cells: [(name: String, value: String)]) -> String {
    "{" + cells.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  private static func table(_ cells: [(name: String, value: String)]) -> String {
    cells.map(\.name).joined(separator: ",") + "\n" + cells.map(\.value).joined(separator: ",")
      + "\n"
  }

  @Test func `an export with a name that must be meant for ours is refused, whatever its format`()
    throws
  {
    for (name, column, value) in Self.meant + Self.capitals {
      let cells = Self.cells + [(name, value)]
      let isCapitals = Self.capitals.contains { $0.name == name }
      var files = [
        ("a.jsonl", Self.object(cells) + "\n", name),
        ("a.json", "[" + Self.object(cells) + "]", name),
      ]
      if !isCapitals { files.append(("a.csv", Self.table(cells), name.lowercased())) }
      for (file, text, found) in files {
        let folder = try folder(file, text)
        for command in ["run", "check"] {
          let run = try Program.assay(command, folder.path("ws"))
          #expect(run.status == 1, "\(file) \(name)")
          let said = ": error: [csv.missing] no column \"\(column)\", found \"\(found)\"\n"
          #expect(run.errors.contains(said), "\(file) \(name): \(run.errors)")
        }
      }
      if isCapitals {
        let folder = try folder("a.csv", Self.table(cells))
        let run = try Program.assay("run", folder.path("ws"))
        #expect(run.status == 0 && !run.errors.contains("[csv."), "\(name): \(run.errors)")
      }
    }
  }

  /// 1,000 tokens at 2 USD a million and a search of 0.01 USD are 0.012 USD.
  @Test func `what the refusal says to type reads the column`() throws {
    let cells = Self.cells + [("inputTokens", "1000")]
    for (file, text) in [
      ("a.jsonl", Self.object(cells) + "\n"), ("a.json", "[" + Self.object(cells) + "]"),
    ] {
      let folder = try folder(file, text)
      let refused = try Program.assay("run", folder.path("ws"))
      let mapping = "\"inputTokens\": \"input_tokens\""
      #expect(refused.errors.contains("in assay.json: \(mapping)\n"), "\(refused.errors)")
      try folder.write("ws/assay.json", "{ \"mappings\": { \(mapping) } }")
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.status == 0, "\(run.errors)")
      #expect(try folder.text("ws/out/summary.csv").contains("\nvendor_cost_usd,0.012\n"))
    }
  }

  /// Somebody's own, or too likely to be.
  @Test func `what has another name is only reported`() throws {
    for name in ["image", "second", "search", "tokens", "note", "costs"] {
      let cells = Self.cells + [(name, "1")]
      for (file, text) in [("a.jsonl", Self.object(cells)), ("a.csv", Self.table(cells))] {
        let folder = try folder(file, text)
        let run = try Program.assay("run", folder.path("ws"))
        #expect(run.status == 0, "\(file) \(name)")
        #expect(run.errors.contains("[csv.unknown]"), "\(file) \(name): \(run.errors)")
      }
    }
  }

  @Test func `where other rows have our name, the one that is meant is reported`() throws {
    let lines = ["input_tokens", "inputTokens"].enumerated().map { index, name in
      Self.object(
        [("request_id", "\"q\(index)\"")] + Self.cells.dropFirst() + [(name, "1000")])
    }
    let folder = try folder("a.jsonl", lines.joined(separator: "\n") + "\n")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(
      run.errors.contains(
        "unknown member \"inputTokens\"; Assay ignores it (first of 1 row)\n  help: did you mean \"input_tokens\"?"
      ), "\(run.errors)")
  }

  @Test func `the header of a book is held to the same`() throws {
    let folder = try folder("a.jsonl", Self.object(Self.cells) + "\n")
    try folder.write("ws/plans.csv", "tier,monthlyPriceUsd\npro,20\n")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "[csv.missing] no column \"monthly_price_usd\", found \"monthlypriceusd\""),
      "\(run.errors)")
  }
}
