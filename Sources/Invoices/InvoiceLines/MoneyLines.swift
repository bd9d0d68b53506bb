import Credits
import Ledger

/// The lines of one billed event.
enum MoneyLines {
  /// Appends the lines of the billed event at `index`: a plan has one more for each discount.
  static func append(
    _ billed: BilledEvent, at index: Int32, account: Name, to lines: inout [InvoiceLine]
  ) {
    switch billed.kind {
    case .plan(_, let listPrice, let discounts):
      lines.append(
        sale(.plan, billed, index, account, of: .month, price: listPrice ?? billed.usd))
      for (number, discount) in discounts.enumerated() {
        lines.append(
          amount(
            .discount, .discount(index, index: Int32(number)), -discount.usd, account,
            event: billed.event))
      }
    case .upgrade:
      lines.append(sale(.upgrade, billed, index, account, of: .change, price: billed.usd))
    case .topup(let package):
      let unit: InvoiceLine.Unit = package == CreditNames.blank ? .payment : .package
      lines.append(sale(.topup, billed, index, account, of: unit, price: billed.usd))
    case .paymentRefund, .wonDispute, .reversedGrant:
      if billed.usd == 0 { return }
      lines.append(amount(.refund, .billed(index), billed.usd, account, event: billed.event))
    }
  }

  /// Returns the tax on the net total in cents: a percentage of it, rounded half-up to cents.
  static func tax(_ percent: Percent, of net: Int128, account: Name) -> InvoiceLine {
    // A cent times a millionth of a percent is 10⁻¹⁰ USD.
    let exact = net * Int128(percent.millionths) * 100_000_000
    var line = amount(.tax, .tax(percent), exact, account, event: CreditEvent.none)
    line.cents = Cents.rounded(exact)
    return line
  }

  private static func sale(
    _ kind: InvoiceLine.Kind, _ billed: BilledEvent, _ index: Int32, _ account: Name,
    of unit: InvoiceLine.Unit, price: Int128
  ) -> InvoiceLine {
    var line = amount(kind, .billed(index), price, account, event: billed.event)
    line.quantity = InvoiceLine.Quantity(millionths: 1_000_000, unit: unit)
    line.unitPrice = price
    return line
  }

  private static func amount(
    _ kind: InvoiceLine.Kind, _ subject: InvoiceLine.Subject, _ exact: Int128, _ account: Name,
    event: UInt32
  ) -> InvoiceLine {
    var line = InvoiceLine(kind, subject, account: account, event: event)
    line.exact = exact
    return line
  }
}

/// Whole cents of amounts in 10⁻¹⁸ USD.
enum Cents {
  /// Returns the nearest cents; a half goes away from zero.
  static func rounded(_ exact: Int128) -> Int128 {
    Money(attodollars: exact).roundedHalfUp(toDecimals: 2).attodollars / unit
  }

  /// Returns the nearest cents; a half goes up, as the sum of an invoice's lines does.
  static func sum(_ exact: [Int128]) -> Int128 {
    LargestRemainder.cents(of: [exact.reduce(0, +)])[0]
  }

  /// One cent, in 10⁻¹⁸ USD.
  static let unit = powerOfTen(Money.decimals - 2)
}
