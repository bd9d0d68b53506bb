import Foundation
import Testing

/// `report.html` of the built program, read back by a strict HTML parser.
struct WorksheetTests {
  /// Reads the page in `out` with `page.py`, which compares it with the CSV files; returns its findings.
  private func findings(in out: String) throws -> [(amount: String, text: String)] {
    let script = Program.repository.appending(path: "Tests/EndToEnd/page.py")
    let read = try Program.python(script, [out], oracle: true)
    #expect(read.status == 0, "\(read.errors)")
    return read.output.split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
      return (parts[0], parts.count > 1 ? parts[1] : "")
    }
  }

  @Test func `the page of the sample has the figures of the CSV files and the terminal's findings`()
    throws
  {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("run", folder.path("ws"), environment: ["COLUMNS": "120"])
    let found = try findings(in: folder.path("ws/out"))
    let lines = run.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let start = try #require(lines.firstIndex { $0.hasPrefix("Needs attention") })
    for (line, finding) in zip(lines[(start + 1)...].prefix(5), found) {
      let parts = line.components(separatedBy: " USD  ")
      #expect(finding.amount == parts[0] + " USD")
      let words = try #require(parts[1].range(of: ": "))
      #expect(finding.text.hasPrefix(parts[1][words.upperBound...]), "\(finding.text)")
    }
    let more = try #require(lines.first { $0.hasPrefix("…") && $0.contains("more in") })
    // The sixth line of the page stands for seven findings below materiality.
    #expect(found.count == 6)
    #expect(more.hasPrefix("… 7 more"))
    let page = try folder.text("ws/out/report.html")
    #expect(page.contains(#"<h1 id="title">1 July to 30 September 2026</h1>"#))
    #expect(page.contains("“") == false && page.contains("Generated") == false)
    let manifest = try folder.text("ws/out/manifest.json")
    #expect(manifest.contains(#""path": "report.html""#))
  }

  /// August is the period before.
  @Test func `the page of a month says what changed, as the CSV files do`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(
      "run", folder.path("ws"), "--period", "2026-09", "--output", folder.path("out"))
    _ = try findings(in: folder.path("out"))
    let page = try folder.text("out/report.html")
    #expect(page.contains(">What changed: September against August 2026</h2>"))
  }

  /// 1 million tokens in July and 2 million in August.
  @Test func `where nothing is sold the page says how vendor cost changed`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/ledger/a.csv",
      """
      request_id,request_started_at,account_id,tier,provider,model,input_tokens
      r1,2026-07-01T00:00:00Z,a,pro,openai,gpt-5,1000000
      r2,2026-08-01T00:00:00Z,a,pro,openai,gpt-5,2000000
      r3,2026-08-31T00:00:00Z,<b>,pro,openai,gpt-5,10000

      """)
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd,per\nopenai,gpt-5,input,1,1000000\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--period", "2026-08", "--output", folder.path("out"), "--quiet")
    #expect(run.status == 0, "\(run.errors)")
    _ = try findings(in: folder.path("out"))
    let page = try folder.text("out/report.html").replacing("\u{A0}", with: " ")
    #expect(
      page.contains(
        "<p class=\"lead\">Vendor cost rose from 1.00 to 2.01 USD: request size +1.00 and new accounts +0.01.</p>"
      )
    )
    #expect(page.contains("<bdi>&lt;b&gt;</bdi>"))
  }

  /// An element in the place of every name: of company, workspace, account, user, tier, provider, model and service.
  @Test func `an element in any name stays text`() throws {
    let folder = try Scratch()
    let evil = "<img src=x onerror=alert(1)>"
    let names = [String](repeating: evil, count: 6).joined(separator: ",")
    try folder.write("\(evil)/assay.json", #"{"organization": "\#(evil)"}"#)
    try folder.write(
      "\(evil)/ledger/a.csv",
      """
      request_id,request_started_at,user_id,account_id,tier,provider,model,service,input_tokens
      r1,2026-07-01T00:00:00Z,\(names),1000000
      r2,2026-08-01T00:00:00Z,\(names),2000000
      r3,2026-08-02T00:00:00Z,\(names)2,10000
      r4,2026-08-03T00:00:00Z,\(evil),\(evil)2,\(evil),\(evil),\(evil)3,\(evil),10000

      """)
    try folder.write(
      "\(evil)/prices/p.csv",
      "provider,model,unit_class,price_usd\n\(evil),\(evil),input,1\n\(evil),\(evil)3,input,2\n")
    try folder.write("\(evil)/plans.csv", "tier,is_free,target_margin_percent\n\(evil),false,90\n")
    let run = try Program.assay(
      "run", folder.path(evil), "--period", "2026-08", "--output", folder.path("out"), "--quiet")
    #expect(run.status == 0 || run.status == 2, "\(run.errors)")
    _ = try findings(in: folder.path("out"))
    let page = try folder.text("out/report.html")
    #expect(!page.contains("<img"))
    // Below the title, and in the tables of what changed, tiers, customers and models.
    #expect(page.components(separatedBy: "&lt;img src=x onerror=alert(1)&gt;").count > 10)
  }

  /// Workspaces of one ledger that ask much of a page.
  private static let odd: [(name: String, rows: [String])] = [
    ("one row", ["r1,2026-07-01T00:00:00Z,u,pro,openai,gpt-5,10,5"]),
    (
      "hostile names",
      [
        "<script>alert(1)</script>", "'><img src=x onerror=alert(1)>", "a&b", "שלום", "</style>",
        "-->", "]]>",
      ]
      .enumerated().map { "r\($0),2026-07-0\($0 + 1)T00:00:00Z,u\($1),\($1),\($1),\($1),10,5" }
    ),
    (
      "sixty tiers",
      (0..<60).map { "r\($0),2026-07-01T00:00:00Z,u\($0),tier \($0),openai,gpt-5,\($0)000,5" }
    ),
    (
      "long names of ampersands",
      (0..<60).map { row in
        let name = String(repeating: "&", count: 250) + "\(row)"
        return "r\(row),2026-07-01T00:00:00Z,\(name),\(name),openai,gpt-5,\(row)000,5"
      }
    ),
    (
      "three years",
      (0..<1_100).map { day in
        let date = Date(timeIntervalSince1970: TimeInterval(1_700_000_000 + day * 86_400))
        return "r\(day),\(date.ISO8601Format()),u,pro,openai,gpt-5,\(day * 37 % 1_000)000,5"
      }
    ),
  ]

  @Test(arguments: odd.indices) func `an odd ledger gives a page that is whole and harmless`(
    index: Int
  ) throws {
    let (name, ledger) = Self.odd[index]
    let folder = try Scratch()
    let header =
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens"
    try folder.write("ws/ledger/a.csv", ([header] + ledger).joined(separator: "\n") + "\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\nopenai,gpt-5,input,1\nopenai,gpt-5,output,10\n")
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    for out in ["out", "again"] {
      let run = try Program.assay(
        "run", folder.path("ws"), "--output", folder.path(out), "--quiet")
      #expect(run.status == 0 || run.status == 2, "\(name): \(run.errors)")
    }
    _ = try findings(in: folder.path("out"))
    let page = try folder.text("out/report.html")
    #expect(try folder.text("again/report.html") == page, "\(name)")
    // The data and the script of the page.
    #expect(page.components(separatedBy: "<script").count <= 3, "\(name)")
    #expect(!page.contains("<img"), "\(name)")
    #expect(page.contains("50 of 60 tiers") == (ledger.count == 60), "\(name)")
  }
}
