import Foundation
import Testing

/// The number of listed rows where some repeat others.
struct RepeatedRowCountTests: OneRowLedger {
  /// Two rows of `a.csv` have no price; `b.csv` begins with a copy of the second and has one more, `c.csv` has two copies.
  @Test(arguments: ["1", "2", "3"])
  func `check counts no row that repeats another, as a run`(threads: String) throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    let rows = (1...3).map {
      Self.row.replacing("r1", with: "r\($0)").replacing("pro", with: "max")
    }
    for (name, rows) in [
      ("a", [rows[0], rows[1]]), ("b", [rows[1], rows[2]]), ("c", [rows[1], rows[1]]),
    ] {
      try folder.write(
        "ws/ledger/\(name).csv", ([Self.header] + rows).joined(separator: "\n") + "\n")
    }
    let check = try Program.assay("check", folder.path("ws"), "--json", "--threads", threads)
    let found = try Self.findings(check.output).filter { $0.code.hasPrefix("ref.") }
    #expect(found.map(\.line) == [2, 2], "\(found)")
    #expect(Set(found.map(\.file)) == ["ledger/a.csv"], "\(found)")
    for command in ["check", "run"] {
      let run = try Program.assay(command, folder.path("ws"), "--threads", threads)
      for code in ["ref.unpriced", "ref.tier"] {
        let told = run.errors.split(separator: "\n").filter { $0.contains("[\(code)]") }
        #expect(told.count == 1, "\(run.errors)")
        #expect(told.first?.contains("a.csv:2") == true)
      }
      #expect(run.errors.contains("(first of 3 rows in 2 files)"))
    }
  }

  private struct Found {
    let code: String
    let file: String
    let line: Int
  }

  /// The findings of a check as JSON, by line; all of them are counted by their severity.
  private static func findings(_ json: String) throws -> [Found] {
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    let findings = try #require(document["findings"] as? [[String: Any]])
    let unlisted = try #require(document["unlisted"] as? [[String: Any]])
    let counts = ["errors", "warnings", "notes"].compactMap { document[$0] as? Int }
    let more = unlisted.compactMap { $0["count"] as? Int }.reduce(0, +)
    #expect(counts.reduce(0, +) == findings.count + more)
    return findings.map {
      Found(
        code: $0["code"] as? String ?? "", file: $0["file"] as? String ?? "",
        line: $0["line"] as? Int ?? 0)
    }.sorted { $0.line < $1.line }
  }

  /// Each of 22 files has an id 26 times: 25 repeat its first, of which 20 are told of each of 20 files.
  @Test(arguments: [("5", "dup.same"), ("6", "dup.conflict")])
  func `of rows that repeat others in very many files all are counted`(
    images: String, code: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", Self.prices)
    for number in 10...31 {
      let row = Self.row.replacing("r1", with: "r\(number)")
      let copy = row.dropLast() + images
      let rows = [row] + Array(repeating: String(copy), count: 25)
      try folder.write(
        "ws/ledger/\(number).csv", ([Self.header] + rows).joined(separator: "\n") + "\n")
    }
    let run = try Program.assay("run", folder.path("ws"))
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count { $0.contains(": [\(code)] ") } == 400)
    #expect(lines.count { $0.contains("… and 5 more [\(code)] in ledger/") } == 20)
    #expect(lines.contains("… and 50 more [\(code)] in 2 other files"))
    // The lowest lines, in whatever order copies were found.
    #expect(run.errors.contains("ledger/10.csv:22:1: ") && !run.errors.contains("10.csv:23:1: "))
    let check = try Program.assay("check", folder.path("ws")).errors
    #expect(check.contains("… and 50 more [\(code)] in 2 other files\n"), "\(check)")
  }
}
