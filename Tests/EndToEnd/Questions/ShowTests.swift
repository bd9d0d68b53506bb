import Foundation
import Support
import Testing

/// `assay show` and `assay top` on a ledger whose figures are calculated by hand.
struct ShowTests {
  /// Each with the words of the question and its CSV.
  @Test(arguments: [
    (
      ["cost,revenue,margin,margin_percent", "--by", "tier"],
      """
      tier,cost,revenue,margin,margin_percent,target_margin_percent,share_percent,row
      pro,8,12,4,33.3333,40,100,line
      free,6,0,-6,,,0,line
      ,14,12,-2,-16.6667,40,100,total

      """
    ),
    (
      ["cost,loss,users,cost_per_user", "--by", "month"],
      """
      month,cost,loss,users,cost_per_user,share_percent,row
      2026-05,6,0,2,3,42.8571,line
      2026-06,8,6,2,4,57.1429,line
      ,14,6,3,4.66666667,100,total

      """
    ),
    (
      ["cost", "--by", "account,month"],
      """
      account,month,cost,share_percent,row
      acme,2026-05,6,42.8571,line
      acme,2026-06,2,14.2857,line
      ,2026-06,6,42.8571,line
      ,,14,100,total

      """
    ),
    (
      ["prompt_tokens", "--by", "day", "--where", "tier=free", "--where", "model!=new"],
      """
      day,prompt_tokens,share_percent,row
      2026-06-20,3000000,100,line
      ,3000000,100,total

      """
    ),
    (
      ["requests,cost", "--by", "model", "--limit", "1", "--sort", "-requests"],
      """
      model,requests,cost,share_percent,row
      m,3,12,85.7143,line
      ,2,2,14.2857,others
      ,5,14,100,total

      """
    ),
    (
      ["cost", "--by", "model", "--where", "requests<2"],
      """
      model,cost,share_percent,row
      n,2,100,line
      new,,,line
      ,2,100,total

      """
    ),
    (
      ["cost", "--by", "week,service,own_key", "--period", "2026-06"],
      """
      week,service,own_key,cost,share_percent,row
      2026-W23,chat,false,2,25,line
      2026-W25,chat,false,6,75,line
      ,,,8,100,total

      """
    ),
  ])
  func `a question gives the exact figures`(words: [String], csv: String) throws {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    let run = try Program.assay(["show", folder.path("shop")] + words + ["--format", "csv"])
    #expect(run.output == csv)
    #expect(run.status == 0)
  }

  @Test func `months stand across on a terminal, with total, share and what is left out`() throws {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    #expect(
      try AskedShop.show(folder, "cost", "--by", "tier,month").output == """
        Cost by tier and month, 2026-05-01 to 2026-06-21 (UTC), USD
          Tier    May  June  Total  Share %
          pro    6.00  2.00   8.00     57.1
          free   0.00  6.00   6.00     42.9
                 --------------------------
          Total  6.00  8.00  14.00    100.0
          1 of 5 requests has no price: amounts exclude it; counts include it. Share %
          is of vendor cost. Other formats: --format csv, json or md.

        """)
  }

  @Test func `Markdown has a title, the rounded figures and what they leave out`() throws {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    let drawn = try AskedShop.show(folder, "cost,requests", "--by", "tier,model", "--format", "md")
    #expect(
      drawn.output == """
        **Cost and requests by tier and model, 2026-05-01 to 2026-06-21 (UTC), USD**

        | Tier | Model | Cost | Requests | Share % |
        | --- | --- | ---: | ---: | ---: |
        | free | m | 6.00 | 1 | 42.9 |
        | pro | m | 6.00 | 2 | 42.9 |
        | pro | n | 2.00 | 1 | 14.3 |
        | free | new | – | 1 | – |
        | Total |  | 14.00 | 5 | 100.0 |

        1 of 5 requests has no price: amounts exclude it; counts include it. Share % is of vendor cost.

        """)
  }

  @Test func `top lists the largest, and change those that moved`() throws {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    let shop = folder.path("shop")
    let margin = try Program.assay(
      "top", shop, "accounts", "--by", "margin", "--format", "csv", "--limit", "1")
    #expect(
      margin.output == """
        account,requests,revenue,cost,margin,margin_percent,target_margin_percent,share_percent,row
        acme,3,12,8,4,33.3333,40,100,line
        ,2,0,6,-6,,,0,others
        ,5,12,14,-2,-16.6667,40,100,total

        """)
    let change = try Program.assay(
      "top", shop, "users", "--by", "change", "--period", "2026-06", "--format", "csv")
    #expect(
      change.output
        == """
        user,before,after,change,row
        bob,6,0,-6,line
        eve,0,0,0,line
        ann,3,3,0,line
        ,9,3,-6,total

        """.replacing("eve,0,0,0,line\nann,3,3,0,line", with: "ann,3,3,0,line\neve,0,0,0,line"))
  }

  @Test func `a run of one month keeps the usage of all, and nothing is made anew`() throws {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    _ = try Program.assay("run", folder.path("shop"), "--period", "2026-05", "--quiet")
    let all = try AskedShop.show(folder, "cost", "--by", "month", "--format", "csv")
    #expect(
      all.output == """
        month,cost,share_percent,row
        2026-05,6,42.8571,line
        2026-06,8,57.1429,line
        ,14,100,total

        """)
    #expect(all.errors.isEmpty)
  }

  @Test func `usage is made anew when a file changed, and not when it was only written again`()
    throws
  {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    func notes() throws -> String {
      let run = try AskedShop.show(folder, "requests")
      return run.errors
    }
    #expect(
      try notes() == "assay.db: note: [db.made] rebuilt from the ledger because it was missing\n"
    )
    #expect(try notes() == "")
    let ledger = try folder.text("shop/ledger/a.csv")
    try folder.write("shop/ledger/a.csv", ledger)
    #expect(try notes() == "")
    try folder.write("shop/ledger/a.csv", ledger.replacing("r5,", with: "r6,"))
    #expect(
      try notes() == """
        assay.db: note: [db.made] rebuilt from the ledger because ledger/a.csv has changed since the last run

        """)
    // The database has the bills, too.
    try folder.write("shop/bills/b.csv", "wallet_type,cost,currency\n")
    #expect(try notes().contains("because bills/b.csv has changed since the last run"))
    #expect(try notes() == "")
    try FileManager.default.removeItem(atPath: folder.path("shop/bills"))
    #expect(try notes().contains("because bills/b.csv has changed since the last run"))
    try folder.write("shop/plans.csv", "tier,is_free\npro,false\nfree,true\n")
    #expect(try notes().contains("because plans.csv has changed since the last run"))
    try FileManager.default.removeItem(atPath: folder.path("shop/plans.csv"))
    #expect(try notes().contains("because plans.csv has changed since the last run"))
    #expect(try notes() == "")
  }

  @Test func `what show makes is what a run makes, to the byte`() throws {
    let folder = try Scratch()
    try AskedShop.make(in: folder)
    _ = try AskedShop.show(folder, "cost")
    let made = try Data(contentsOf: URL(filePath: folder.path("shop/assay.db")))
    _ = try Program.assay("run", folder.path("shop"), "--quiet")
    let run = try Data(contentsOf: URL(filePath: folder.path("shop/assay.db")))
    #expect(made == run)
  }
}
