import Foundation
import Ledger
import Testing

/// Laws of every class that a vendor prices: many places name the classes one after another, since a list would be
/// slow there, and no compiler asks for a new one.
///
/// Class n of fourteen costs n + 1 USD for what a price is quoted for, on day n of August 2026, and cost three times that
/// before August. Each request uses twice as much of one class and nothing else: 2 (n + 1) USD.
struct UnitClassTests {
  private static let classes = UnitClass.quantities

  private static func cost(_ index: Int) -> String { "\(2 * (index + 2))" }

  private static func stalePrice(_ index: Int) -> String { "\(3 * 2 * (index + 2))" }

  private static func quantity(_ unitClass: UnitClass) -> String { "\(2 * unitClass.defaultPer)" }

  private static func day(_ index: Int) -> String { "2026-08-\(index < 9 ? "0" : "")\(index + 1)" }

  private static func column(_ unitClass: UnitClass) -> String {
    unitClass.quantityColumn ?? ""
  }

  private static let prices: String = {
    var text = "provider,model,unit_class,price_usd,effective_from\n"
    for (index, unitClass) in classes.enumerated() {
      text += "openai,m,\(unitClass.name),\(3 * (index + 2)),2026-01-01\n"
      text += "openai,m,\(unitClass.name),\(index + 2),2026-08-01\n"
    }
    return text
  }()

  /// A request of each class, by `user` as it is written in CSV.
  private static func ledger(_ id: String, user: String, cost: (Int) -> String) -> String {
    var text = "request_id,request_started_at,user_id,tier,provider,model,vendor_cost_usd,"
    text += classes.map(column).joined(separator: ",") + "\n"
    for (index, unitClass) in classes.enumerated() {
      let counts = classes.map { $0 == unitClass ? quantity($0) : "0" }.joined(separator: ",")
      text += "\(id)\(index),\(day(index))T10:00:00Z,\(user),pro,openai,m,"
      text += "\(cost(index)),\(counts)\n"
    }
    return text
  }

  private static func jsonLines(_ id: String, user: String) -> String {
    var text = ""
    for (index, unitClass) in classes.enumerated() {
      text += #"{"request_id":"\#(id)\#(index)","request_started_at":"\#(day(index))T10:00:00Z","#
      text += #""user_id":"\#(user)","tier":"pro","provider":"openai","model":"m","#
      text += #""vendor_cost_usd":"\#(cost(index))","#
      text += #""\#(column(unitClass))":\#(quantity(unitClass))}"# + "\n"
    }
    return text
  }

  /// Runs a workspace of these exports, and returns one of its tables.
  private static func run(
    _ exports: [String: String], prices: String = prices, status: Int32 = 0, _ table: String
  ) throws -> [[String: String]] {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", prices)
    for (name, text) in exports { try folder.write("ws/ledger/" + name, text) }
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == status, "\(run.errors)")
    return rows(ofCSV: try folder.text("ws/out/\(table).csv"))
  }

  /// A plain row takes the fast path; one with a quote in it, and one of JSON, the careful ones.
  @Test func `a class alone costs its price, however its row is read`() throws {
    let facts = try Self.run(
      [
        "plain.csv": Self.ledger("p", user: "plain", cost: Self.cost),
        "quoted.csv": Self.ledger("q", user: #""quo""ted""#, cost: Self.cost),
        "lines.jsonl": Self.jsonLines("j", user: "json"),
      ], "facts")
    for (index, unitClass) in Self.classes.enumerated() {
      let found = facts.filter { $0["day"] == Self.day(index) }
      #expect(found.count == 3, "\(unitClass)")
      for fact in found {
        #expect(fact["notional_cost_usd"] == Self.cost(index), "\(unitClass)")
        #expect(fact["matched"] == "1", "\(unitClass)")
        for other in Self.classes {
          let expected = other == unitClass ? Self.quantity(other) : "0"
          #expect(fact[Self.column(other)] == expected, "\(unitClass), \(other)")
        }
      }
    }
  }

  @Test func `a class without a price leaves its request unpriced`() throws {
    let facts = try Self.run(
      ["a.csv": Self.ledger("p", user: "u", cost: Self.cost)],
      prices: """
        provider,model,unit_class,price_usd,effective_from
        openai,m,request,1,2026-01-01

        """, status: 2, "facts")
    #expect(facts.map { $0["unpriced"] } == Self.classes.map { _ in "1" })
  }

  @Test func `a mistake about the price of a class is found`() throws {
    let found = try Self.run(
      ["a.csv": Self.ledger("p", user: "u", cost: Self.stalePrice)], "exceptions")
    for index in Self.classes.indices {
      let row = found.first { $0["request_id"] == "p\(index)" }
      #expect(row?["expected_cost_usd"] == Self.cost(index))
      #expect(row?["diagnosis"] == "previous_price", "\(Self.classes[index])")
    }
  }

  /// The measure of `usage-comparison.csv` that holds a class; nil for what no vendor counts in buckets.
  private static func measure(_ unitClass: UnitClass) -> String? {
    switch unitClass {
    case .audioInput, .audioOutput, .search: column(unitClass)
    case .input, .imageInput: "input_tokens"
    case .cacheRead, .audioCacheRead: "cache_read_tokens"
    case .cacheWrite5m, .cacheWrite1h: "cache_write_tokens"
    case .output, .reasoning, .imageOutput: "output_and_reasoning_tokens"
    case .image, .second, .request: nil
    }
  }

  /// A vendor that counted one request and nothing else, on each of the days.
  private static var buckets: String {
    var text = "start_time,end_time,num_model_requests,model,batch,service_tier,input_tokens,"
    text += "output_tokens,input_cached_tokens,input_uncached_tokens\n"
    for index in classes.indices {
      // From 1 August 2026 on.
      let start = 1_785_542_400 + index * 86_400
      text += "\(start),\(start + 86_400),1,m,FALSE,default,0,0,0,0\n"
    }
    return text
  }

  @Test func `a class that only the ledger has is reported beside what a vendor counted`() throws {
    let found = try Self.run(
      ["a.csv": Self.ledger("p", user: "u", cost: Self.cost), "openai.csv": Self.buckets],
      "usage-comparison")
    for (index, unitClass) in Self.classes.enumerated() {
      let told = found.filter { $0["day"] == Self.day(index) && $0["measure"] != "requests" }
      #expect(
        told.map { $0["measure"] ?? "" } == [Self.measure(unitClass)].compactMap { $0 },
        "\(unitClass)")
      for line in told {
        #expect(line["ledger"] == Self.quantity(unitClass))
        #expect(line["finding"] == "missing_there")
      }
    }
  }
}
