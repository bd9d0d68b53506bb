import Foundation
import Testing

/// The workspace `Quarter`: figures of an exact calculation made apart from this program, and the list of
/// the errors that were planted in it.
struct QuarterWorkspaceTests {
  @Test func `the quarter gives exactly the stated figures`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 2)
    let summary = Dictionary(
      uniqueKeysWithValues: rows(ofCSV: try folder.text("ws/out/summary.csv")).map {
        ($0["measure"] ?? "", $0["value"] ?? "")
      })
    let stated = [
      "rows_read": "20000", "rows_rated": "19970", "rows_unpriced": "10",
      "rows_duplicate": "10", "rows_conflict": "10", "rows_rejected": "0",
      "cost_mismatched": "40", "credits_mismatched": "66", "vendor_cost_usd": "217.66739799",
      "credits": "27402.8", "revenue_usd": "262.916", "free_tier_loss_usd": "4.11438732",
      "negative_margin_requests": "8",
    ]
    for (measure, value) in stated { #expect(summary[measure] == value, "\(measure)") }
  }

  @Test func `every error planted in the quarter is found and nothing else is`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let planted = try Program.repository.appending(path: "Tests/EndToEnd/quarter-errors.csv")
      .lines().dropFirst().map { $0.split(separator: ",").map(String.init) }
    let found = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    #expect(planted.count == 100)
    #expect(found.map { $0["request_id"] ?? "" }.sorted() == planted.map { $0[0] }.sorted())
    let kinds = Dictionary(
      uniqueKeysWithValues: found.map { ($0["request_id"] ?? "", $0["kind"] ?? "") })
    for error in planted {
      let kind = kinds[error[0]] ?? "nothing"
      #expect(Self.mayShowAs[error[1], default: []].contains(kind), "\(error) is \(kind)")
    }
  }

  @Test func `every error planted in the quarter is named with its cause`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let planted = try Program.repository.appending(path: "Tests/EndToEnd/quarter-errors.csv")
      .lines().dropFirst().map { $0.split(separator: ",").map(String.init) }
    func diagnoses(_ file: String) throws -> [String: String] {
      Dictionary(
        rows(ofCSV: try folder.text(file)).map {
          ($0["request_id"] ?? "", $0["diagnosis"] ?? "")
        }, uniquingKeysWith: { first, _ in first })
    }
    let listed = try diagnoses("ws/out/exceptions.csv")
    let rated = try diagnoses("rated.csv")
    for error in planted {
      guard let cause = Self.causes[error[1]] else { continue }
      let named = listed[error[0]] ?? "nothing"
      #expect(named == cause || named == cause + " follows_cost", "\(error)")
      #expect(rated[error[0]] == named)
    }
    #expect(rated.values.count { !$0.isEmpty } == 70)
  }

  @Test func `the causes of the quarter come to the stated sums`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("run", folder.path("ws"), "--quiet", "--fail-on", "unexplained")
    #expect(run.status == 2, "nothing is unexplained")
    let columns = ["code", "requests", "users", "credits_difference"]
    let found = rows(ofCSV: try folder.text("ws/out/diagnosis.csv")).map { row in
      columns.map { row[$0] ?? "" }
    }
    // Credits and users as the calculation apart from this program has them.
    let stated = [
      ["previous_price", "10", "10", "3.6"], ["price_at_completion", "10", "9", "-2.8"],
      ["cache_at_full_price", "10", "8", "2.1"], ["other_tier_multiplier", "10", "9", "0.9"],
      ["rounded_not_ceiled", "10", "10", "-1"], ["float_ceiling", "10", "10", "1"],
      ["tokens_missing", "10", "9", "0.7"],
    ]
    #expect(found == stated)
    // 3.6 − 2.8 + 2.1 + 0.9 − 1 + 1 + 0.7.
    let credits = rows(ofCSV: try folder.text("ws/out/reconciliation.csv")).first {
      $0["subject"] == "credits" && $0["class"] == "mismatch"
    }
    #expect(credits?["difference"] == "4.5")
  }

  /// The diagnosis of each planted error; unpriced and repeated rows have none.
  private static let causes = [
    "stale_price": "previous_price", "cache_full_price": "cache_at_full_price",
    "price_at_completion": "price_at_completion", "missing_output_tokens": "tokens_missing",
    "credits_rounded": "rounded_not_ceiled", "float_ceiling": "float_ceiling",
    "wrong_tier_multiplier": "other_tier_multiplier",
  ]

  /// The form of each planted error: a wrong cost often, but not always, moves the credits by a step.
  private static let mayShowAs: [String: Set<String>] = [
    "stale_price": ["cost_mismatch", "cost_and_credits_mismatch"],
    "cache_full_price": ["cost_mismatch", "cost_and_credits_mismatch"],
    "price_at_completion": ["cost_mismatch", "cost_and_credits_mismatch"],
    "missing_output_tokens": ["cost_mismatch", "cost_and_credits_mismatch"],
    "credits_rounded": ["credits_mismatch"],
    "float_ceiling": ["credits_mismatch"],
    "wrong_tier_multiplier": ["credits_mismatch"],
    "unknown_model": ["unpriced"],
    "duplicate_row": ["duplicate"],
    "conflicting_duplicate": ["conflict"],
  ]
}
