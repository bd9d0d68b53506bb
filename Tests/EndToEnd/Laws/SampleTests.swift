import Foundation
import Testing

/// The sample workspace: figures of an exact calculation made apart from this program, and the list of
/// the errors that were planted in it.
struct SampleTests {
  @Test func `the sample gives exactly the stated figures`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
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

  @Test func `every planted error is found and nothing else is`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let planted = try Program.repository.appending(path: "Tests/EndToEnd/planted-errors.csv")
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

  @Test func `every planted error is named with its cause`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let planted = try Program.repository.appending(path: "Tests/EndToEnd/planted-errors.csv")
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

  @Test func `the causes of the sample come to the stated sums`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
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

  /// What each planted error looks like: a wrong cost often, but not always, moves the credits by a step.
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

  @Test func `the announced rise counts as long as nothing else is known`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    func september(_ options: String...) throws -> Substring {
      _ = try Program.assay(
        ["run", folder.path("ws"), "--period", "2026-09", "--quiet"] + options)
      let text = try folder.text("ws/out/2026-09/margin-by-model.csv")
      let line = text.split(separator: "\n").first { $0.hasPrefix("claude-sonnet-5,") }
      return line?.split(separator: ",")[2] ?? "none"
    }
    // Every class of the model costs half as much again at 3 and 15 instead of 2 and 10 USD: input, output,
    // and the cache classes derived from input.
    let now = try september()
    let then = try september("--as-known-at", "2026-08-01")
    #expect(try exactProduct(now, by: 3) == exactProduct(then, by: 2))
    #expect(now != "none")
  }

  /// A decimal times a small number, in units of 10⁻¹⁸.
  private func exactProduct(_ decimal: Substring, by factor: Int128) throws -> Int128 {
    let parts = decimal.split(separator: ".")
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    let digits = String(parts[0]) + fraction + String(repeating: "0", count: 18 - fraction.count)
    return try #require(Int128(digits)) * factor
  }

  /// With `RECORD=1` it is written there, and the test fails all the same.
  @Test func `the README shows what the program says`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "sample-data")
    let run = try Program.assay("run", folder.path("sample-data"))
    let page = Program.repository.appending(path: "README.md")
    let readme = try String(contentsOf: page, encoding: .utf8)
    let shown = run.output.replacingOccurrences(of: folder.path("sample-data"), with: "sample-data")
    // Where the last lines break depends on the length of the folder's path.
    let end = try #require(shown.range(of: "Wrote "))
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      let count = try #require(shown.firstMatch(of: /Wrote \S+\s+\d+ CSV/)?.output)
      let block = "```\n" + shown[..<end.lowerBound] + count
      try Data(readme.replacing(/```\n[^`]*Wrote \S+\s+\d+ CSV/, with: block).utf8).write(to: page)
      Issue.record("the README was written: look at it")
    }
    let isShown = readme.contains("```\n" + shown[..<end.lowerBound])
    #expect(isShown, "README.md lacks what the program says:\n\(shown)")
    let words = shown[end.lowerBound...].split(whereSeparator: \.isWhitespace).joined(
      separator: " ")
    let endsSo = readme.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(words)
    #expect(endsSo, "README.md lacks \"\(words)\"")
  }

  @Test func `the pictures show what the program makes`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--output", folder.path("o"))
    let taken = try String(
      contentsOf: Program.repository.appending(path: "docs/pictures/report.sha256"), encoding: .utf8
    )
    // The manifest has the digest of each file; that of the page is the one of the pictures.
    let isNow = try folder.text("o/manifest.json").contains(taken.trimmingCharacters(in: .newlines))
    #expect(isNow, "docs/pictures are of another report.html: scripts/pictures makes them again")
  }

  @Test func `the summary fits one screen of 80 columns and adds up`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    let run = try Program.assay("run", folder.path("ws"), "--output", folder.path("o"))
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 45)
    #expect(lines.filter { !$0.hasPrefix("Wrote ") }.allSatisfy { $0.count <= 80 })
    #expect(
      run.output.contains("20,000 read from 3 files = 19,970 rated + 10 unpriced + 10 duplicate"))
    #expect(run.output.contains("+ 10 conflict + 0 rejected + 0 outside the period"))
    #expect(
      run.output.contains(
        "enterprise           148.17   180.23   32.05      17.8      25.0  -7.2 ▼"))
    #expect(
      run.errors.hasSuffix(
        "assay: complete, but 20 rows were not used: 10 unpriced, 10 conflicts (exit 2)\n"))
  }
}
