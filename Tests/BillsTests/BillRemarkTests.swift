import Bills
import Ledger
import Testing

/// Lines that do not count, as remarks on their bill; figures by hand.
struct BillRemarkTests {
  private let header =
    "start_time,end_time,amount_value,amount_currency,line_item,project_id\n"
  /// 3 August 2026.
  private let day = "1785715200,1785801600"
  private let august = Month(year: 2026, month: 8)

  private func line(_ amount: String, _ usage: String, _ project: String = "p") -> String {
    "\(day),\(amount),usd,\"gpt-5.6-terra, \(usage)\",\(project)\n"
  }

  private func usd(_ cents: Int128) -> Money {
    Money(attodollars: cents * Money.attodollarsPerDollar / 100)
  }

  /// The other file has 1.60 + 0.40 where the first has 1.50 for the same text: 0.50 more in all.
  @Test func `a corrected file is stated with its difference from the first`() {
    let old = header + line("1.5", "input") + line("2", "output")
    let new = header + line("1.6", "input") + line("0.4", "input") + line("2", "output")
    let assembly = BillDesk.assemble([
      BillDesk.input("b.csv", new), BillDesk.input("a.csv", old),
    ]).assembly
    let key = BillKey(format: "openai-costs", vendor: "openai")
    #expect(
      assembly.remarks == [
        BillRemark(
          .conflict(with: "bills/a.csv"), bill: key, month: august, files: ["bills/b.csv"],
          lines: 2,
          amount: usd(200), difference: usd(50)),
        BillRemark(
          .duplicate(of: "bills/a.csv"), bill: key, month: august, files: ["bills/b.csv"], lines: 1,
          amount: usd(200), difference: usd(0)),
      ])
  }

  @Test func `lines of a replaced file are stated with the file that replaces it`() {
    let assembly = BillDesk.assemble([
      BillDesk.input("b.csv", header + line("1.6", "input")) { $0.replaces = ["bills/a.csv"] },
      BillDesk.input("a.csv", header + line("1.5", "input")),
    ]).assembly
    #expect(assembly.remarks.map(\.kind) == [.replaced(by: ["bills/b.csv"])])
    #expect(assembly.remarks.map(\.amount) == [usd(150)])
    // 1.60 − 1.50.
    #expect(assembly.remarks.map(\.difference) == [usd(10)])
  }

  /// 0.70 + 0.20 USD of project q; its line in the second file repeats the first one.
  @Test func `lines that only leaves out are summed by value, each once`() {
    let first =
      header + line("1.5", "input") + line("0.7", "input", "q") + line("0.2", "output", "q")
    let assembly = BillDesk.assemble([
      BillDesk.input("a.csv", first) { $0.only = [.project: ["p"]] },
      BillDesk.input("b.csv", header + line("0.7", "input", "q")) { $0.only = [.project: ["p"]] },
    ]).assembly
    #expect(
      assembly.remarks.map(\.kind) == [.outOfScope(field: "project", value: "q")])
    #expect(assembly.remarks.map(\.lines) == [2])
    #expect(assembly.remarks.map(\.amount) == [usd(90)])
  }
}
