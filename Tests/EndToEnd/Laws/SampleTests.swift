import Foundation
import Testing

/// The sample workspace: figures that the second calculation gives too, and the list of the errors that
/// `scripts/build-sample` planted in it.
struct SampleTests {
  /// The second calculation gives these too: `Tests/Oracle/compare_sample_data.py`.
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
      "rows_read": "21034", "rows_rated": "20984", "rows_unpriced": "18",
      "rows_duplicate": "10", "rows_conflict": "10", "rows_rejected": "12",
      "cost_mismatched": "418", "credits_mismatched": "572", "credits_not_recorded": "578",
      "vendor_cost_usd": "2504.63357655", "credits": "334424.3", "revenue_usd": "3014.225",
      "free_tier_loss_usd": "133.7149121", "negative_margin_requests": "31",
    ]
    for (measure, value) in stated { #expect(summary[measure] == value, "\(measure)") }
  }

  /// Id and kind of each planted error.
  private static func planted() throws -> [(id: String, kind: String)] {
    try Program.repository.appending(path: "Tests/EndToEnd/planted-errors.csv")
      .lines().dropFirst().map {
        let cells = $0.split(separator: ",").map(String.init)
        return (cells[0], cells[1])
      }
  }

  @Test func `every planted error is found and nothing else is`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let planted = try Self.planted()
    #expect(planted.count == 649)
    let found = rows(ofCSV: try folder.text("ws/out/exceptions.csv"))
    let kinds = Dictionary(
      found.map { ($0["request_id"] ?? "", $0["kind"] ?? "") },
      uniquingKeysWith: { first, _ in first })
    let rejects = Dictionary(
      uniqueKeysWithValues: rows(ofCSV: try folder.text("ws/out/rejects.csv")).map { row in
        (String((row["text"] ?? "").prefix { $0 != "," }), row["code"] ?? "")
      })
    #expect(
      Set(kinds.keys).union(rejects.keys) == Set(planted.map(\.id)),
      "\(Set(kinds.keys).union(rejects.keys).symmetricDifference(planted.map(\.id)))")
    for error in planted {
      if let code = Self.rejectCodes[error.kind] {
        #expect(rejects[error.id] == code, "\(error)")
      } else {
        let isRow = Self.rowKinds[error.kind]
        let kind = kinds[error.id] ?? "nothing"
        #expect(isRow.map { $0 == kind } ?? kind.hasSuffix("mismatch"), "\(error) is \(kind)")
      }
    }
  }

  /// The events of 24 to 30 September: 988.65 USD of all of September less 760.13 of its first 23 days.
  @Test func `a week of the sample has the revenue of its own days in every place`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    let run = try Program.assay(
      "run", folder.path("ws"), "--last", "7", "--output", folder.path("o"))
    #expect(
      run.output.contains("\n  Realised            228.52 USD; breakage 0.00; deferred 265.65"))
    // 228.52 realised less 190.27 of vendor cost.
    let text = run.output.replacing(#/\n +/#, with: " ")
    #expect(
      text.contains("not known exactly: 38.25 without 2 unpriced requests, 1 unread credit event"))
    let tiers = rows(ofCSV: try folder.text("o/margin-by-tier.csv")).compactMap {
      Double($0["realised_revenue_usd"] ?? "")
    }
    #expect((tiers.reduce(0, +) * 100).rounded() == 22_852)
    #expect(try folder.text("o/report.html").contains("Realised 228.52\u{A0}USD"))
  }

  @Test func `the sample's page lists each check that its audit finds`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay("audit", folder.path("ws"), "--quiet", "--output", folder.path("o"))
    let found = rows(ofCSV: try folder.text("o/audit-summary.csv")).map { $0["check"] ?? "" }
    let page = try Program.repository.appending(path: "sample-data/README.md").lines()
    let listed = page.compactMap { $0.firstMatch(of: #/^\| `([a-z_]+)` \|/#) }.map {
      String($0.output.1)
    }
    #expect(listed.sorted() == found.sorted())
  }

  @Test func `every planted error is named with its cause`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    func diagnoses(_ file: String) throws -> [String: String] {
      Dictionary(
        rows(ofCSV: try folder.text(file)).map {
          ($0["request_id"] ?? "", $0["diagnosis"] ?? "")
        }, uniquingKeysWith: { first, _ in first })
    }
    let listed = try diagnoses("ws/out/exceptions.csv")
    let rated = try diagnoses("rated.csv")
    var expected = 0
    for error in try Self.planted()
    where Self.rejectCodes[error.kind] == nil && Self.rowKinds[error.kind] == nil {
      let cause = Self.causes[error.kind] ?? error.kind
      let named = listed[error.id] ?? "nothing"
      #expect(
        named == cause || named == cause + " follows_cost" || named == cause + " " + cause,
        "\(error) is \(named)")
      #expect(rated[error.id] == named)
      expected += 1
    }
    #expect(rated.values.count { !$0.isEmpty } == expected)
  }

  /// The diagnosis of a planted error whose kind has another name.
  private static let causes = [
    "stale_price": "previous_price", "superseded_price": "superseded_price",
    "wrong_tier_multiplier": "other_tier_multiplier", "cache_full_price": "cache_at_full_price",
    "searches_dropped": "class_dropped", "missing_output_tokens": "tokens_missing",
    "credits_rounded": "rounded_not_ceiled",
  ]

  /// The kind of exception of rows that are not compared.
  private static let rowKinds = [
    "unknown_model": "unpriced", "duplicate_row": "duplicate", "conflicting_duplicate": "conflict",
  ]

  /// The reasons of the rejected rows.
  private static let rejectCodes = [
    "reject_no_zone": "time.zone", "reject_comma": "num.comma", "reject_negative": "num.sign",
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

  @Test func `no amount of the first screen is below 1 USD`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    let run = try Program.assay("run", folder.path("ws"), "--output", folder.path("o"))
    // The parts of a bill's difference are all there, however small.
    let screen = run.output.replacing(#/Vendor bills,(.*\n)*?\n/#, with: "")
    let amounts = screen.matches(of: #/([0-9,]+\.[0-9]{2}) USD/#).compactMap {
      Double($0.output.1.replacing(",", with: ""))
    }
    #expect(amounts.count > 10)
    // What rounding may come to is a statement on the figures, not an amount.
    let rounding = [0.01, 0.02]
    #expect(amounts.filter { $0 < 1 && !rounding.contains($0) } == [], "\(run.output)")
  }

  @Test func `bare simulate finds a cheaper plan for few paying users`()
    throws
  {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay("simulate", folder.path("ws"), "--quiet", "--output", folder.path("o"))
    let cheapest = rows(ofCSV: try folder.text("o/tiers-compare.csv")).filter {
      $0["cheapest"] == "true" && $0["current_tier"] != "free"
    }
    // Of 35 paying users, these would pay less on another plan.
    #expect(cheapest.count <= 10)
    #expect(cheapest.count { $0["tier"] == "free" } <= 2)
  }

  @Test func `the generator gives the sample, byte for byte`() throws {
    let folder = try Scratch()
    let made = try Program.shell(
      "cd '\(Program.repository.path)' && python3 scripts/build-sample '\(folder.path("made"))'")
    #expect(made.status == 0, "\(made.errors)")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path("made")).filter {
      $0.contains(#/\.(csv|gz|json|jsonl)$/#)
    }
    #expect(paths.count == 26)
    for path in paths {
      let kept = try Data(contentsOf: Program.repository.appending(path: path))
      #expect(try Data(contentsOf: URL(filePath: folder.path("made/" + path))) == kept, "\(path)")
    }
  }

  @Test func `the README shows what the program says`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "sample-data")
    let run = try Program.assay(["run", "sample-data"], in: folder.path(""))
    let page = Program.repository.appending(path: "README.md")
    let readme = try String(contentsOf: page, encoding: .utf8)
    let block = "```\n" + run.output + "```"
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      let recorded = readme.replacing(#/```\nUsage[^`]*```/#, with: block)
      try Data(recorded.utf8).write(to: page)
      Issue.record("the README was written: look at it")
    }
    #expect(readme.contains(block), "README.md lacks what the program says:\n\(run.output)")
  }

  @Test func `the pictures show what the program makes`() throws {
    let folder = try Scratch()
    // The page names the folder.
    try folder.copySample(to: "sample-data")
    _ = try Program.assay("run", folder.path("sample-data"), "--output", folder.path("o"))
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
    // Three vendors' bills take two lines each, with a title, the amount to pay and a blank line.
    let ofBills = lines.drop { !$0.hasPrefix("Vendor bills") }.prefix { !$0.isEmpty }.count + 1
    #expect(ofBills <= 9)
    let ofCredits = lines.drop { !$0.hasPrefix("Credits from") }.prefix { !$0.isEmpty }.count + 1
    #expect(ofCredits <= 8)
    let ofRevenue = lines.count { $0.hasPrefix("  Realised  ") }
    #expect(ofRevenue == 1)
    // The plan fees take four, as the margin on realised revenue names what it lacks.
    #expect(lines.count - ofBills - ofCredits - ofRevenue <= 51)
    #expect(lines.filter { !$0.hasPrefix("Wrote ") }.allSatisfy { $0.count <= 80 })
    #expect(
      run.output.contains("21,034 read from 5 files = 20,984 rated + 18 unpriced + 10 duplicate"))
    #expect(run.output.contains("+ 10 conflict + 12 rejected + 0 outside the period"))
    #expect(
      run.output.contains(
        "enterprise           739.70    922.32   182.62      19.8      25.0  -5.2 ▼"))
    #expect(
      run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ").hasSuffix(
        "assay: complete, but Assay did not use 40 rows: 12 rejected, 18 unpriced, 10 conflicts (exit 2)"
      ))
  }
}
