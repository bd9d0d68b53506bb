import Testing

struct WorkbookTests {
  @Test
  func `the workbook read back by openpyxl says what the CSVs say, in cells, checks and charts`()
    throws
  {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--output", folder.path("out"), "--quiet")
    let script = Program.repository.appending(path: "Tests/EndToEnd/workbook.py")
    let compared = try Program.python(script, [folder.path("out")], oracle: true)
    #expect(compared.status == 0, "\(compared.errors)")
    #expect(compared.output.hasPrefix("18 sheets, "))
  }
}
