import Foundation
import Testing

/// What a run lists of rows and files, one by one.
struct RowListTests {
  private static let header =
    "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens\n"
  private static let row = "r1,2026-07-01T00:00:00Z,u,p,m,5,\n"

  @Test func `a rated row names the rows of its prices in the order of the classes, the fee last`()
    throws
  {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\np,m,request,1\np,m,output,2\np,m,input,3\n")
    try folder.write(
      "ws/ledger/a.csv", Self.header + Self.row + "r2,2026-07-01T00:00:00Z,u,p,m,5,6\n")
    let rated = folder.path("rated.csv")
    _ = try Program.assay("run", folder.path("ws"), "--quiet", "--rated", rated)
    #expect(
      rows(ofCSV: try folder.text("rated.csv")).map { $0["price_rows"] } == [
        "prices/p.csv:4 prices/p.csv:2", "prices/p.csv:4 prices/p.csv:3 prices/p.csv:2",
      ])
  }

  /// More than a worker keeps, so that the ledger is read once more for them.
  @Test func `very many rejected rows are listed in the order of the ledger`() throws {
    let folder = try Scratch()
    try folder.write("ws/ledger/a.csv", Self.header + String(repeating: "x\n", count: 20_003))
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--max-rejects", "100%", "--threads", "1")
    #expect(run.status == 2, "\(run.errors)")
    let lines = rows(ofCSV: try folder.text("ws/out/rejects.csv")).map { $0["line"] }
    // What differs of so many would take a minute to find.
    let isInOrder = lines == (2...20_004).map { "\($0)" }
    #expect(isInOrder, "\(lines.prefix(3))")
  }

  /// One row of `a.csv` is rejected, but the file counts; nothing of `b.csv` does.
  @Test func `the manifest names the files that were skipped, not those with a rejected row`()
    throws
  {
    let folder = try Scratch()
    try folder.write("ws/ledger/a.csv", Self.header + Self.row + "r2,yesterday,u,p,m,5,\n")
    try folder.write("ws/ledger/b.csv", "c1,c2\n1,2\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--skip-bad-files", "--max-rejects", "100%")
    #expect(run.status == 1, "\(run.errors)")
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(folder.text("ws/out/manifest.json").utf8))
        as? [String: Any])
    let skipped = try #require(manifest["skipped_files"] as? [[String: String]])
    #expect(skipped.map { $0["path"] } == ["ledger/b.csv"])
  }
}
