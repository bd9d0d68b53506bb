import Engine
import Support
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

  @Test(arguments: [(1, 1 << 16), (3, 70), (7, 40)])
  func `each row of a file is counted once, however the ledger is cut`(
    threads: Int, blockBytes: Int
  ) throws {
    let rows = try InProcessRun.run(folder(), threads: threads, blockBytes: blockBytes).rowsOfFiles
    #expect(
      rows.map {
        [
          $0.read, $0.rated, $0.unpriced, $0.duplicate, $0.conflict, $0.rejected, $0.outsidePeriod,
        ]
      } == [[4, 2, 1, 0, 0, 1, 0], [5, 1, 1, 2, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0]])
    for row in rows { #expect(row.isConserved) }
  }
}
