import Foundation
import Testing

/// The titles and texts of charts in the workbooks of `watch` and `simulate`, on the sample.
struct ChartTitleTests {
  /// Nothing of gpt-5.6-sol changes on the days drawn, but what a rise above a band cost was recorded late.
  ///
  /// Free use of gpt-5.6-luna cost more than twice what others paid for it, on several days.
  @Test func `a chart of a price says of which band it is, and which margins it leaves out`() throws
  {
    let texts = try texts(of: "price-watch.xlsx", after: ["watch"])
    #expect(
      texts.contains("The input price of gpt-5.6-sol up to 272,000 tokens stayed the same"),
      "\(texts)")
    #expect(texts.count { $0 == "below -100 %: not drawn" } == 1, "\(texts)")
  }

  /// A budget that nobody reaches changes nothing.
  @Test(arguments: [
    (["--budget", "free=999999999"], "The margin stays the same, USD"),
    (
      ["--set", "tier:pro=1.6", "--budget", "free=999999999"],
      "The margin is largest under tier pro multiplier 1.6, free budget 999999999 a month, USD"
    ),
  ])
  func `a margin that stays the same is not called the largest`(
    changes: [String], title: String
  ) throws {
    let texts = try texts(of: "simulation.xlsx", after: ["simulate"] + changes)
    #expect(texts.contains(title), "\(texts)")
  }

  /// Twelve scenarios that change nothing, and a thirteenth, which is not drawn.
  @Test func `the largest margin is that of all scenarios`() throws {
    let scenarios =
      (1...12).map { number in
        #"{"name":"\#(number)","changes":[{"budget_credits":"999999999","tier":"free"}]}"#
      } + [#"{"name":"Pro doubled","changes":[{"multiplier":"3","tier":"pro"}]}"#]
    let folder = try Scratch()
    try folder.write("s.json", "[\(scenarios.joined(separator: ","))]")
    let texts = try texts(of: "simulation.xlsx", after: ["simulate", folder.path("s.json")])
    #expect(texts.contains("The margin is largest under Pro doubled, USD"), "\(texts)")
    #expect(!texts.contains("No user would pay more or have requests stopped"))
  }

  /// The texts of the charts of a workbook that a command writes.
  private func texts(of name: String, after command: [String]) throws -> [String] {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(command + [folder.path("ws"), "--quiet"])
    let book = folder.path("ws/out/" + (name == "simulation.xlsx" ? "simulation/" : "") + name)
    let unpacked = try Program.shell(
      "python3 -m zipfile -e '\(book)' '\(folder.path("parts"))'")
    #expect(unpacked.status == 0, "\(unpacked.errors)")
    return try folder.files(in: "parts").filter { $0.key.hasPrefix("xl/charts/chart") }
      .flatMap { _, bytes in
        String(decoding: bytes, as: UTF8.self).matches(of: #/<a:t>(.*?)</a:t>/#).map {
          String($0.output.1)
        }
      }
  }
}
