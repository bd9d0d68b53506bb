import Testing

/// Rows that sum those of a user, a model or all, as the subtotals of spreadsheets do in many languages.
struct SubtotalTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens\n"

  private static func check(_ rows: [(user: String, input: Int, output: Int)]) throws -> Program {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\np,m,output,10\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    let lines = rows.enumerated().map { number, row in
      "s\(number),2026-09-0\(number + 1)T10:00:00Z,\(row.user),pro,p,m,\(row.input),\(row.output)\n"
    }
    try folder.write("ws/ledger/a.csv", header + lines.joined())
    return try Program.assay("check", folder.path("ws"))
  }

  /// Each user has two rows of 1,000 and 1,026 in, 100 and 102 out.
  @Test(arguments: [
    "# Total", "# total", "Total #", "# Ergebnis", "# Summe", "Somme #", "# Totale", "# Suma",
    "# Итог", "# 集計", "#: Subtotal", "# 汇总", "# yht.",
  ])
  func `a subtotal of two rows is reported in many languages`(label: String) throws {
    let users = ["ann", "bob"].flatMap { user in
      [
        (user, 1000, 100), (user, 1026, 102),
        (label.replacing("#", with: user), 2026, 202),
      ]
    }
    let check = try Self.check(users)
    let flat = check.errors.replacing(#/\n +/#, with: " ")
    #expect(flat.contains("[sum.rows] 2 rows of the first 6"), "\(label) \(flat)")
    #expect(check.status == 2)
  }

  @Test func `a subtotal of one row, and a grand total, are reported`() throws {
    let check = try Self.check([
      ("ann", 1000, 100), ("ann Total", 1000, 100), ("bob", 7, 3), ("bob", 8, 4),
      ("bob Total", 15, 7), ("Grand Total", 1015, 107),
    ])
    let flat = check.errors.replacing(#/\n +/#, with: " ")
    #expect(flat.contains("[sum.rows] 3 rows of the first 6"), "\(flat)")
  }

  /// A name may end in such a word, and two requests count as much as another by chance.
  @Test func `a user of such a name is no sum`() throws {
    let check = try Self.check([
      ("ann", 1000, 100), ("Energie Total", 1000, 100), ("bob", 30, 3), ("bob", 40, 4),
      ("bob senior", 70, 7),
    ])
    #expect(!check.errors.contains("sum.rows"), "\(check.errors)")
    #expect(check.status == 0)
  }
}
