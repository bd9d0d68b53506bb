import Testing

struct WorkbookTests {
  @Test func `every sheet read back by openpyxl equals its CSV to 15 digits`() throws {
    let folder = try Scratch()
    try folder.copySample(to: "ws")
    _ = try Program.assay("run", folder.path("ws"), "--output", folder.path("out"), "--quiet")
    let script = Program.repository.appending(path: "Tests/EndToEnd/workbook.py")
    let compared = try Program.python(script, [folder.path("out")], oracle: true)
    #expect(compared.status == 0, "\(compared.errors)")
    #expect(compared.output.hasPrefix("16 sheets, "))
  }
}
