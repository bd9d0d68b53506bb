import Foundation
import Testing

/// A quantity that is blank where the recorded cost is more than the others come to.
struct BlankQuantityTests {
  /// 100 × 3 + 30 × 15 are 750 millionths.
  ///
  /// 303 more are 1,010 cached tokens at 0.3, which is less than the last digit of the
  /// cost; 15,195 more are 1,013 of reasoning at 15.
  private static let cases: [(columns: String, rows: [String], settings: String, cause: String)] = [
    (
      "cache_read_tokens,vendor_cost_usd", [",0.001053", "10,0.000753"], "{}", "tokens_missing"
    ),
    // No request tells any: the ledger does not count them.
    ("cache_read_tokens,vendor_cost_usd", [",0.001053", ",0.00075"], "{}", "unexplained"),
    ("vendor_cost_usd", ["0.001053", "0.00075"], "{}", "unexplained"),
    ("reasoning_tokens,vendor_cost_usd", [",0.015945", ",0.00075"], "{}", "tokens_missing"),
    ("vendor_cost_usd", ["0.015945", "0.00075"], "{}", "unexplained"),
    // A renamed column leaves the others what they are.
    (
      "cost", ["0.015945", "0.00075"], #"{ "mappings": { "cost": "vendor_cost_usd" } }"#,
      "unexplained"
    ),
  ]

  @Test(arguments: cases)
  func `a quantity is missing where the ledger has a place for it, and proof of it`(
    columns: String, rows requests: [String], settings: String, cause: String
  ) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\nopenai,gpt,input,3\nopenai,gpt,cache_read,0.3\n"
        + "openai,gpt,output,15\nopenai,gpt,reasoning,15\n")
    try folder.write("ws/assay.json", settings)
    let lines = requests.enumerated().map {
      "r\($0),2026-08-02T10:00:00Z,u1,openai,gpt,100,30,\($1)\n"
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,\(columns)\n"
        + lines.joined())
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(found.first?["diagnosis"] == cause, "\(run.errors)")
  }
}
