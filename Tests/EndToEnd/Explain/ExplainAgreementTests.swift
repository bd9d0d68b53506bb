import Foundation
import Testing

/// The figures of `explain` for a row equal those of a run.
struct ExplainAgreementTests {
  @Test func `explained figures are those of the rated rows`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    let exceptions = Set(
      rows(ofCSV: try folder.text("ws/out/exceptions.csv")).compactMap { $0["request_id"] })
    let chosen = rated.enumerated().filter {
      $0.offset % 61 == 0 || exceptions.contains($0.element["request_id"] ?? "")
    }.map(\.element)
    #expect(chosen.count > 400)
    for row in chosen { try agrees(row, folder.path("ws")) }
  }

  private func agrees(_ row: [String: String], _ workspace: String) throws {
    let id = row["request_id"] ?? ""
    let run = try Program.assay("explain", workspace, id, "--json")
    #expect(run.status == 0, "\(id): \(run.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let all = try #require(json)
    let cost = try #require(all["cost"] as? [String: Any])
    let charge = try #require(all["charge"] as? [String: Any])
    let multiplier = try #require(charge["multiplier"] as? [String: Any])
    let isPriced = row["cost_class"] != "unpriced"
    let explained: [(String, Any?)] = [
      ("file", all["file"]), ("line", all["line"]), ("tier", all["tier"]),
      ("model", all["model"]), ("model_as_recorded", all["model_as_recorded"]),
      ("status", all["status"]), ("vendor_cost_usd", cost["vendor_cost_usd"]),
      ("notional_cost_usd", cost["notional_cost_usd"]),
      ("recorded_cost_usd", cost["recorded_cost_usd"]), ("cost_class", cost["class"]),
      ("multiplier", multiplier["value"]), ("multiplier_level", multiplier["level"]),
      ("multiplier_row", multiplier["row"]), ("credit_increment", charge["credit_increment"]),
      ("credits", charge["credits"]), ("list_revenue_usd", charge["list_revenue_usd"]),
      ("revenue_usd", charge["revenue_usd"]), ("recorded_credits", charge["recorded_credits"]),
      ("credits_class", charge["class"]),
    ]
    for (column, value) in explained { #expect(text(value) == row[column], "\(id) \(column)") }
    if isPriced { #expect(priceRows(cost) == row["price_rows"], "\(id)") }
  }

  /// The rows that decided the prices, each once, in the order of the classes.
  private func priceRows(_ cost: [String: Any]) -> String {
    var rows: [String] = []
    for line in cost["classes"] as? [[String: Any]] ?? [] {
      let derivations = line["derivations"] as? [[String: Any]] ?? []
      for row in [line["price_row"]] + derivations.map({ $0["row"] }) {
        if !rows.contains(text(row)) { rows.append(text(row)) }
      }
    }
    return rows.joined(separator: " ")
  }

  private func text(_ value: Any?) -> String {
    switch value {
    case let text as String: text
    case let number as NSNumber: number.stringValue
    default: ""
    }
  }
}
