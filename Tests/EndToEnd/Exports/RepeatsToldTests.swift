import Foundation
import Testing

/// How many rows are told where some repeat others.
struct RepeatsToldTests {
  private static let header =
    "request_id,request_started_at,user_id,provider,model,tier,input_tokens"
  private static let row = "r1,2026-07-01T00:00:00Z,u,p,m,pro,5"
  private static let prices =
    "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-01-01\n"

  /// Two rows of `a.csv` have no price; `b.csv` and `c.csv` begin with a copy of the second, and `b.csv` has one more.
  @Test(arguments: ["1", "2", "3"])
  func `check counts no row that repeats another, as a run`(threads: String) throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    let rows = (1...3).map {
      Self.row.replacing("r1", with: "r\($0)").replacing("pro", with: "max")
    }
    for (name, rows) in [("a", [rows[0], rows[1]]), ("b", [rows[1], rows[2]]), ("c", [rows[1]])] {
      try folder.write(
        "ws/ledger/\(name).csv", ([Self.header] + rows).joined(separator: "\n") + "\n")
    }
    for command in ["check", "run"] {
      let run = try Program.assay(command, folder.path("ws"), "--threads", threads)
      for code in ["ref.unpriced", "ref.tier"] {
        let told = run.errors.split(separator: "\n").filter { $0.contains("[\(code)]") }
        #expect(told.count == 2, "\(run.errors)")
        #expect(told.first?.contains("a.csv:2") == true)
        #expect(told.last?.contains("b.csv:") == true)
      }
      #expect(run.errors.contains("(first of 2 rows)") && run.errors.contains("(first of 1 row)"))
    }
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
    #expect(
      check.contains(
        code == "dup.same"
          ? "… 545 more notes [dup.same]; all with --json\n"
          : "… and 50 more [dup.conflict] in 2 other files\n"), "\(check)")
  }
}
