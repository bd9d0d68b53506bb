import Bills
import Ledger
import Testing

/// Amounts of bills, exact from the first byte: all expected values were worked out by hand.
struct AmountTests {
  private func amount(_ text: String, currency: String = "USD", isCSV: Bool = true) -> [BillLine] {
    let bill =
      isCSV
      ? "date,vendor,cost,currency\n2026-08-03,openai,\(text),\(currency)\n"
      : "[{\"date\":\"2026-08-03\",\"vendor\":\"openai\",\"cost\":\(text),\"currency\":\"\(currency)\"}]"
    var mapping = BillMapping()
    mapping.columns = [
      .period: ["date"], .vendor: ["vendor"], .amount: ["cost"], .currency: ["currency"],
    ]
    let file = BillDesk.input(isCSV ? "a.csv" : "a.json", bill, mapping: mapping)
    return BillDesk.assemble([file], BillDesk.context(rates: ["CNY 2026-08-03": 140_000_000_000]))
      .lines
  }

  @Test(
    arguments: [
      ("12.50", 12_500_000_000_000_000_000), ("-0.00", 0), ("0", 0),
      ("1.5E-7", 150_000_000_000), ("1e2", 100_000_000_000_000_000_000),
      // 40 decimals: the 19th is 5 and the last is 1, so it is more than half.
      ("0.0000000000000000005000000000000000000001", 1),
      // Exactly half of the last place rounds to the even neighbour.
      ("0.0000000000000000005", 0), ("0.0000000000000000015", 2), ("-0.0000000000000000025", -2),
      ("0.8958740000000000000000000000", 895_874_000_000_000_000),
      // 44 digits.
      ("1234.1234567890123456789012345678901234567890", 1_234_123_456_789_012_345_679),
    ] as [(String, Int128)])
  func `an amount is rounded to 18 decimals once, half to even`(text: String, expected: Int128) {
    #expect(amount(text).map(\.amount?.attodollars) == [expected])
  }

  @Test(arguments: ["1,5", "12abc", "", "$5", "1.", ".5", "1e", "1e999", "--1", "1000000000000"])
  func `a text that is no amount refuses the bill`(text: String) {
    #expect(amount(text.contains(",") ? "\"\(text)\"" : text).isEmpty)
  }

  @Test func `half a unit of the last digit that a file prints is the tolerance of each line`() {
    let text = "date,vendor,cost\n2026-08-03,openai,0.5\n2026-08-03,openai,0.1234567890\n"
    var mapping = BillMapping()
    mapping.columns = [.period: ["date"], .vendor: ["vendor"], .amount: ["cost"]]
    let lines = BillDesk.assemble([BillDesk.input("a.csv", text, mapping: mapping)]).lines
    #expect(lines.map(\.toleranceText) == ["0.00000000005", "0.00000000005"])
  }

  @Test func `a JSON number is as exact as its 15th digit, and noise does not count for the file`()
  {
    // 0.06 prints 2 decimals; 17 digits are noise. Half a unit of the file's 2nd decimal is 0.005.
    let text = """
      [{"d":"2026-08-03","c":0.06},{"d":"2026-08-03","c":0.30000000000000004}]
      """
    var mapping = BillMapping()
    mapping.columns = [.period: ["d"], .amount: ["c"]]
    mapping.constants = [.vendor: "openai"]
    let lines = BillDesk.assemble([BillDesk.input("a.json", text, mapping: mapping)]).lines
    #expect(lines.map(\.toleranceText) == ["0.005", "0.005"])
    #expect(lines[1].amount?.attodollars == 300_000_000_000_000_040)
    // Alone, the number with noise has no digits of the file: half of its 15th digit, 10⁻¹⁵.
    #expect(
      amount("0.30000000000000004", isCSV: false).map(\.toleranceText) == ["0.0000000000000005"])
    // 1 decimal and 15 digits: the 15th is 10⁻¹, so nothing is lost beyond the file's digits.
    #expect(amount("12345678901234.5", isCSV: false).isEmpty)
    #expect(amount("12345678901.5", isCSV: false).map(\.toleranceText) == ["0.05"])
  }

  @Test func `another currency is converted by one product and one rounding`() {
    // 93.8802776 × 0.14 = 13.143238864; half of the 7th decimal × 0.14 = 0.000000007, and half an attodollar.
    let line = amount("93.8802776", currency: "CNY")[0]
    #expect(line.amount?.attodollars == 13_143_238_864_000_000_000)
    #expect(
      line.tolerance == Tolerance(attodollars: 7_000_000_000, parts: Tolerance.ofRounding.parts))
    #expect(line.amountAsBilled.text == "93.8802776")
  }

  @Test func `28 decimals add half an attodollar where the amount was rounded`() {
    let exact = amount("0.1000000000000000000000000000")[0]
    #expect(exact.tolerance == Tolerance(attodollars: 0, parts: 50_000_000_000_000_000_000_000_000))
    let rounded = amount("0.1000000000000000000000000001")[0]
    #expect(rounded.tolerance == exact.tolerance + .ofRounding)
  }

  @Test func `a quantity in blocks is exact`() {
    guard case .success(let amount) = PrintedDecimal.read("433.893") else { return }
    #expect(BilledQuantity(amount, times: 1_000) == BilledQuantity(433_893, of: .input))
  }
}
