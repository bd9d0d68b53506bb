import Foundation
import Testing

/// `assay sample`: the selection that its document describes, and the files it leaves alone.
struct SampleCommandTests {
  /// The Python program in docs/SAMPLE.md.
  private static func documented() throws -> String {
    let page = Program.repository.appending(path: "docs/SAMPLE.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let block = try #require(text.firstMatch(of: #/(?s)\n```python\n(.*?)```\n/#)).output.1
    return String(block)
  }

  @Test func `twenty lines of Python from the document select the same requests`() throws {
    let script = try Self.documented()
    #expect(script.split(separator: "\n").count == 20)
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    try folder.write("select.py", Data(script.utf8))
    let rated = folder.path("rated.csv")
    #expect(try Program.assay("run", folder.path("ws"), "--quiet", "--rated", rated).status == 2)
    // At random and by amount; certain requests; strata in another order.
    let cases: [(seed: String, strata: String, isByAmount: Bool)] = [
      ("2026", "mismatch:20,byok:all,rest:25", false),
      ("7", "byok:5,unpriced:3,free:10,failed:4,rest:40", true),
      ("0", "free:3,failed:500,rest:300", true),
    ]
    for (seed, strata, isByAmount) in cases {
      let words = ["--seed", seed, "--strata", strata] + (isByAmount ? ["--by-amount"] : [])
      let drawn = try Program.assay(["sample", folder.path("ws"), "--quiet"] + words)
      #expect(drawn.status == 2, "\(drawn.errors)")
      let again = try Program.python(
        URL(filePath: folder.path("select.py")),
        [rated, seed, strata, isByAmount ? "amount" : "random", "free"])
      let sample = rows(ofCSV: try folder.text("ws/out/audit-sample.csv"))
      #expect(sample.count > 30)
      #expect(
        sample.map { "\($0["stratum"] ?? "") \($0["request_id"] ?? "")" }
          == again.output.split(separator: "\n").map(String.init), "\(strata): \(again.errors)")
      #expect(sample.allSatisfy { $0["file"]?.hasPrefix("ledger/") == true })
    }
  }

  @Test func `the figures of the sample are those of the rated rows`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let rated = folder.path("rated.csv")
    _ = try Program.assay("run", folder.path("ws"), "--quiet", "--rated", rated)
    let drawn = try Program.assay("sample", folder.path("ws"), "--quiet", "--strata", "mismatch:20")
    #expect(drawn.status == 2, "\(drawn.errors)")
    let known = Dictionary(
      uniqueKeysWithValues: rows(ofCSV: try folder.text("rated.csv")).map {
        ($0["request_id"] ?? "", $0)
      })
    let sample = rows(ofCSV: try folder.text("ws/out/audit-sample.csv"))
    #expect(sample.count == 45)
    for row in sample {
      let whole = try #require(known[row["request_id"] ?? ""])
      for name in [
        "file", "line", "model", "notional_cost_usd", "vendor_cost_usd", "recorded_cost_usd",
        "credits", "recorded_credits", "price_rows", "multiplier_row", "diagnosis",
      ] { #expect(row[name] == whole[name], "\(row["request_id"] ?? ""): \(name)") }
    }
  }

  @Test func `one thread gives the same bytes, and the files of a run stay`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let manifest = try folder.text("ws/out/manifest.json")
    let names = ["audit-sample.csv", "audit-sample.xlsx"]
    var written: [[Data]] = []
    for threads in ["1", "4"] {
      let run = try Program.assay("sample", folder.path("ws"), "--threads", threads)
      #expect(run.status == 2 && run.output.contains("  rest "), "\(run.errors)")
      written.append(
        try names.map { try Data(contentsOf: URL(filePath: folder.path("ws/out/" + $0))) })
    }
    #expect(written[0] == written[1])
    #expect(try folder.text("ws/out/manifest.json") == manifest)
    #expect(!manifest.contains("audit-sample"))
    // A later run takes the sample along.
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    for name in names {
      #expect(FileManager.default.fileExists(atPath: folder.path("ws/out/" + name)), "\(name)")
    }
  }

  @Test func `what requests without a price would cost is not known`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/ledger/a.csv",
      """
      request_id,request_started_at,user_id,provider,model,tier,input_tokens
      r1,2026-05-01T00:00:00Z,u1,p,m,pro,1000000
      r2,2026-05-02T00:00:00Z,u1,p,other,pro,1000000
      r3,2026-05-03T00:00:00Z,u1,p,other,pro,1000000

      """)
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,2,2026-01-01\n")
    let words = ["sample", folder.path("ws"), "--strata", "unpriced:all"]
    let screen = try Program.assay(words).output
    #expect(screen.contains(/\n  unpriced +2 +2 +not known\n/), "\(screen)")
    #expect(screen.contains(/\n  rest +1 +1 +2\.00\n/), "\(screen)")
    #expect(
      screen.contains(
        "\nThe notional cost of 2 of 3 requests is not known: they have no price.\n"))
    let json = try Program.assay(words + ["--json"]).output
    let document = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let strata = try #require(document?["strata"] as? [[String: Any]])
    #expect(strata.map { $0["notional_cost_usd"] as? String } == [nil, "2"])
    #expect(strata.map { $0["unpriced"] as? Int } == [2, 0])
  }

  @Test func `files of others are not replaced`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    try folder.write("o/audit-sample.csv", Data("mine\n".utf8))
    let refused = try Program.assay("sample", folder.path("ws"), "--output", folder.path("o"))
    #expect(refused.status == 1)
    #expect(try folder.text("o/audit-sample.csv") == "mine\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path("o/audit-sample.xlsx")))
  }

  @Test(arguments: [
    (["--size", "0"], "option --size is \"0\""),
    (["--strata", "rest:all"], "at most 10,000 requests in all"),
  ])
  func `a plan that cannot be is refused`(words: [String], message: String) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let refused = try Program.assay(["sample", folder.path("ws")] + words)
    #expect(refused.status == 64)
    #expect(refused.errors.contains(message), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("ws/out")))
  }
}
