import Foundation
import Testing

/// The laws of the four files about usage, for any ledger.
struct InsightLawTests {
  private static func table(_ folder: Scratch, _ path: String) throws -> [[String: String]] {
    rows(ofCSV: try folder.text(path))
  }

  private static func sum(_ rows: [[String: String]], _ column: String) -> Decimal {
    rows.reduce(Decimal(0)) { $0 + (Decimal(string: $1[column] ?? "") ?? 0) }
  }

  @Test(arguments: [[], ["--period", "2026-09"]])
  func `users, hours and models add up to the summary`(period: [String]) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(
      ["run", folder.path("ws"), "--output", folder.path("out"), "--quiet"] + period)
    let summary = try Self.table(folder, "out/summary.csv")
    func figure(_ name: String) throws -> Decimal {
      let row = try #require(summary.first { $0["measure"] == name })
      return try #require(Decimal(string: row["value"] ?? ""))
    }
    for name in ["users", "usage-patterns", "efficiency"] {
      let rows = try Self.table(folder, "out/\(name).csv")
      #expect(try Self.sum(rows, "requests") == figure("rows_rated"), "\(name)")
      #expect(try Self.sum(rows, "vendor_cost_usd") == figure("vendor_cost_usd"), "\(name)")
      guard name == "users" else { continue }
      for column in ["credits", "revenue_usd", "margin_usd"] {
        #expect(try Self.sum(rows, column) == figure(column), "\(column)")
      }
    }
  }

  /// All models of a vendor are given one class, so that each may be replaced by any other: their prices change on
  /// different days, and have different bands.
  @Test func `a saving by another model is what simulate gives for the same swap`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    func efficiency(_ name: String) throws -> [[String: String]] {
      _ = try Program.assay(
        "run", folder.path("ws"), "--output", folder.path(name), "--quiet")
      return try Self.table(folder, "\(name)/efficiency.csv")
    }
    let models = try efficiency("before").compactMap { row in
      row["provider"].flatMap { provider in row["model"].map { "\(provider),\($0),standard\n" } }
    }
    try folder.write("ws/models.csv", "provider,model,class\n" + models.joined())
    let replaceable = try efficiency("after").filter { $0["cheaper_model"] != "" }
    #expect(replaceable.count > 3)
    for row in replaceable {
      let (model, other) = (row["model"] ?? "", row["cheaper_model"] ?? "")
      _ = try Program.assay(
        "simulate", folder.path("ws"), "--swap", "\(row["provider"] ?? "")/\(model)=\(other)",
        "--output", folder.path("simulation"), "--force", "--quiet")
      let cost = try Self.table(folder, "simulation/simulation.csv").first {
        $0["category"] == "net" && $0["measure"] == "vendor_cost_usd" && $0["key"] == ""
      }
      #expect(cost?["change"] == "-" + (row["cheaper_model_saving_usd"] ?? ""), "\(model)")
    }
  }
}
