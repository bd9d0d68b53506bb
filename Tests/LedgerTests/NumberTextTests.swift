import Ledger
import Support
import Testing

/// The rows of "Numbers" in the page on bad input.
@Suite struct NumberTextTests {
  @Test(
    arguments: [
      ("0", 0), ("7", 7), ("007", 7), ("10.0", 10), ("10.00", 10), ("10.0000", 10),
      ("1000.000", 1_000), ("0.000", 0), ("00.000", 0), ("0.0", 0),
      (" 12", 12), ("12\t", 12), ("\t 12 \t", 12), ("1000000000000", 1_000_000_000_000),
      ("0000000000000000000000012", 12), ("1000000000000.0", 1_000_000_000_000),
    ] as [(String, Int64)])
  func `a count is digits, with leading zeros, zero decimals and blanks around it`(
    text: String, value: Int64
  ) throws {
    #expect(try count(text).get().value == value)
  }

  @Test(
    arguments: [
      ("", .form), (" ", .form), ("-", .form), (".", .form), ("5.", .form), (".5", .form),
      ("1.2.3", .form), ("1e3", .form), ("1E3", .form), ("1.2E+09", .form), ("0x10", .form),
      ("1_000", .form), ("NaN", .form), ("inf", .form), ("NULL", .form), ("１２", .form),
      ("٣", .form), ("\u{2212}5", .form), ("\u{A0}5", .form), ("5\u{A0}", .form), ("--1", .form),
      ("1-", .form), ("5\n", .form), ("5\0", .form), ("1\t2", .form),
      ("10.5", .fraction), ("0.1", .fraction), ("10.01", .fraction),
      ("-1", .sign), ("-0", .sign), ("-0.0", .sign), ("+1", .sign), ("+1.5", .sign),
      ("-10.5", .sign),
      ("1000000000001", .range), ("9007199254740991", .range), ("9007199254740992", .range),
      ("99999999999999999", .range), ("340282366920938463463374607431768211457", .range),
      ("1,234", .comma), ("1.234,50", .comma), ("1 234", .comma), ("1,5", .comma),
      ("-1,234", .comma), ("10.000", .comma), ("1.000", .comma), ("350.000", .comma),
      ("1.250.000", .comma), ("12.34.567", .form), ("1234.567.890", .form),
      ("$10", .currency), ("10 USD", .currency), ("USD10", .currency), ("10€", .currency),
      ("$1,234", .currency),
    ] as [(String, NumberFault)])
  func `a count of any other spelling is refused with the reason`(
    text: String, fault: NumberFault
  ) {
    #expect(count(text).fault == fault)
  }

  @Test func `three zeros behind a point are decimals where that is known`() throws {
    let number = NumberText.count(
      Name("10.000"), limit: 1_000_000_000_000, allowsGroupOfZeros: true)
    #expect(try number.get().value == 10)
  }

  @Test func `blanks around a number and zero decimals of a count are reported`() throws {
    let plain = try count("10").get()
    #expect(!plain.wasTrimmed && !plain.hadZeroDecimals)
    let trimmed = try count("10 ").get()
    #expect(trimmed.wasTrimmed && !trimmed.hadZeroDecimals)
    let dotted = try count("10.0").get()
    #expect(!dotted.wasTrimmed && dotted.hadZeroDecimals)
    let money = try money(" 10.0").get()
    #expect(money.wasTrimmed && !money.hadZeroDecimals)
  }

  /// At 18 decimals: the digits with the point moved by hand.
  @Test(
    arguments: [
      ("0", 0), ("1", 1_000_000_000_000_000_000), ("1.50", 1_500_000_000_000_000_000),
      ("-1.5", -1_500_000_000_000_000_000), ("-0", 0), ("-0.00", 0),
      ("0.000000000000000001", 1), ("0.00000000000000000100000", 1),
      ("00.5", 5 * 100_000_000_000_000_000),
      ("1000000000", 1_000_000_000_000_000_000_000_000_000),
      ("-1000000000.000", -1_000_000_000_000_000_000_000_000_000),
      ("0000000000000000000000001", 1_000_000_000_000_000_000), (" 2\t", 2_000_000_000_000_000_000),
    ] as [(String, Int128)])
  func `an amount is exact, may be negative, and a negative zero is zero`(
    text: String, attodollars: Int128
  ) throws {
    #expect(try money(text).get().value == attodollars)
  }

  @Test(
    arguments: [
      ("", .form), ("-", .form), ("1e3", .form), ("NaN", .form), ("1.", .form),
      ("\u{2212}1", .form),
      ("+1", .sign),
      ("1,5", .comma), ("1.234,50", .comma), ("1 234.5", .comma), ("-1,5", .comma),
      ("$10", .currency), ("10.5 USD", .currency), ("£3", .currency),
      ("0.0000000000000000001", .scale), ("1.00000000000000000000000000000000000000000001", .scale),
      ("1000000000.000000000000000001", .range), ("-1000000001", .range),
      ("1000000000000000000", .range), ("99999999999999999999999999999999999999999", .range),
    ] as [(String, NumberFault)])
  func `an amount of any other spelling, scale or range is refused with the reason`(
    text: String, fault: NumberFault
  ) {
    #expect(money(text).fault == fault)
  }

  @Test func `where no minus is allowed only a zero may have one`() throws {
    func read(_ text: String) -> Result<ReadNumber<Int128>, NumberText.Failure> {
      NumberText.decimal(Name(text), scale: 6, limit: 1_000_000_000)
    }
    #expect(try read("-0.0").get().value == 0)
    #expect(read("-0.000001").fault == .sign)
    #expect(try read("1000").get().value == 1_000_000_000)
    #expect(read("1000.000001").fault == .range)
    #expect(read("1.0000001").fault == .scale)
  }

  /// A naive grammar: blanks off both ends, then `-?[0-9]+(\.[0-9]+)?`, at most 9 and 6 digits.
  @Test func `the reader accepts what the grammar accepts, with its value`() throws {
    var dice = Dice(seed: 3)
    let letters = Array("0012345679...--, \t+e$")
    for _ in 0..<4_000 {
      let length = Int.random(in: 0...9, using: &dice)
      let text = String((0..<length).map { _ in letters.randomElement(using: &dice) ?? "0" })
      let result = NumberText.decimal(
        Name(text), scale: 6, limit: 999_999_999_999_999, allowsNegative: true)
      let expected = naiveDecimal(text)
      #expect((try? result.get())?.value == expected, "\(text.debugDescription)")
    }
  }

  private func naiveDecimal(_ text: String) -> Int128? {
    var rest = Substring(text)
    while let last = rest.last, " \t".contains(last) { rest.removeLast() }
    while let first = rest.first, " \t".contains(first) { rest.removeFirst() }
    let sign: Int128 = rest.hasPrefix("-") ? -1 : 1
    if sign < 0 { rest.removeFirst() }
    let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }),
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } })
    else { return nil }
    var decimals = parts.count == 2 ? String(parts[1]) : ""
    while decimals.hasSuffix("0") { decimals.removeLast() }
    guard decimals.count <= 6 else { return nil }
    decimals += String(repeating: "0", count: 6 - decimals.count)
    return Int128(String(parts[0]) + decimals).map { $0 * sign }
  }

  private func count(_ text: String) -> Result<ReadNumber<Int64>, NumberText.Failure> {
    NumberText.count(Name(text), limit: Quantities.countLimit)
  }

  private func money(_ text: String) -> Result<ReadNumber<Int128>, NumberText.Failure> {
    NumberText.decimal(
      Name(text), scale: Money.decimals, limit: Money.rowLimit.attodollars, allowsNegative: true)
  }
}

extension Result where Failure == NumberText.Failure {
  /// The fault, or nil when the text is a number.
  fileprivate var fault: NumberFault? {
    switch self {
    case .success: nil
    case .failure(let failure): failure.fault
    }
  }
}
