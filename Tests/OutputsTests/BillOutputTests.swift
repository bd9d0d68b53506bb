import Bills
import Ledger
import Support
import Testing

@testable import Outputs

/// The files about bills; figures by hand, see `BillExample`.
struct BillOutputTests {
  @Test func `lines are written as they are visited`() throws {
    var text = ""
    try BillLinesFile.write(BillExample.result) { text += String(decoding: $0, as: UTF8.self) }
    let lines = text.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("format,vendor,kind,period_start,period_end,model,"))
    #expect(lines[1].hasPrefix("openai-costs,openai,usage,2026-08-14T00:00:00Z,"))
    #expect(lines[2].contains(",219.28,"))
  }

  @Test func `a run may write the three files`() {
    #expect(BillOutput.fileNames.isSubset(of: RunOutput.fileNames))
    #expect(BillOutput.fileNames.count == 3)
  }
}
