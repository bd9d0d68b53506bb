import Foundation
import Support
import Testing

/// The sheet "Bill requests": a failed request that was not billed, and a row that could not be read; figures by hand.
struct BillRequestsTests {
  @Test(arguments: ["1", "2"])
  func `the workbook names the requests that show a difference`(threads: String) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\nopenai,m-1,input,1\nopenai,m-1,output,2\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,status\n"
        + "r1,2026-08-01T10:00:00Z,u,openai,m-1,1000000,0,completed\n"
        + "r2,2026-08-01T11:00:00Z,u,openai,m-1,500000,100000,completed\n"
        + "r3,2026-08-01T12:00:00Z,u,openai,m-1,0,300000,failed\n"
        + "r4,2026-08-01T13:00:00Z,u,openai,m-1,many,0,completed\n")
    func result(_ amount: String, _ quantity: Int, _ item: String) -> String {
      """
      {"object": "organization.costs.result", "amount": {"value": "\(amount)", "currency": "usd"},
       "quantity": \(quantity), "quantity_unit": "tokens", "line_item": "\(item)", "project_id": null}
      """
    }
    try folder.write(
      "ws/bills/costs.json",
      """
      {"object": "page", "has_more": false, "next_page": null, "data": [
       {"object": "bucket", "start_time": 1785542400, "end_time": 1785628800, "results": [
      \(result("2.00", 2_000_000, "m-1, input")),
      \(result("0.20", 100_000, "m-1, output"))]}]}
      """)
    let run = try Program.assay(["run", folder.path("ws"), "--quiet", "--threads", threads])
    #expect(run.status == 2, "\(run.errors)")
    let sheet = try Program.python(
      Program.repository.appending(path: "Tests/EndToEnd/bill_requests.py"),
      [folder.path("ws/out/assay-details.xlsx")], oracle: true)
    #expect(
      sheet.output == """
        -0.6 | Failed requests | In the ledger, but not billed: the request did not complete | r3 | 300000 | 0.6 | ledger/l.csv | 4
        0.5 | Quantity | Rejected row that names the period, not counted | None | None | None | ledger/l.csv | 5
        0.5 | Quantity | Among the largest of the difference in the ledger | r1 | 1000000 | 1 | ledger/l.csv | 2
        0.5 | Quantity | Among the largest of the difference in the ledger | r2 | 500000 | 0.5 | ledger/l.csv | 3

        """, "\(sheet.errors)")
  }
}
