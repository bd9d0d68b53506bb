import Foundation
import Testing

/// The lists of rows and files of a run, one by one.
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

  /// More than memory is to hold of a slice, so that most of them are read back from a file.
  @Test func `very many exceptions are listed in the order of the ledger, however it is cut`()
    throws
  {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,3\np,m,output,4\n")
    let ids = (0..<6_000).map { "request-\($0)-of-a-ledger-with-long-ids" }
    try folder.write(
      "ws/ledger/a.csv",
      Self.header.replacing("\n", with: ",vendor_cost_usd,credits_deducted\n")
        + ids.map { "\($0),2026-07-01T00:00:00Z,u,p,m,1000000,1,2.5,0\n" }.joined())
    var texts: [[String]] = []
    for threads in ["1", "2"] {
      _ = try Program.assay("run", folder.path("ws"), "--quiet", "--threads", threads)
      texts.append(
        try ["exceptions", "negative-margin", "diagnosis", "corrections"].map {
          try folder.text("ws/out/\($0).csv")
        })
    }
    let areEqual = texts[0] == texts[1]
    #expect(areEqual)
    let found = rows(ofCSV: texts[0][0]).filter { $0["kind"] != "unknown_tier" }
    let isInOrder =
      found.map { $0["request_id"] } == ids
      && found.map { $0["line"] } == (2...6_001).map { "\($0)" }
    #expect(isInOrder, "\(found.count)")
    #expect(
      found.allSatisfy { $0["recorded_cost_usd"] == "2.5" && $0["expected_cost_usd"] == "3.000004" }
    )
    #expect(found.allSatisfy { $0["cost_difference_usd"] == "-0.500004" })
    #expect(rows(ofCSV: texts[0][1]).count == 6_000)
  }

  /// More than a worker keeps, so that the ledger is read once more for them.
  @Test func `very many rejected rows are listed in the order of the ledger`() throws {
    let folder = try Scratch()
    let bad = String(repeating: "x\n", count: 20_003)
    try folder.write("ws/ledger/a.csv", Self.header + Self.row + bad)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--max-rejects", "100%", "--threads", "1")
    #expect(run.status == 2, "\(run.errors)")
    let lines = rows(ofCSV: try folder.text("ws/out/rejects.csv")).map { $0["line"] }
    // What differs of so many would take a minute to find.
    let isInOrder = lines == (3...20_005).map { "\($0)" }
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
