import Foundation
import Testing

struct WorkbookTests {
  /// Holds the workbooks of a run against its CSVs, and checks their format.
  private func check(_ folder: Scratch, _ arguments: [String] = []) throws {
    let scripts = ["workbook.py", "workbook_format.py"].map {
      Program.repository.appending(path: "Tests/EndToEnd/\($0)")
    }
    let compared = try Program.python(
      scripts[0], [folder.path("out")] + arguments, oracle: true)
    #expect(compared.status == 0, "\(compared.errors)")
    #expect(compared.output.contains(" sheets, "))
    let files = ["assay-report.xlsx", "assay-details.xlsx"].map { folder.path("out/\($0)") }
    let format = try Program.python(scripts[1], files, oracle: true)
    #expect(format.status == 0, "\(format.errors)")
  }

  @Test
  func `the workbooks read back by openpyxl say what the CSVs say, in cells, checks and charts`()
    throws
  {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("run", folder.path("ws"), "--output", folder.path("out"))
    try folder.write("terminal", run.output)
    try check(folder, [folder.path("terminal")])
  }

  /// August is the period before.
  @Test func `the workbook of a month says what changed, as the CSVs do`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(
      "run", folder.path("ws"), "--period", "2026-09", "--output", folder.path("out"), "--quiet")
    #expect(try folder.text("out/comparison.csv").hasPrefix("measure,order,"))
    try check(folder)
  }

  @Test func `without prices for customers the workbook is of cost only`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    for file in ["multipliers.csv", "plans.csv"] {
      try FileManager.default.removeItem(atPath: folder.path("ws/\(file)"))
    }
    for month in ["07", "08", "09"] {
      let ledger = "ws/ledger/usage-2026-\(month).csv"
      let lines = try folder.text(ledger).split(separator: "\n")
      let column = try #require(
        lines[0].split(separator: ",", omittingEmptySubsequences: false)
          .firstIndex { $0.contains("credits") })
      let cut = lines.map { line in
        var cells = line.split(separator: ",", omittingEmptySubsequences: false)
        cells.remove(at: column)
        return cells.joined(separator: ",")
      }
      try folder.write(ledger, cut.joined(separator: "\n") + "\n")
    }
    _ = try Program.assay("run", folder.path("ws"), "--output", folder.path("out"), "--quiet")
    #expect(try folder.text("out/summary.csv").contains("\nrevenue_usd,\n"))
    try check(folder)
  }

  @Test func `the workbook of next to nothing is whole too`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    for month in ["07", "08", "09"] {
      let ledger = "ws/ledger/usage-2026-\(month).csv"
      let lines = try folder.text(ledger).split(separator: "\n").prefix(
        month == "07" ? 2 : 1)
      try folder.write(ledger, lines.joined(separator: "\n") + "\n")
    }
    _ = try Program.assay("run", folder.path("ws"), "--output", folder.path("out"), "--quiet")
    try check(folder)
  }

  /// Names that look like formulas, like escapes and like markup, in other scripts, and very long.
  @Test func `ugly names are whole in both workbooks`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let ledger = "ws/ledger/usage-2026-09.csv"
    let lines = try folder.text(ledger).split(separator: "\n")
    let header = lines[0].split(separator: ",", omittingEmptySubsequences: false)
    let column = try #require(header.firstIndex(of: "account_id"))
    let names = [
      "=1+1", "<img onerror>&amp;", "_x0041_", "\u{202E}abc", "モデル", "' quoted '", "_",
      String(repeating: "m", count: 250),
    ]
    let rows = lines.dropFirst().enumerated().map { index, line in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      if index < 80 { cells[column] = names[index % names.count] }
      return cells.joined(separator: ",")
    }
    try folder.write(ledger, ([String(lines[0])] + rows).joined(separator: "\n") + "\n")
    _ = try Program.assay(
      "run", folder.path("ws"), "--period", "2026-09", "--output", folder.path("out"), "--quiet")
    try check(folder)
  }

  @Test func `a text that no cell holds is cut with a warning, and whole in its CSV`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let ledger = "ws/ledger/usage-2026-07.csv"
    let lines = try folder.text(ledger).split(separator: "\n")
    // A service may have 256 bytes, so the row is rejected, and listed as it stands.
    let long = String(repeating: "s", count: 40_000)
    let row = lines[1].replacing(",chat,", with: ",\(long),")
    try folder.write(ledger, ([lines[0], Substring(row)] + lines[2...]).joined(separator: "\n"))
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(
      run.errors.contains(
        "assay-details.xlsx: warning: [xlsx.cut] sheet Rejects has only the start of a text from CSV row 2, "
      ), "\(run.errors.prefix(2_000))")
    #expect(try folder.text("ws/out/rejects.csv").contains(long))
  }
}
