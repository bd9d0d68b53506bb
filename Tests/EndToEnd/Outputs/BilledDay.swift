import Foundation
import Support

/// A workspace whose vendor has billed one day of one model, with one failed request; figures by hand.
enum BilledDay {
  /// Input costs 1 USD per million tokens, output 2; the vendor bills 500,000 tokens more, and not the failed request.
  ///
  /// - Parameter rows: more rows of the ledger.
  static func workspace(more rows: String = "") throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\nopenai,m-1,input,1\nopenai,m-1,output,2\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,status\n"
        + "r1,2026-08-01T10:00:00Z,u,openai,m-1,1000000,0,completed\n"
        + "r2,2026-08-01T11:00:00Z,u,openai,m-1,500000,100000,completed\n"
        + "r3,2026-08-01T12:00:00Z,u,openai,m-1,0,300000,failed\n" + rows)
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
    return folder
  }
}
