import Foundation
import Testing

/// Rows of a JSON document that all stand on one line are told apart by where they begin.
struct SingleLineJSONTests {
  /// Six requests of 1 to 6 USD, of which the fourth was recorded as 5 and the third is exported twice.
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,per,effective_from\np,m,input,1,1,2026-01-01\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    let rows = (1...6).map { number in
      #"{"request_id":"r\#(number)","request_started_at":"2026-08-01T10:00:0\#(number)Z","user_id":"u\#(number)","#
        + #""tier":"pro","provider":"p","model":"m","input_tokens":\#(number),"#
        + #""vendor_cost_usd":"\#(number == 4 ? 5 : number)"}"#
    }
    try folder.write("ws/ledger/a.json", "[" + (rows + [rows[2]]).joined(separator: ",") + "]")
    return folder
  }

  @Test func `each rated row is listed once, with its own diagnosis`() throws {
    let folder = try workspace()
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["request_id"] } == ["r1", "r2", "r3", "r4", "r5", "r6"])
    #expect(rated.map { $0["line"] } == Array(repeating: "1", count: 6))
    #expect(
      rated.map { $0["diagnosis"]?.isEmpty } == [true, true, true, false, true, true])
  }

  @Test func `the largest requests behind a figure leave out copies alone`() throws {
    let folder = try workspace()
    let figure = try Program.assay(
      "explain", folder.path("ws"), "--figure", "summary/vendor_cost_usd", "--json")
    let answer = try JSONSerialization.jsonObject(with: Data(figure.output.utf8)) as? [String: Any]
    let largest = answer?["largest_requests"] as? [[String: Any]]
    #expect(largest?.compactMap { $0["value"] as? String } == ["6", "5", "4", "3", "2", "1"])
  }
}
