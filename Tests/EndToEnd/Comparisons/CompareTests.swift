import Foundation
import Testing

/// `assay compare` on the sample, and on a small ledger whose figures are calculated by hand.
struct CompareTests {
  private static let names = ["comparison.csv", "comparison-movers.csv"]

  /// Two months of one customer: a million input tokens cost 2 USD until 15 June, then 1; the multiplier is 1.5.
  ///
  /// r1 stands in both months, and twice in May.
  static func shop(_ folder: Scratch) throws {
    try folder.write(
      "shop/ledger/a.csv",
      """
      request_id,request_started_at,user_id,provider,model,tier,input_tokens
      r1,2026-05-01T00:00:00Z,u1,p,m,pro,1000000
      r1,2026-05-01T00:00:00Z,u1,p,m,pro,1000000
      r2,2026-05-31T12:00:00Z,u1,p,m,pro,1000000
      r1,2026-06-01T00:00:00Z,u1,p,m,pro,1000000
      r3,2026-06-20T00:00:00Z,u1,p,m,pro,3000000
      r4,2026-07-01T00:00:00Z,u1,p,m,pro,5000000

      """)
    try folder.write(
      "shop/prices/p.csv",
      """
      provider,model,unit_class,price_usd,effective_from
      p,m,input,2,2026-01-01
      p,m,input,1,2026-06-15

      """)
    try folder.write(
      "shop/multipliers.csv",
      """
      level,tier,provider,model,multiplier,effective_from,status,requested_by,approved_by,approved_at
      default,,,,1.5,2026-01-01,approved,a,b,2026-01-01

      """)
  }

  private static func rows(_ folder: Scratch, _ path: String) throws -> [String: String] {
    var values: [String: String] = [:]
    for line in try folder.text(path).split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      values["\(cells[0]) \(cells[2]) \(cells[3])".trimmingCharacters(in: .whitespaces)] = cells[4]
    }
    return values
  }

  private func bytes(_ folder: Scratch, _ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: folder.path(name)))
  }

  private func exists(_ folder: Scratch, _ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.path(name))
  }

  @Test func `the small ledger gives the bridge of the calculation by hand`() throws {
    let folder = try Scratch()
    try Self.shop(folder)
    let compare = try Program.assay("compare", folder.path("shop"), "2026-05", "2026-06")
    #expect(compare.status == 0, "\(compare.errors)")
    let values = try Self.rows(folder, "shop/out/comparison/comparison.csv")
      .filter { !["0", "31", "30"].contains($0.value) }
    // May: 2 requests, 2 × 2 USD, at the end's price 2 × 1. June: 2 + 3 = 5, at the end's price 1 + 3 = 4.
    // The day less: 2 × 30/31 - 2; requests of a day: 2 - 2 × 30/31; size: 4 - 2; prices: (2 - 1) - 2 × (2 - 1).
    #expect(
      values == [
        "vendor_cost_usd start": "4", "vendor_cost_usd volume days": "-0.064516129032258065",
        "vendor_cost_usd volume requests": "0.064516129032258065",
        "vendor_cost_usd request_size": "2", "vendor_cost_usd request_size prompt": "2",
        "vendor_cost_usd vendor_prices": "-1", "vendor_cost_usd end": "5",
        "revenue_usd start": "6", "revenue_usd volume days": "-0.096774193548387097",
        "revenue_usd volume requests": "0.096774193548387097",
        "revenue_usd request_size": "3", "revenue_usd request_size prompt": "3",
        "revenue_usd vendor_prices": "-1.5", "revenue_usd end": "7.5",
        "margin_usd start": "2", "margin_usd volume days": "-0.032258064516129032",
        "margin_usd volume requests": "0.032258064516129032",
        "margin_usd request_size": "1", "margin_usd request_size prompt": "1",
        "margin_usd vendor_prices": "-0.5", "margin_usd end": "2.5",
        "requests start": "2", "requests end": "2", "accounts start": "1", "accounts end": "1",
        "prompt_tokens start": "2000000", "prompt_tokens end": "4000000",
      ])
  }

  @Test
  func `the default is the last whole month against the one before, and a run has the same files`()
    throws
  {
    let folder = try Scratch()
    try folder.copySample(to: "sample")
    let sample = folder.path("sample")
    let compare = try Program.assay("compare", sample, "--facts", folder.path("facts.csv"))
    #expect(compare.output.hasPrefix("September against August 2026, USD\n"))
    _ = try Program.assay("run", sample, "--period", "2026-09", "--quiet")
    _ = try Program.assay("run", sample, "--period", "2026-08", "--quiet")
    for name in Self.names {
      #expect(
        try bytes(folder, "sample/out/comparison/\(name)")
          == bytes(folder, "sample/out/2026-09/\(name)"))
    }
    let values = try Self.rows(folder, "sample/out/comparison/comparison.csv")
    for (month, end) in [("2026-08", "start"), ("2026-09", "end")] {
      let summary = try folder.text("sample/out/\(month)/summary.csv")
      for (measure, name) in [
        ("revenue_usd", "revenue_usd"), ("vendor_cost_usd", "vendor_cost_usd"),
      ] {
        let value = try #require(values["\(measure) \(end)"])
        #expect(summary.contains("\n\(name),\(value)\n"), "\(month) \(measure) \(value)")
      }
    }
  }

  @Test func `a run without a period before it that the ledger covers has no comparison`() throws {
    let folder = try Scratch()
    try Self.shop(folder)
    for (options, out) in [
      ([], "out"), (["--period", "2026-05"], "out/2026-05"),
      (["--from", "2026-06-01"], "out/from-2026-06-01"),
    ] {
      _ = try Program.assay(["run", folder.path("shop"), "--quiet"] + options)
      #expect(exists(folder, "shop/\(out)/summary.csv"))
      #expect(!exists(folder, "shop/\(out)/comparison.csv"), "\(options)")
    }
  }

  @Test func `any number of threads and size of blocks gives the same bytes`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "sample")
    var all: [[Data]] = []
    for options in [
      ["--threads", "1"], ["--threads", "7", "--block-bytes", "4096"], ["--careful"],
    ] {
      _ = try Program.assay(
        ["compare", folder.path("sample"), "2026-08", "2026-07", "--quiet", "--force"] + options
          + ["--facts", folder.path("facts.csv")])
      all.append(
        try (Self.names.map { "sample/out/comparison/" + $0 } + ["facts.csv"]).map {
          try bytes(folder, $0)
        })
    }
    #expect(all[0] == all[1] && all[1] == all[2])
  }

  @Test(
    arguments: [
      (["2026-05", "2026-05"], 64, "\"2026-05 2026-05\", expected periods that do not overlap"),
      (["2026-05..2026-06", "2026-06"], 64, "expected periods that do not overlap"),
      (["2026-05", "2026-06", "--set", "default=2"], 64, "expected the same period twice"),
      (["2026-05", "soon"], 64, "compare \"soon\", expected a period such as 2026-09"),
      (["2026-05", "2026-06", "2026-07"], 64, "unexpected argument"),
      (
        ["2025-01", "2026-06"], 1, "no usage in 2025-01; the ledger covers 2026-05-01 to 2026-07-01"
      ),
      (
        ["2026-06", "2027-01"], 1, "no usage in 2027-01; the ledger covers 2026-05-01 to 2026-07-01"
      ),
      (["2026-05", "2026-06", "--swap", "m=n"], 64, "unknown option --swap"),
    ] as [([String], Int32, String)])
  func `periods that cannot be compared are refused, and nothing is written`(
    words: [String], status: Int32, message: String
  ) throws {
    let folder = try Scratch()
    try Self.shop(folder)
    let workspace = words.count == 3 && words[2] == "2026-07" ? ["x"] : []
    let compare = try Program.assay(
      ["compare"] + workspace + [folder.path("shop")] + words)
    #expect(compare.status == status, "\(compare.errors)")
    #expect(compare.errors.contains(message), "\(compare.errors)")
    #expect(!exists(folder, "shop/out"))
  }

  @Test(
    arguments: [
      (["--set", "default=2"], "multipliers"), (["--price", "p/m/input=3"], "vendor_prices"),
    ] as [([String], String)])
  func `a scenario of one period moves prices or charges alone`(
    options: [String], driver: String
  ) throws {
    let folder = try Scratch()
    try Self.shop(folder)
    let compare = try Program.assay(
      ["compare", folder.path("shop"), "2026-05", "2026-05"] + options)
    #expect(compare.status == 0, "\(compare.errors)")
    let values = try Self.rows(folder, "shop/out/comparison/comparison.csv")
    let moved = Set(
      values.filter { $0.value != "0" && $0.key.contains("_usd ") }.map {
        $0.key.split(separator: " ")[1]
      })
    #expect(moved == ["start", "end", Substring(driver)], "\(values)")
  }

  @Test func `where nothing is sold, cost alone is compared`() throws {
    let folder = try Scratch()
    try Self.shop(folder)
    try FileManager.default.removeItem(atPath: folder.path("shop/multipliers.csv"))
    let compare = try Program.assay("compare", folder.path("shop"), "2026-05", "2026-06")
    #expect(compare.output.hasPrefix("June against May 2026, USD\n"))
    #expect(!compare.output.contains("evenue") && !compare.output.contains("argin"))
    let text = try folder.text("shop/out/comparison/comparison.csv")
    #expect(text.contains("\nvendor_cost_usd,0,start,,4,4.00\n"))
    #expect(!text.contains("revenue_usd") && !text.contains("margin_usd"))
  }

  /// r5 of May has no price, r2 stands there twice with different tokens.
  @Test func `rows of either period that are not used decide the exit status`() throws {
    let folder = try Scratch()
    try Self.shop(folder)
    try folder.write(
      "shop/ledger/b.csv",
      """
      request_id,request_started_at,user_id,provider,model,tier,input_tokens
      r2,2026-05-31T12:00:00Z,u1,p,m,pro,1000001
      r5,2026-05-31T13:00:00Z,u1,p,other,pro,1

      """)
    for periods in [["2026-05", "2026-06"], ["2026-06", "2026-05"]] {
      let compare = try Program.assay(["compare", folder.path("shop")] + periods)
      #expect(compare.status == 2)
      #expect(compare.errors.contains("Assay did not use 2 rows: 1 unpriced, 1 conflict"))
    }
  }

  @Test func `a period that the ledger covers in part says so`() throws {
    let folder = try Scratch()
    try Self.shop(folder)
    let compare = try Program.assay("compare", folder.path("shop"), "2026-06", "2026-07")
    #expect(compare.output.hasPrefix("July (1 of 31 days) against June 2026, USD\n"))
    #expect(
      compare.output.contains("July 2026 is not complete: the ledger has 1 of its 31 days."))
  }

  @Test func `the answer as JSON has both tables`() throws {
    let folder = try Scratch()
    try Self.shop(folder)
    let compare = try Program.assay(
      "compare", folder.path("shop"), "2026-05", "2026-06", "--json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(compare.output.utf8)) as? [String: Any])
    #expect(Set(document.keys) == ["assay", "a", "b", "scenario", "comparison", "movers"])
    #expect((document["b"] as? [String: Any])?["to"] as? String == "2026-06-30")
    #expect((document["b"] as? [String: Any])?["days"] as? Int == 30)
    #expect((document["comparison"] as? [Any])?.count == 3 * 27 + 18)
  }
}
