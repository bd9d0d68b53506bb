import Testing

struct WorkbookTests {
  @Test
  func `the workbook read back by openpyxl says what the CSVs say, in cells, checks and charts`()
    throws
  {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("run", folder.path("ws"), "--output", folder.path("out"))
    try folder.write("terminal", run.output)
    let script = Program.repository.appending(path: "Tests/EndToEnd/workbook.py")
    let compared = try Program.python(
      script, [folder.path("out"), "2", "6", folder.path("terminal")], oracle: true)
    #expect(compared.status == 0, "\(compared.errors)")
    #expect(compared.output.contains(" sheets, "))
  }

  /// August is the period before.
  @Test func `the workbook of a month says what changed, as the CSVs do`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(
      "run", folder.path("ws"), "--period", "2026-09", "--output", folder.path("out"), "--quiet")
    #expect(try folder.text("out/comparison.csv").hasPrefix("measure,order,"))
    let script = Program.repository.appending(path: "Tests/EndToEnd/workbook.py")
    let compared = try Program.python(script, [folder.path("out"), "2", "6"], oracle: true)
    #expect(compared.status == 0, "\(compared.errors)")
  }

  /// A ledger of one row has two charts on Summary and three on Charts: those with something to draw.
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
    let script = Program.repository.appending(path: "Tests/EndToEnd/workbook.py")
    let compared = try Program.python(script, [folder.path("out"), "2", "3"], oracle: true)
    #expect(compared.status == 0, "\(compared.errors)")
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
        "assay-report.xlsx: warning: [xlsx.cut] sheet Rejects has only the start of a text of CSV row 2, "
      ), "\(run.errors.prefix(2_000))")
    #expect(try folder.text("ws/out/rejects.csv").contains(long))
  }
}
