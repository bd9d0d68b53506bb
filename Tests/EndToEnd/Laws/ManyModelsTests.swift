import Foundation
import Testing

/// A ledger that names very many models.
struct ManyModelsTests {
  /// Work that grew with the square of the models took minutes; the shell ends a run after one.
  @Test func `the time of a run grows with its models, not with their square`() throws {
    let folder = try Scratch()
    let models = (0..<3_000).map { "model-\($0)" }
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\n"
        + models.map { "p,\($0),input,1,2026-01-01\n" }.joined())
    // Each model twice, on one of ninety days; a third of the costs is recorded wrong.
    let rows = (0..<6_000).map { number -> String in
      let day = number / 67
      let (month, date) = (day / 30 + 6, day % 30 + 1)
      let time = "2026-0\(month)-\(date < 10 ? "0" : "")\(date)T00:00:00Z"
      let cost = number.isMultiple(of: 3) ? "0.000007" : "0.000005"
      return "r\(number),\(time),u,p,\(models[number % 3_000]),pro,5,\(cost)\n"
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,provider,model,tier,input_tokens,"
        + "vendor_cost_usd\n" + rows.joined())
    try folder.write("ws/plans.csv", "tier\npro\n")
    let run = try Program.shell("ulimit -t 60; $ASSAY run --quiet \(folder.path("ws"))")
    #expect(run.status == 0, "\(run.status): \(run.errors.prefix(1_000))")
    let summary = try folder.text("ws/out/summary.csv")
    #expect(summary.contains("rows_rated,6000\n"), "\(summary)")
    #expect(summary.contains("cost_mismatched,2000\n"), "\(summary)")
  }
}
