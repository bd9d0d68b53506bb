import Ledger
import Testing

@testable import Bills

/// Bills of more than a mebibyte, of which the beginning is looked at before all of it is read.
@Suite struct LargeBillTests {
  private static let header =
    "bill_invoice_id,line_item_usage_account_id,line_item_usage_start_date,line_item_usage_end_date,"
    + "line_item_line_item_type,line_item_usage_type,line_item_usage_amount,pricing_unit,"
    + "line_item_unblended_cost,line_item_currency_code,product_region_code,line_item_iam_principal\n"

  /// Records of about 190 bytes.
  private static let count = 9_000

  private static func record(
    _ number: Int, day: Int, kind: String = "Usage", cost: String = "0.0033",
    quantity: String = "1.5",
    currency: String = "USD"
  ) -> String {
    let date = day < 10 ? "2026-08-0\(day)" : "2026-08-\(day)"
    let hour = number % 13 + 11
    let type = ["input-tokens", "output-tokens", "storage-hours"][number % 3]
    return
      "2026-08,\(number % 2)1112222333,\(date)T\(hour - 1):00:00Z,\(date)T\(hour):00:00Z,\(kind),"
      + "USW2-Claude4.5Sonnet-\(type),\(quantity),1K tokens,\(cost),\(currency),us-west-2,"
      + "arn:aws:iam::111122223333:role/application-\(number % 5)\n"
  }

  /// A bill in which every seventh record is odd in some way.
  private static let oddText =
    header
    + (0..<count).map { number in
      let day = number / 3_000 + 1
      guard number % 7 == 0 else {
        return record(number, day: day, cost: "0.\(1_000 + number)", quantity: "\(number).25")
      }
      switch number / 7 % 9 {
      case 0: return record(number, day: day, cost: "-0.5")
      case 1: return record(number, day: day, cost: "0")
      case 2: return record(number, day: day, cost: "0.12345678901234567891")
      case 3: return record(number, day: day, quantity: "")
      case 4: return record(number, day: day, kind: "Tax", cost: "1.25")
      case 5: return record(number, day: day, cost: "1E-3")
      case 6: return record(number, day: day, currency: "EUR")
      case 7: return record(number, day: day, cost: "\" 0.25 \"", quantity: "0")
      default: return record(number, day: day).replacing("us-west-2", with: "\"us-west-2\"")
      }
    }.joined()

  private static func text(_ line: BillLine) -> String {
    [
      line.period.from.rfc3339, line.modelText, line.unitClass.name, line.quantityText,
      line.amountAsBilled.text.description, line.amount.map(\.description) ?? "-",
      line.tolerance.text, line.account.description, line.apiKey.description, line.standing.name,
      "\(line.place)",
    ].joined(separator: " ")
  }

  @Test(arguments: [nil, "2026-07"]) func `lines that recur are as if each were read alone`(
    period: String?
  ) {
    let outcome = BillDesk.assemble(
      [BillDesk.input("a.csv", LargeBillTests.oddText)], BillDesk.context(period: period))
    #expect(outcome.lines.count == LargeBillTests.count)
    var alone: [String] = []
    let problem = outcome.assembly.visit(numbersLines: false) { given in
      guard case .line(let line, nil) = given else { return }
      alone.append(LargeBillTests.text(line))
    }
    #expect(problem == nil)
    #expect(outcome.lines.map(LargeBillTests.text) == alone)
  }

  @Test func `sums of lines that recur are those of their lines`() throws {
    let outcome = BillDesk.assemble("a.csv", LargeBillTests.oddText)
    let counted = outcome.lines.filter { $0.standing == .counted && $0.kind == .usage }
    var amounts: [Name: Money] = [:]
    var tolerances: [Name: Tolerance] = [:]
    var counts: [Name: Int] = [:]
    for line in counted {
      let key = Name("\(line.period.from) \(line.modelText) \(line.unitClass.name)")
      amounts[key] = (amounts[key] ?? .zero) + (try #require(line.amount))
      tolerances[key] = (tolerances[key] ?? .zero) + line.tolerance
      counts[key, default: 0] += 1
    }
    #expect(outcome.bill.cells.count == amounts.count)
    for cell in outcome.bill.cells {
      let model =
        switch cell.model {
        case .all: "-"
        case .known(let name): name.description
        case .unmapped(let name): "?\(name)"
        }
      let key = Name("\(cell.period.from) \(model) \(cell.unitClass.name)")
      #expect(cell.amount == amounts[key])
      #expect(cell.tolerance == tolerances[key])
      #expect(cell.lines == counts[key])
    }
  }

  @Test func `more decimals at the end of a large bill count for all of its lines`() {
    let records = (0..<LargeBillTests.count).map { LargeBillTests.record($0, day: 1) }
    let plain = BillDesk.assemble("a.csv", LargeBillTests.header + records.joined())
    #expect(plain.assembly.gaveLines)
    #expect(Set(plain.lines.map(\.tolerance.text)) == ["0.00005"])
    let last = LargeBillTests.record(0, day: 1, cost: "0.003300")
    let other = BillDesk.assemble("a.csv", LargeBillTests.header + records.joined() + last)
    #expect(!other.assembly.gaveLines)
    // Half of 10⁻⁶ for each of the 3,000 and one lines of input.
    let input = other.bill.cells.first { $0.unitClass == .one(.input) }
    #expect(input?.lines == 3_001)
    #expect(input?.tolerance.text == "0.0015005")
  }

  @Test func `a cell at the end of a large bill that cannot be read refuses it`() {
    let records = (0..<LargeBillTests.count).map { LargeBillTests.record($0, day: 1) }.joined()
    let bad = LargeBillTests.record(0, day: 1, cost: "much")
    let outcome = BillDesk.assemble("a.csv", LargeBillTests.header + records + bad)
    #expect(outcome.assembly.refusedFiles == ["bills/a.csv"])
    #expect(outcome.assembly.bills.isEmpty)
    #expect(outcome.codes.filter { $0.hasPrefix("num.") }.count == 1)
  }

  @Test func `two large bills that share only their last day count it once`() {
    let records = (0..<LargeBillTests.count).map { LargeBillTests.record($0, day: 2) }.joined()
    let first = LargeBillTests.header + records + LargeBillTests.record(0, day: 9)
    let second = LargeBillTests.header + LargeBillTests.record(0, day: 9)
    let outcome = BillDesk.assemble([
      BillDesk.input("a.csv", first), BillDesk.input("b.csv", second),
    ])
    #expect(!outcome.assembly.gaveLines)
    #expect(outcome.codes.filter { $0 == "dup.bill" }.count == 1)
    let day = outcome.bill.cells.filter { $0.period.from == BillDesk.instant("2026-08-09") }
    #expect(day.map(\.lines) == [1])
  }
}
