import Foundation
import Support
import Testing

/// The sheet "Bill requests": a failed request that was not billed, and a row that could not be read; figures by hand.
struct BillRequestsTests {
  @Test(arguments: ["1", "2"])
  func `the workbook names the requests that show a difference`(threads: String) throws {
    let folder = try BilledDay.workspace(
      more: "r4,2026-08-01T13:00:00Z,u,openai,m-1,many,0,completed\n")
    let run = try Program.assay(["run", folder.path("ws"), "--quiet", "--threads", threads])
    #expect(run.status == 2, "\(run.errors)")
    let sheet = try Program.python(
      Program.repository.appending(path: "Tests/EndToEnd/bill_requests.py"),
      [folder.path("ws/out/assay-details.xlsx")], oracle: true)
    #expect(
      sheet.output == """
        -0.6 | Failed requests | In the ledger, but not billed: the request did not complete | r3 | 300000 | 0.6 | -0.6 | ledger/l.csv | 4
        -0.6 | Failed requests | Total of the requests above: the whole amount of the part | None | None | None | -0.6 | None | None
        0.5 | Quantity | Rejected row that names the period, not counted | None | None | None | None | ledger/l.csv | 5
        0.5 | Quantity | No request proves this amount; the largest of the group, for orientation | r1 | 1000000 | 1 | None | ledger/l.csv | 2
        0.5 | Quantity | No request proves this amount; the largest of the group, for orientation | r2 | 500000 | 0.5 | None | ledger/l.csv | 3

        """, "\(sheet.errors)")
  }

  /// The copy of r3 with 400,000 tokens would cost more, but the first row counts: it is the one that was not billed.
  @Test func `of an id in conflict the row that counts is shown`() throws {
    let folder = try BilledDay.workspace(
      more: "r3,2026-08-01T12:00:00Z,u,openai,m-1,0,400000,failed\n")
    let run = try Program.assay(["run", folder.path("ws"), "--quiet"])
    let sheet = try Program.python(
      Program.repository.appending(path: "Tests/EndToEnd/bill_requests.py"),
      [folder.path("ws/out/assay-details.xlsx")], oracle: true)
    #expect(
      sheet.output.hasPrefix(
        "-0.6 | Failed requests | In the ledger, but not billed: the request did not complete | r3 | "
          + "300000 | 0.6 | -0.6 | ledger/l.csv | 4\n"),
      "\(sheet.output) \(sheet.errors) \(run.errors)")
  }
}
