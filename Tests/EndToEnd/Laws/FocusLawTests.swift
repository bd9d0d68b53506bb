import Foundation
import Testing

/// Laws of the FOCUS files of any ledger.
struct FocusLawTests {
  private static let numbers = [
    "BilledCost", "EffectiveCost", "ContractedCost", "ListCost", "ContractedUnitPrice",
    "ListUnitPrice", "ConsumedQuantity", "PricingQuantity", "PricingCurrencyEffectiveCost",
    "PricingCurrencyListUnitPrice", "PricingCurrencyContractedUnitPrice", "x_Requests",
    "x_ContextBand",
  ]

  /// The 20,000 requests of `Quarter`, in a zone with summer time.
  private func workspace(zone: String) throws -> Scratch {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let settings = try folder.text("ws/assay.json")
    try folder.write(
      "ws/assay.json",
      settings.replacing("\"UTC\",", with: "\"\(zone)\", \"organization\": \"Example Ltd\","))
    return folder
  }

  private func decimal(_ text: String?) throws -> Decimal {
    try #require(text.flatMap { Decimal(string: $0) })
  }

  private func sum(_ rows: [[String: String]], _ column: String) throws -> Decimal {
    try rows.reduce(0) { $0 + (try decimal($1[column])) }
  }

  @Test(
    arguments: [
      ("UTC", "tier", []), ("Europe/Berlin", "account", ["--period", "2026-08"]),
    ] as [(String, String, [String])])
  func `prices times quantities are costs, numbers have a point, and sums are those of the run`(
    zone: String, cut: String, period: [String]
  ) throws {
    let folder = try workspace(zone: zone)
    let out = "ws/out" + (period.isEmpty ? "" : "/2026-08")
    var texts: [[String]] = []
    for threads in ["1", "3"] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--focus", "--focus-by", cut, "--threads", threads]
          + period)
      #expect(run.status == 2, "\(run.errors)")
      texts.append(try ["focus", "focus-credits"].map { try folder.text("\(out)/\($0).csv") })
    }
    let areEqual = texts[0] == texts[1]
    #expect(areEqual)
    let (usage, credits) = (rows(ofCSV: texts[0][0]), rows(ofCSV: texts[0][1]))
    #expect(usage.count > 100 && credits.count > 100)
    for line in usage + credits {
      for column in Self.numbers {
        let text = line[column] ?? "?"
        #expect(text.isEmpty || text.wholeMatch(of: #/-?[0-9]+\.[0-9]+/#) != nil, "\(column)")
      }
      guard line["x_Unpriced"] == "false" || line["PricingUnit"] == "Credits" else {
        #expect(line["ListUnitPrice"] == "" && line["BilledCost"] == "0.0")
        continue
      }
      let product = try decimal(line["ListUnitPrice"]) * decimal(line["PricingQuantity"])
      #expect(product == (try decimal(line["ListCost"])), "\(line)")
    }
    let days = rows(ofCSV: try folder.text("\(out)/margin-by-day.csv"))
    let byDay = Dictionary(grouping: usage) { $0["ChargePeriodStart"] ?? "" }
    #expect(byDay.count == days.count)
    for (start, day) in zip(byDay.keys.sorted(), days.sorted { $0["day"] ?? "" < $1["day"] ?? "" })
    {
      let cost = try sum(byDay[start] ?? [], "BilledCost")
      #expect(cost == (try decimal(day["vendor_cost_usd"])), "\(start)")
    }
    let summary = Dictionary(
      uniqueKeysWithValues: rows(ofCSV: try folder.text("\(out)/summary.csv")).map {
        ($0["measure"] ?? "", $0["value"] ?? "")
      })
    #expect(try sum(usage, "BilledCost") == decimal(summary["vendor_cost_usd"]))
    #expect(try sum(credits, "PricingQuantity") == decimal(summary["credits"]))
    #expect(try sum(credits, "ListCost") == decimal(summary["list_revenue_usd"]))
    #expect(try sum(credits, "EffectiveCost") == decimal(summary["revenue_usd"]))
  }

  @Test(arguments: ["UTC", "Europe/Berlin"])
  func `the file read back as a bill agrees with the ledger in every group`(zone: String) throws {
    let folder = try workspace(zone: zone)
    _ = try Program.assay("run", folder.path("ws"), "--quiet", "--focus")
    let usage = try folder.text("ws/out/focus.csv")
    try folder.write("ws/bills/focus.csv", usage)
    let bill = try Program.assay(
      "bill", folder.path("ws"), "--focus", "--fail-on", "bill", "--output", folder.path("ws/out/b")
    )
    // The bill differs in nothing; rows of the ledger have no price.
    #expect(bill.status == 2, "\(bill.errors)")
    #expect(try folder.text("ws/out/b/focus.csv") == usage)
    let groups = rows(ofCSV: try folder.text("ws/out/b/bill-reconciliation.csv"))
    #expect(groups.count > 100)
    for group in groups {
      // A group without a price has no cost to compare.
      let difference = group["ledger_usd"] == "" ? "" : "0"
      #expect(group["difference_usd"] == difference && group["lines"] != "0", "\(group)")
      #expect(group["billed_quantity"] == group["ledger_quantity"], "\(group)")
    }
  }
}
