import Foundation
import Testing

/// Requests of a region: priced right, unpriced with a remedy, or at a price without a region and said to be.
struct RegionTests {
  /// A new workspace has Anthropic's factor: a tenth more on tokens with `inference_geo` `us`, not on searches.
  ///
  /// In millionths of a USD: (1,000 × 5 + 1,000 × 25) × 1.1 = 33,000; (105 × 5 + 7,123 × 0.5 + 7,345 × 6.25 + 6,039 × 25) × 1.1 + 10,000
  /// = 231,064.525, and 210,967.75 anywhere.
  @Test func `inference in the US alone costs a tenth more, as was recorded`() throws {
    let folder = try Scratch()
    try #require(try Program.assay("init", folder.path("ws")).status == 0)
    func body(_ id: String, _ usage: String) -> String {
      #"{"request_id":"\#(id)","request_started_at":"2026-08-10T10:00:00Z","user_id":"u","tier":"pro","provider":"anthropic","#
        + #""response":{"type":"message","model":"claude-opus-4-8","usage":{\#(usage)}}}"# + "\n"
    }
    let large =
      #""input_tokens":105,"output_tokens":6039,"cache_read_input_tokens":7123,"cache_creation_input_tokens":7345,"#
      + #""server_tool_use":{"web_search_requests":1},"inference_geo":"#
    try folder.write(
      "ws/ledger/a.jsonl",
      body("a", #""input_tokens":1000,"output_tokens":1000,"inference_geo":"us""#)
        + body("b", large + #""us""#) + body("c", large + #""global""#))
    try folder.write(
      "ws/ledger/b.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,region,vendor_cost_usd\n"
        + "d,2026-08-10T10:00:00Z,u,pro,anthropic,claude-opus-4-8,1000,1000,us,0.033\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0 && !run.errors.contains("ref."), "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(
      rated.map { $0["vendor_cost_usd"] } == ["0.033", "0.231064525", "0.21096775", "0.033"])
    #expect(rated.last?["cost_class"] == "matched")
  }

  private static let head =
    "request_id,request_started_at,user_id,tier,provider,model,region,input_tokens,cache_read_tokens\n"

  private static func workspace(_ books: [String: String], _ ledger: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    for (name, text) in books { try folder.write("ws/" + name, text) }
    let lines = ledger.enumerated().map { index, row in
      "r\(index + 1),2026-08-01T10:00:00Z,u,pro,\(row)\n"
    }
    try folder.write("ws/ledger/a.csv", head + lines.joined())
    return folder
  }

  private static let prices = "provider,model,unit_class,price_usd,region\n"

  /// 1,000 × 3 and 10 × 0.3 in millionths of a USD.
  @Test func `without any price of a region the one without counts, and one warning says so`()
    throws
  {
    let folder = try Self.workspace(
      ["prices/p.csv": Self.prices + "acme,m,input,3,\nacme,m,cache_read,0.3,\n"],
      ["acme,m,eu,1000,0", "acme,m,us,1000,10", "acme,m,eu,1000,0", "acme,m,global,1000,0"])
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0)
    #expect(run.errors.components(separatedBy: "[ref.region]").count == 2, "\(run.errors)")
    let said = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(said.contains("eu (2 requests, 0.006 USD), us (1 request, 0.003003 USD)"), "\(said)")
    // The rows of the help, as they are printed, take the warning away and change no cost.
    let before = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
    #expect(
      said.contains(
        "make derivations.csv with the header provider,factor,region,models, and add:"
          + " acme,1,eu,m acme,1,us,m")
    )
    try folder.write(
      "ws/derivations.csv", "provider,factor,region,models\nacme,1,eu,m\nacme,1,us,m\n")
    let again = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(again.status == 0 && again.errors.isEmpty, "\(again.errors)")
    #expect(rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] } == before)
  }

  @Test func `with a price of one region the others have none, and the help has a row for each`()
    throws
  {
    let book = Self.prices + "acme,m,input,3,\nacme,m,cache_read,0.3,\nacme,m,input,3.3,us\n"
    let folder = try Self.workspace(
      ["prices/p.csv": book],
      ["acme,m,eu,1000,0", "acme,m,us,1000,10", "acme,m,us,1000,0", "acme,m,,1000,10"])
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 2, "\(check.output)")
    let said = check.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      said.contains("no price for input in region \"eu\", and for cache_read in region \"us\""),
      "\(said)")
    #expect(
      said.contains("add to prices/p.csv: acme,m,input,PRICE,eu acme,m,cache_read,PRICE,us"),
      "\(said)")
    try folder.write(
      "ws/prices/p.csv", book + "acme,m,input,3.6,eu\nacme,m,cache_read,0.33,us\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(
      rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
        == ["0.0036", "0.0033033", "0.0033", "0.003003"])
  }

  /// Bedrock: 1,000 × 3 with the global profile, a tenth more with any other, or in a region.
  @Test func `a profile in the name of a model of Bedrock is its region`() throws {
    let model = "anthropic.claude-sonnet-4-5-20250929-v1:0"
    let folder = try Scratch()
    try #require(try Program.assay("init", folder.path("ws")).status == 0)
    try folder.write("ws/prices/own.csv", Self.prices + "amazon,\(model),input,3,\n")
    let names = [
      ("global.", ""), ("us.", ""), ("eu.", "eu-west-1"), ("global.", "us-east-1"),
      ("", "us-east-1"), ("", ""),
    ]
    try folder.write(
      "ws/ledger/a.csv",
      Self.head
        + names.enumerated().map { index, name in
          "r\(index),2026-08-01T10:00:00Z,u,pro,bedrock,\(name.0)\(model),\(name.1),1000,0\n"
        }.joined())
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(
      rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
        == ["0.003", "0.0033", "0.0033", "0.003", "0.0033", "0.003"])
  }
}
