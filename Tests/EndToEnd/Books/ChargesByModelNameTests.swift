import Foundation
import Testing

/// Models whose names state charges that catalogs leave out, by the shipped books: such requests have no price until somebody
/// states it.
struct ChargesByModelNameTests {
  private static let header =
    "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens\n"

  private static func costs(
    _ models: [(model: String, input: Int, output: Int)], provider: String, own: String = ""
  ) throws -> (costs: [String], said: String) {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let lines = models.enumerated().map { row, each in
      "r\(row),2026-10-05T10:0\(row):00Z,u,\(provider),\(each.model),\(each.input),\(each.output)\n"
    }
    try folder.write("ws/ledger/a.csv", header + lines.joined())
    if !own.isEmpty {
      try folder.write(
        "ws/prices/own.csv", "provider,model,unit_class,price_usd,per,effective_from\n" + own)
    }
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(run.status == (own.isEmpty ? 2 : 0), "\(run.errors)")
    return (rated.map { $0["vendor_cost_usd"] ?? "" }, run.errors)
  }

  /// 1,000 × 0.15 + 100 × 0.6 millionths; with 25 USD for 1,000 searches 94 × 0.15 + 297 × 0.6 + 25,000 and 265 × 2.5 + 599 × 10 +
  /// 25,000.
  @Test func `a search model charges a fee for each request`() throws {
    let models = [
      ("gpt-4o-mini-search-preview-2025-03-11", 94, 297),
      ("gpt-4o-search-preview-2025-03-11", 265, 599), ("gpt-4o-mini", 1_000, 100),
    ]
    let (costs, said) = try Self.costs(models, provider: "openai")
    #expect(costs == ["", "", "0.00021"])
    for model in ["gpt-4o-mini-search-preview", "gpt-4o-search-preview"] {
      #expect(said.contains("openai,\(model),request,PRICE,1,2026-10-05"), "\(said)")
    }
    let own = ["gpt-4o-mini-search-preview", "gpt-4o-search-preview"].map {
      "openai,\($0),request,0.025,1,2026-01-01\n"
    }
    #expect(
      try Self.costs(models, provider: "openai", own: own.joined()).costs
        == ["0.0251923", "0.0316525", "0.00021"])
  }

  /// The fee is 0.005, 0.008 or 0.012 by the size of the search context, which no row states; 112 + 568 millionths and, at 0.006,
  /// 571 × 3 + 510 × 15.
  @Test func `the fee of Sonar is not known without the size of its search context`() throws {
    let models = [("sonar", 112, 568), ("sonar-pro", 571, 510)]
    let (costs, said) = try Self.costs(models, provider: "perplexity")
    #expect(costs == ["", ""])
    #expect(said.contains("perplexity,sonar,request,PRICE,1,2026-10-05"), "\(said)")
    let own =
      "perplexity,sonar,request,0.005,1,2026-01-01\nperplexity,sonar-pro,request,0.006,1,2026-01-01\n"
    #expect(
      try Self.costs(models, provider: "perplexity", own: own).costs == ["0.00568", "0.015363"])
  }

  /// The size of a search context is a word, and no number of searches.
  @Test func `the help for the size of a search context names no column of Assay`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    try folder.write(
      "ws/ledger/a.csv",
      Self.header.replacing("\n", with: ",search_context_size\n")
        + "r,2026-10-05T10:00:00Z,u,perplexity,sonar,112,568,high\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("search_context_size"), "\(check.errors)")
    #expect(check.errors.contains("Assay has no unit class for it"), "\(check.errors)")
    #expect(!check.errors.contains("searches"), "\(check.errors)")
  }

  /// At 0.5 and 10 USD: 322 × 0.5 + 1,563 × 10 millionths; gpt-4o-mini-tts costs 0.6 and 12: 100 × 0.6 + 200 × 12.
  @Test func `a price of text does not apply to speech`() throws {
    let models = [("gemini-2.5-flash-preview-tts", 322, 1_563)]
    let (costs, said) = try Self.costs(models, provider: "google")
    #expect(costs == [""])
    for unitClass in ["input", "output"] {
      #expect(said.contains("google,gemini-2.5-flash-preview-tts,\(unitClass),PRICE"), "\(said)")
    }
    #expect(!said.contains("LiteLLM"), "\(said)")
    let own = ["input,0.5", "output,10"].map {
      "google,gemini-2.5-flash-preview-tts,\($0),1000000,2026-01-01\n"
    }
    #expect(try Self.costs(models, provider: "google", own: own.joined()).costs == ["0.015791"])
    #expect(
      try Self.costs(
        [("gpt-4o-mini-tts", 100, 200)], provider: "openai",
        own: "p,m,input,1,1000000,2026-01-01\n"
      ).costs == ["0.00246"])
  }
}
