import Foundation
import Testing

/// Requests of a wrong clock, far before or after all others.
struct DateOutlierTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd\n"

  /// 42 days of three requests of 0.0045 USD, and one more.
  private func workspace(odd: String?) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,4.5\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    let days =
      (1...30).map { "2026-06-\($0 < 10 ? "0" : "")\($0)" }
      + (1...12).map { "2026-07-\($0 < 10 ? "0" : "")\($0)" }
    let rows = days.flatMap { day in
      (0..<3).map { "\(day)-\($0),\(day)T1\($0):00:00Z,u,pro,p,m,1000,0.0045\n" }
    }
    let last = odd.map { "odd,\($0),u,pro,p,m,1000,0.0045\n" } ?? ""
    try folder.write("ws/ledger/u.csv", Self.header + rows.joined() + last)
    return folder
  }

  /// 30 days of 3 × 0.0045 USD are 0.405 USD.
  @Test(arguments: [
    ("2027-08-01T00:00:00Z", "385 days after all others, on 2027-08-01"),
    ("2025-06-01T00:00:00Z", "365 days before all others, on 2025-06-01"),
  ])
  func `a request far from all others is named, counts, and moves no end`(
    time: String, words: String
  ) throws {
    let folder = try workspace(odd: time)
    let warning = "ledger/u.csv:128: warning: [time.far] 1 row is \(words)"
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.status == 2)
    #expect(check.errors.contains(warning), "\(check.errors)")
    #expect(check.output.contains("ready to run, but 1 doubt (time.far)."), "\(check.output)")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 2)
    #expect(run.errors.contains(warning))
    #expect(run.errors.hasSuffix("assay: complete, but 1 doubt (time.far) (exit 2)\n"))
    #expect(run.output.contains("Usage from 2026-06-01 to 2026-07-12 (UTC)"), "\(run.output)")
    #expect(run.output.contains("127 rated"))
    let flat = run.output.replacing(#/\n +/#, with: " ")
    #expect(
      flat.contains("Doubtful or excluded input ledger/u.csv:128: 1 row is \(words)"), "\(flat)")
    let page = try folder.text("ws/out/report.html").replacing("\u{A0}", with: " ")
    #expect(page.contains("Doubtful or excluded input") && page.contains("1 row is \(words)"))
    for document in [
      try folder.text("ws/out/manifest.json"),
      try Program.assay("run", folder.path("ws"), "--json").output,
      try Program.assay("check", folder.path("ws"), "--json").output,
    ] {
      let object = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
      let doubts = object?["doubts"] as? [[String: Any]]
      #expect(doubts?.map { $0["code"] as? String } == ["time.far"], "\(document)")
      #expect(doubts?.first?["line"] as? Int == 128)
    }
    let forecast = try Program.assay("forecast", folder.path("ws"))
    #expect(forecast.status == 2)
    #expect(forecast.errors.contains(warning))
    #expect(forecast.output.contains("Forecast from 2026-07-13 to 2026-08-11, after 42 days"))
    let usual = try workspace(odd: nil)
    _ = try Program.assay("forecast", usual.path("ws"))
    let name = "ws/out/forecast/forecast.csv"
    #expect(try folder.text(name) == usual.text(name))
    let sum = rows(ofCSV: try folder.text(name)).filter {
      $0["series"] == "total" && $0["measure"] == "vendor_cost_usd"
    }.compactMap { $0["mean"].flatMap(Double.init) }.reduce(0, +)
    #expect(abs(sum - 0.405) < 0.02, "\(sum)")
  }

  @Test func `the last days of a ledger are counted from where its usage ends`() throws {
    let folder = try workspace(odd: "2027-08-01T00:00:00Z")
    let run = try Program.assay("run", folder.path("ws"), "--last", "30")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("Usage from 2026-06-13 to 2026-07-12 (UTC)"), "\(run.output)")
    #expect(run.output.contains("90 rated"))
  }

  @Test func `without such a request nothing is in doubt`() throws {
    let folder = try workspace(odd: nil)
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 0)
    #expect(!run.output.contains("Doubtful or excluded"))
    #expect(try !folder.text("ws/out/report.html").contains("Doubtful or excluded"))
  }
}
