import Foundation
import Support
import Testing

/// Messages of `assay show` and `assay top` about unknown words and unknown figures.
struct QuestionWordTests {
  /// Each with the words, and what is said of them.
  @Test(arguments: [
    (["costs"], "did you mean cost?"),
    (["cost", "--where", "tier=prro"], "expected a tier with usage: free, pro; did you mean pro?"),
  ])
  func `an unknown word is reported with the nearest known one`(
    words: [String], said: String
  ) throws {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    let run = try Program.assay(["show", folder.path("shop")] + words)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(said), "\(run.errors)")
  }

  @Test func `a period without usage is refused, with one that has some`() throws {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    let run = try AskedShop.show(folder, "cost", "--by", "tier", "--period", "2025-06")
    #expect(run.status == 1)
    #expect(run.errors.contains("no usage in 2025-06; the ledger covers 2026-05-01 to 2026-06-21"))
    #expect(run.errors.contains("cost --by tier --period 2026-06"))
  }

  @Test func `where nothing is sold, revenue is not known and top ranks by cost`() throws {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    for name in ["plans.csv", "multipliers.csv"] {
      try FileManager.default.removeItem(atPath: folder.path("shop/\(name)"))
    }
    let drawn = try AskedShop.show(folder, "cost", "--format", "markdown")
    #expect(
      drawn.output.hasPrefix(
        "**Cost, 2026-05-01 to 2026-06-21 (UTC), USD**\n\n| Cost |\n| ---: |\n| 14.00 |\n\n"))
    let shown = try AskedShop.show(folder, "cost,revenue", "--format", "csv")
    #expect(shown.output == "cost,revenue,row\n14,,total\n")
    let top = try Program.assay("top", folder.path("shop"), "models", "--format", "csv")
    #expect(top.output.hasPrefix("model,requests,tokens,cost,share_percent,row\nm,3,6000000,12,"))
  }
}
