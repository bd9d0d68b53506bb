import Ledger

/// The messages about bills, each with its code and remedy.
enum BillMessage {
  static func format(_ titles: [String], proposal: BillProposal, at place: Place) -> Finding {
    Finding(
      .error, at: place, code: "bill.format",
      message: "no bill format has these columns: "
        + titles.map(\.excerpt).joined(separator: ", "),
      help: "paste this mapping into \"mappings\" of assay.json and complete it: \(proposal.json)")
  }

  static func usage(at place: Place) -> Finding {
    Finding(
      .error, at: place, code: "bill.usage",
      message: "this is a usage export without amounts, expected a vendor bill",
      help: "move it to ledger/")
  }

  /// A bill in `ledger/`.
  static func place(at place: Place) -> Finding {
    Finding(
      .error, at: place, code: "bill.place",
      message: "this is a vendor bill, expected a usage export", help: "move it to bills/")
  }

  static func unit(_ quantity: RawBillLine.UnclearQuantity, at place: Place) -> Finding {
    let reason =
      quantity.block.isEmpty
      ? "\"\(quantity.unit.description.excerpt)\" is not a known unit"
      : "neither tokens nor blocks of \(quantity.block) agree with its price"
    return Finding(
      .warning, at: place, code: "bill.unit",
      message: "the unit of quantity \(quantity.text.description.excerpt) is unclear: \(reason);"
        + " Assay ignores this quantity")
  }

  static func fx(_ currency: Name, on day: Day, at place: Place) -> Finding {
    Finding(
      .error, at: place, code: "bill.fx", message: "no exchange rate for \(currency) on \(day)",
      help: "add the day to fx.csv")
  }

  static func overlap(_ period: String, _ other: BillOverlap, at place: Place) -> Finding {
    Finding(
      .error, at: place, code: "bill.overlap",
      message: "the vendor bills \(period) by \(other.ownUnit) here, but by \(other.otherUnit) at"
        + " \(other.place.fileAndLine)",
      help: "keep one of the two, or set \"replaces\"")
  }

  static func conflict(with other: Place, at place: Place) -> Finding {
    Finding(
      .error, at: place, code: "bill.conflict",
      message: "this line differs from \(other.fileAndLine); Assay does not count this line",
      help: "if the file is a correction, set \"replaces\"")
  }

  static func totalConflict(
    _ total: Money, items: Money, firstItem: Place, at place: Place
  ) -> Finding {
    Finding(
      .error, at: place, code: "bill.conflict",
      message: "this total is \(BillText.amount(total)), but the items of the period (first:"
        + " \(firstItem.fileAndLine)) sum to \(BillText.amount(items)); Assay ignores the total",
      help: "download the bill again, grouped by line item only")
  }

  static func duplicates(_ count: Int64, of file: String, in other: String) -> Finding {
    Finding(
      .note, at: Place(file: other), code: "dup.bill",
      message: "\(GroupedDigits.count(count, "line")) repeat\(count == 1 ? "s" : "")"
        + " \(file) and count\(count == 1 ? "s" : "") once")
  }

  static func total(_ sum: Money, expected: PrintedDecimal, in file: String) -> Finding {
    let decimals = max(2, min(expected.decimals, Money.decimals))
    let total = Money(attodollars: expected.rounded(scale: Money.decimals)?.value ?? 0)
    var places = decimals
    // A difference shows.
    while places < Money.decimals,
      BillText.amount(sum, decimals: places) == BillText.amount(total, decimals: places)
    {
      places += 1
    }
    return Finding(
      .warning, at: Place(file: file), code: "bill.total",
      message: "the lines sum to \(BillText.amount(sum, decimals: places)), expected the invoice"
        + " total \(BillText.amount(total, decimals: decimals))")
  }

  static func scope(in file: String) -> Finding {
    Finding(
      .warning, at: Place(file: file), code: "bill.scope",
      message: "\"only\" excludes every line of this file")
  }

  static func pages(at place: Place) -> Finding {
    Finding(
      .warning, at: place, code: "bill.pages",
      message: "the response has more pages; their amounts are missing",
      help: "download all pages")
  }

  static func provisional(at place: Place) -> Finding {
    Finding(
      .note, at: place, code: "bill.provisional",
      message: "the month is not final; the vendor may still change these lines")
  }

  static func effective(at place: Place) -> Finding {
    Finding(
      .note, at: place, code: "bill.effective",
      message: "BilledCost is 0 and EffectiveCost is not; Assay uses EffectiveCost")
  }

  static func coverageStart(ledger: Day, bill: Day, at place: Place) -> Finding {
    Finding(
      .warning, at: place, code: "bill.coverage",
      message:
        "the ledger starts at \(ledger), the bill at \(bill); usage before \(ledger) appears as"
        + " not_in_ledger")
  }

  static func coverageEnd(ledger: Day, bill: Day, at place: Place) -> Finding {
    Finding(
      .warning, at: place, code: "bill.coverage",
      message: "the ledger ends at \(ledger), the bill at \(bill); usage after \(ledger) appears as"
        + " not_in_ledger")
  }
}

/// Amounts in messages about bills.
enum BillText {
  /// An amount as `1,234.50 USD`, a half rounded away from zero.
  static func amount(_ money: Money, decimals: Int = 2) -> String {
    let rounded = money.roundedHalfUp(toDecimals: decimals)
    let magnitude = rounded.attodollars.magnitude
    let one = UInt128(Money.attodollarsPerDollar)
    let whole = GroupedDigits.text(String(magnitude / one))
    let digits = String(magnitude % one)
    let fraction = (String(repeating: "0", count: Money.decimals - digits.count) + digits)
      .prefix(decimals)
    return (rounded < .zero ? "-" : "") + whole + (decimals == 0 ? "" : ".\(fraction)") + " USD"
  }
}

/// A period that another one overlaps: how long each is, and where the other is.
struct BillOverlap: Hashable {
  let ownUnit: String
  let otherUnit: String
  let place: Place
}
