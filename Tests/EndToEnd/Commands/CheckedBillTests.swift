import Foundation
import Support
import Testing

/// `assay check` of a workspace with vendors' bills, and files in the wrong folder.
struct CheckedBillTests {
  private static let costs = """
    {"object": "page", "has_more": false, "next_page": null, "data": [
      {"object": "bucket", "start_time": 1785542400, "end_time": 1785628800, "results": [
        {"object": "organization.costs.result", "amount": {"value": "1.00", "currency": "usd"},
         "line_item": "m-1, input", "project_id": null}]}]}
    """

  /// A million tokens at 1 USD, and the bill of that day.
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m-1,input,1\n")
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens\n"
        + "r,2026-08-01T10:00:00Z,u,openai,m-1,1000000\n")
    try folder.write("ws/bills/costs.json", CheckedBillTests.costs)
    return folder
  }

  @Test func `bills are counted and named`() throws {
    let folder = try workspace()
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix(
        "Checked 3 files, 1 row, 1 bill: ready to run.\n  openai-costs: 1 file, openai bill\n"))
    let json = try Program.assay("check", folder.path("ws"), "--json").output
    #expect(json.contains("\"vendor\": \"openai\""))
    #expect(json.contains("\"files\": 3,"))
    try FileManager.default.removeItem(atPath: folder.path("ws/bills"))
    let without = try Program.assay("check", folder.path("ws"), "--json").output
    #expect(!without.contains("\"bills\""))
  }

  @Test func `an unknown model of a bill is a doubt`() throws {
    let folder = try workspace()
    try folder.write(
      "ws/bills/costs.json", CheckedBillTests.costs.replacing("m-1, input", with: "zzz, input"))
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 2)
    #expect(run.errors.contains("bills/costs.json:3: warning: [bill.model] model \"zzz\""))
    #expect(
      run.errors.hasSuffix(
        "assay: some bill lines are refused, unknown or in conflict (exit 2)\n"))
  }

  @Test func `a mapping is proposed for a bill of no known format, and saved once it is complete`()
    throws
  {
    let folder = try workspace()
    try folder.write("ws/bills/own.csv", "Date,Item,Cost\n2026-08-01,x,1.5\n")
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 1)
    #expect(run.errors.contains("bills/own.csv:1:1: error: [bill.format]"))
    #expect(run.errors.contains("1 error in 4 files"))
    #expect(
      run.output == """
        Save this as assay.json.
        Replace each FILL IN: vendor.

        {
          "mappings": {
            "bills/own.csv": {
              "columns": {
                "period": "Date",
                "amount": "Cost",
                "description": "Item"
              },
              "constants": {
                "vendor": "FILL IN",
                "currency": "USD"
              }
            }
          }
        }

        """)
    let open = try Program.assay("check", folder.path("ws"), "--save-mappings")
    #expect(open.errors.contains("bills/own.csv: error: [map.open]"))
    try folder.write("ws/bills/own.csv", "Date,Vendor,Item,Cost\n2026-08-01,openai,x,1.5\n")
    let saved = try Program.assay("check", folder.path("ws"), "--save-mappings")
    #expect(saved.errors.hasPrefix("assay: added 1 mapping to assay.json: check them\n"))
    #expect(saved.output.contains("3 bills") || saved.output.contains("2 bills"))
  }

  @Test func `a broken ledger does not hide the faults of bills`() throws {
    let folder = try workspace()
    try folder.write("ws/ledger/l.csv", "a,b\n1,2\n")
    try folder.write(
      "ws/bills/costs.json", CheckedBillTests.costs.replacing("usd", with: "xxx"))
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 1)
    #expect(run.errors.contains("ledger/l.csv:1:1: error: [csv."))
    #expect(run.errors.contains("bills/costs.json:3"))
    #expect(run.errors.contains("[bill.fx] no exchange rate for XXX on 2026-08-01"))
  }

  /// The example bills of every format that is not a usage export as well.
  @Test(
    arguments: [
      "openai-costs.json", "anthropic-cost.json", "anthropic-console-cost.4.csv", "aws-cur.csv",
      "azure-cost.ea.csv", "deepseek-cost.csv", "google-billing.jsonl", "focus.1.2.csv",
    ])
  func `a bill in ledger is to be moved`(name: String) throws {
    let folder = try workspace()
    let example = Program.repository.appending(path: "Tests/BillsTests/Examples/\(name)")
    try folder.write("ws/ledger/\(name)", try String(contentsOf: example, encoding: .utf8))
    for verb in ["check", "run"] {
      let run = try Program.assay(verb, folder.path("ws"))
      #expect(run.status == 1)
      #expect(
        run.errors.hasPrefix(
          "ledger/\(name):1:1: error: [bill.place] this is a vendor bill, expected a usage export"))
      #expect(run.errors.contains("help: move it to bills/"))
      #expect(!run.output.contains("mappings"))
    }
  }

  @Test func `a ledger in bills is to be moved`() throws {
    let folder = try workspace()
    try folder.write("ws/bills/l.csv", try folder.text("ws/ledger/l.csv"))
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 1)
    #expect(
      run.errors.contains(
        "bills/l.csv:1:1: error: [bill.usage] this is a usage export without amounts"))
    #expect(run.errors.contains("help: move it to ledger/"))
  }
}
