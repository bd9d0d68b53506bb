import Foundation
import Testing

/// Refunds and charges that a run proposes make the next run match.
struct CorrectionTests {
  @Test(arguments: ["sample", "planted"])
  func `a ledger corrected by what a run found matches in the next`(ledger: String) throws {
    let folder = try Scratch()
    try make(ledger, in: folder)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let exceptions = rows(ofCSV: try folder.text("ws/out/exceptions.csv")).filter {
      $0["kind"]?.hasSuffix("mismatch") == true
    }
    let corrections = rows(ofCSV: try folder.text("ws/out/corrections.csv"))
    #expect(exceptions.count > 50)

    // What is proposed to users is what is wrong with their requests, to the last digit.
    var wrong: [String: Decimal] = [:]
    for row in exceptions {
      let difference = row["credits_difference"] ?? ""
      guard !difference.isEmpty, difference != "0" else { continue }
      wrong[row["user_id"] ?? "", default: 0] -= try decimal(difference)
    }
    let proposed = try Dictionary(
      uniqueKeysWithValues: corrections.map { ($0["user"] ?? "", try decimal($0["credits"] ?? "")) }
    )
    #expect(proposed == wrong)
    let total = rows(ofCSV: try folder.text("ws/out/reconciliation.csv")).first {
      $0["subject"] == "credits" && $0["class"] == "mismatch"
    }
    #expect(try proposed.values.reduce(0, +) == -decimal(total?["difference"] ?? ""))
    for row in corrections {
      let credits = try decimal(row["credits"] ?? "")
      #expect(row["action"] == (credits > 0 ? "charge" : credits < 0 ? "refund" : "none"))
    }

    // The same, row by row, makes a ledger of which every request matches.
    try correct(exceptions, in: folder)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let after = rows(ofCSV: try folder.text("ws/out/reconciliation.csv")).filter {
      $0["class"] == "mismatch"
    }
    #expect(after.map { $0["requests"] } == ["0", "0"])
    #expect(try folder.text("ws/out/corrections.csv").split(separator: "\n").count == 1)
    #expect(try folder.text("ws/out/diagnosis.csv").split(separator: "\n").count == 1)
  }

  /// Each request is 150 credits, worth 1.5 USD at list: two were charged twice, two not at all.
  @Test func `credits of a free plan are worth something and cost no money`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\np,m,input,1,1\n")
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\nfree,true\n")
    let requests = ["a,pro,300", "b,free,300", "c,pro,0", "d,free,0"]
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,provider,model,input_tokens,user_id,tier,credits_deducted\n"
        + requests.map { "r-\($0.prefix(1)),2026-08-05T08:00:00Z,p,m,1,\($0)\n" }.joined())
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    func lines(_ table: String, _ columns: String...) throws -> [String] {
      rows(ofCSV: try folder.text("ws/out/\(table).csv")).map { row in
        columns.map { row[$0] ?? "?" }.joined(separator: " ")
      }
    }
    #expect(
      try lines("corrections", "user", "action", "credits", "list_revenue_usd", "revenue_usd") == [
        "a refund -150 -1.5 -1.5", "b refund -150 -1.5 0", "c charge 150 1.5 1.5",
        "d charge 150 1.5 0",
      ])
    #expect(
      try lines(
        "diagnosis", "code", "overcharged_usd", "undercharged_usd", "lost_usd", "worst_user")
        == ["not_charged 0 3 1.5 c", "charged_twice 3 0 0 a"])
    let sentences = try lines("diagnosis", "sentence")
    #expect(sentences[0].contains("300 credits (3.00 USD, 1.50 USD of it lost)"), "\(sentences)")
    #expect(sentences[1].contains("300 credits (3.00 USD, 1.50 USD of it paid)"), "\(sentences)")
  }

  private func make(_ ledger: String, in folder: Scratch) throws {
    if ledger == "sample" { return try folder.copyQuarter(to: "ws") }
    let runner = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let program = runner.deletingLastPathComponent().appending(path: "assay").path
    _ = try Program.python(
      Program.repository.appending(path: "Tests/Oracle/plant.py"),
      [
        program, "--seeds", "5-5", "--rows", "300", "--share", "0.5", "--keep", folder.path("kept"),
      ])
    try FileManager.default.moveItem(atPath: folder.path("kept/seed-5"), toPath: folder.path("ws"))
  }

  /// Adds to the recorded cells of each row what it says they are off by; the exports have no quotes.
  private func correct(_ exceptions: [[String: String]], in folder: Scratch) throws {
    for (file, rows) in Dictionary(grouping: exceptions, by: { $0["file"] ?? "" }) {
      var lines = try folder.text("ws/" + file).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
      let cost = try #require(lines[0].firstIndex(of: "vendor_cost_usd"))
      let credits = try #require(lines[0].firstIndex(of: "credits_deducted"))
      for row in rows {
        let line = try #require(Int(row["line"] ?? "")) - 1
        for (column, difference) in [
          (cost, row["cost_difference_usd"]), (credits, row["credits_difference"]),
        ] {
          guard let difference, !difference.isEmpty else { continue }
          lines[line][column] = "\(try decimal(lines[line][column]) - decimal(difference))"
        }
      }
      try folder.write(
        "ws/" + file, lines.map { $0.joined(separator: ",") }.joined(separator: "\n"))
    }
  }

  private func decimal(_ text: String) throws -> Decimal { try #require(Decimal(string: text)) }
}
