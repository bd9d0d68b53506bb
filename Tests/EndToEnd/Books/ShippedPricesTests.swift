import Foundation
import Testing

/// The prices of a new workspace, by the sources that its books name in data/README.md.
struct ShippedPricesTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,audio_input_tokens,"
    + "audio_output_tokens,searches,cache_read_tokens\n"

  private static func costs(
    _ requests: [(day: String, model: String, counts: String)]
  ) throws -> [String?] {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let rows = requests.enumerated().map { index, request in
      "r\(index),\(request.day)T12:00:00Z,u,pro,\(request.model),\(request.counts)\n"
    }
    try folder.write("ws/ledger/a.csv", header + rows.joined())
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status != 1, "\(run.errors)")
    let rated = byID(try folder.text("rated.csv"))
    return requests.indices.map { rated["r\($0)"] }
  }

  private static func byID(_ text: String) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: rows(ofCSV: text).map {
        ($0["request_id"] ?? "", $0["vendor_cost_usd"] ?? "")
      })
  }

  /// A million tokens in and 100,000 out, by the price list of the vendor: claude-3.5-haiku 0.8 and 4, gpt-3.5-turbo 0.5 and 1.5;
  /// of gemini-pro LiteLLM's snapshots have 0.7 and 2.1 above 128,000 tokens, and no source when Google changed it.
  @Test(arguments: [
    ("anthropic,claude-3-5-haiku-latest", "1.2"), ("openai,gpt-3.5-turbo", "0.65"),
    ("openai,gpt-35-turbo", "0.65"), ("openai,gpt-3.5-turbo-0125", "0.65"),
    ("google,gemini-pro", "0.91"), ("google,gemini-1.0-pro", "0.91"),
  ])
  func `no price changes on the day of the catalog because the source does`(
    model: String, cost: String
  ) throws {
    let days = ["2025-06-15", "2026-08-20", "2026-08-21", "2026-09-01"]
    let costs = try Self.costs(days.map { ($0, model, "1000000,100000,,,,") })
    #expect(costs == days.map { _ in cost })
  }

  /// LiteLLM's snapshot of 2024-11-08 has 100 and 200 USD a million for audio; genai-prices says nothing of it.
  @Test func `a class goes on where a later source says nothing of it`() throws {
    let days = ["2026-08-20", "2026-08-21", "2026-10-01"]
    let audio = try Self.costs(
      days.map { ($0, "openai,gpt-4o-audio-preview", "0,0,1000000,1000000,,") })
    #expect(audio == days.map { _ in "300" })
    let search = try Self.costs(
      days.map { ($0, "openai,gpt-4o-search-preview", "0,0,,,,1000000") })
    // Its cached tokens cost 1.25 on, but its requests have a fee that nobody states.
    #expect(search.allSatisfy { $0 == "" }, "\(search)")
    let shipped = try String(
      contentsOf: Program.repository.appending(path: "data/genai-prices.csv"), encoding: .utf8)
    #expect(
      shipped.contains(
        "openai,gpt-4o-search-preview,cache_read,1.25,1000000,standard,,,2026-08-21,,"))
  }

  /// LiteLLM has output of gemini-1.5-pro-latest at 1.05, below input at 3.5; Gemini 1.5 Pro costs 1.25 and 5 up to 128,000 tokens
  /// since October 2024.
  @Test func `a slip of a catalog is not shipped`() throws {
    let costs = try Self.costs([
      ("2025-06-15", "google,gemini-1.5-pro-latest", "100000,100000,,,,")
    ])
    #expect(costs == ["0.625"])
  }

  /// 10 USD for 1,000 searches (https://platform.claude.com/docs/en/about-claude/pricing), under the vendor's names and the history's.
  @Test func `searches of Claude have their price`() throws {
    let names = ["claude-sonnet-4-5", "claude-sonnet-4.5", "claude-haiku-4-5-20251001"]
    let costs = try Self.costs(names.map { ("2026-01-15", "anthropic,\($0)", "0,0,,,3,") })
    #expect(costs == ["0.03", "0.03", "0.03"])
  }

  @Test func `the books of a new workspace pass their own check`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let days = ["2024-12-01", "2025-12-01", "2026-08-25"]
    for day in days {
      try folder.write(
        "ws/ledger/a.csv",
        "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
          + "r,\(day)T12:00:00Z,u,pro,openai,gpt-4o,1000\n")
      let check = try Program.assay("prices", "check", folder.path("ws"))
      #expect(check.status == 0, "\(day): \(check.output)\(check.errors)")
    }
  }

  /// Output of a cheap image model below its input: said once, until the row says why it is right.
  @Test func `a contradiction that is right is accepted in its source`() throws {
    let folder = try Scratch()
    func status(_ source: String) throws -> Int32 {
      try folder.write(
        "ws/prices/own.csv",
        "provider,model,unit_class,price_usd,effective_from,source\nacme,m,input,2.5,2026-01-01,list\n"
          + "acme,m,output,2,2026-01-01,\(source)\n")
      try folder.write("ws/plans.csv", "tier\npro\n")
      try folder.write(
        "ws/ledger/a.csv",
        "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
          + "r,2026-07-01T12:00:00Z,u,pro,acme,m,1000\n")
      return try Program.assay("prices", "check", folder.path("ws")).status
    }
    #expect(try status("list") == 2)
    #expect(try status("list; contradiction accepted: images have a price of their own") == 0)
  }

  @Test func `every alias of a new workspace is of a model with a price`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    var models: Set<String> = []
    for book in ["vendors", "catalog"] {
      for row in rows(ofCSV: try folder.text("ws/prices/\(book).csv")) {
        models.insert("\(row["provider"] ?? "") \(row["model"] ?? "")")
      }
    }
    let aliases = rows(ofCSV: try folder.text("ws/aliases.csv"))
    #expect(aliases.count > 1_000)
    let without = aliases.filter {
      !models.contains("\($0["provider"] ?? "") \($0["model"] ?? "")")
    }
    #expect(without.isEmpty, "\(without)")
  }
}
