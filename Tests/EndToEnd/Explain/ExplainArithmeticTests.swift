import Testing

/// Explanations of differences, redone with a pocket calculator from the figures on the screen.
struct ExplainArithmeticTests {
  /// A row of model m1 with 900 tokens of input, 0.0037 USD, and what its screen says; each worked by hand.
  @Test(
    arguments: [
      // 0.0037 × 1.5 ÷ 0.01 = 0.555, up to 0.6.
      (
        "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,900,,,,,,0.0037,1.2,",
        "The request was charged twice: 0.0037 × 1.5 ÷ 0.01 = 0.555, rounded to 0.6, recorded as 1.2."
      ),
      (
        "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,900,,,,,,0.0037,0.56,",
        "The request was charged at another credit step: 0.0037 × 1.5 ÷ 0.01 = 0.555, recorded as 0.56 by step 0.01."
      ),
      // 10,000 × 3 per million and the fee are 0.031; 10 % of that.
      (
        "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,true,,,10000,,,,,,0,0.8,",
        "The request was charged twice: 0.031 × 10 % ÷ 0.01 = 0.31, rounded to 0.4, recorded as 0.8."
      ),
      // 0.0037 × 2 ÷ 0.01 = 0.74, up to 0.8; one request is not several.
      (
        "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,900,,,,,,0.0037,0.8,2",
        "The request was charged at a multiplier that only the ledger states: "
          + "0.0037 × 2 ÷ 0.01 = 0.74, recorded as 0.8."
      ),
      // At m2's price of 1 per million, which has no fee, rounded to five decimals.
      (
        "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,123457,,,,,,0.12346,,",
        "The request had a cost rounded to other decimals than the ledger's and had a cost that fits the price "
          + "of another model: "
          + "123,457 × 1 per million = 0.123457, recorded as 0.12346 USD (p.csv:10)."
      ),
    ])
  func `the arithmetic of a diagnosis leaves no step out`(row: String, words: String) throws {
    let workspace = try ExplainWorkspace()
    let columns = ExplainWorkspace.columns.dropLast() + ",multiplier\n"
    try workspace.folder.write("ws/ledger/l.csv", columns + row + "\n")
    let screen = try workspace.assay("explain", "r1").output
    #expect(screen.split { " \n".contains($0) }.joined(separator: " ").contains(words), "\(screen)")
  }
}
