import Foundation
import Testing

/// The outcomes of the rows of each export: the parts add up to its rows.
struct RowsOfFilesTests {
  private static let header =
    "request_id,request_started_at,user_id,provider,model,input_tokens\n"

  /// Of a.csv one row each is rated, unpriced, rejected and in July; of b.csv one repeats a row of a.csv, one one of its own
  /// without a price, one differs from a row of a.csv, and one is rated.
  private func folder() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,2\n")
    try folder.write(
      "ws/ledger/a.csv",
      Self.header + "r1,2026-08-01T00:00:00Z,u,p,m,5\nr2,2026-08-01T00:00:00Z,u,p,none,5\n"
        + "r3,2026-08-01T00:00:00Z,u,p,m,x\nr4,2026-07-01T00:00:00Z,u,p,m,5\n")
    try folder.write(
      "ws/ledger/b.csv",
      Self.header + "r1,2026-08-01T00:00:00Z,u,p,m,5\nr5,2026-08-02T00:00:00Z,u,p,none,7\n"
        + "r5,2026-08-02T00:00:00Z,u,p,none,7\nr2,2026-08-01T00:00:00Z,u,p,m,5\n"
        + "r6,2026-08-03T00:00:00Z,u,p,m,5\n")
    try folder.write("ws/ledger/c.csv", Self.header)
    return folder
  }

  @Test func `the database has the rows of each export by what became of them`() throws {
    let folder = try folder()
    let run = try Program.assay(
      ["run", folder.path("ws"), "--quiet", "--period", "2026-08"])
    #expect(run.status == 2, "\(run.errors)")
    let files = try Answer(
      folder.path("ws/assay.db"),
      """
      SELECT path, rows_read, rows_rated, rows_unpriced, rows_duplicate, rows_conflict, rows_rejected,
      rows_outside_period FROM input_file
      """)
    #expect(
      files.rows == [
        ["ledger/a.csv", "4", "1", "1", "0", "0", "1", "1"],
        ["ledger/b.csv", "5", "1", "1", "2", "1", "0", "0"],
        ["ledger/c.csv", "0", "0", "0", "0", "0", "0", "0"],
        ["prices/p.csv", nil, nil, nil, nil, nil, nil, nil],
      ])
  }

  @Test func `check says the same of the whole ledger`() throws {
    let folder = try folder()
    let check = try Program.assay("check", folder.path("ws"), "--json")
    let document =
      try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any]
    let exports = try #require(document?["exports"] as? [[String: Any]])
    let names = [
      "rows", "rated", "unpriced", "duplicate", "conflict", "rejected", "outside_period",
    ]
    #expect(
      exports.map { export in names.map { export[$0] as? Int } }
        == [[4, 2, 1, 0, 0, 1, 0], [5, 1, 1, 2, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0]])
  }
}
