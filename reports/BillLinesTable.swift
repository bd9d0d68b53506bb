import Bills
import Ledger
import Tables

/// `bill-lines.csv`: every line of the bills as Assay reads it, and whether it counts.
package enum BillLinesTable {
  /// The name of the file, without `.csv`.
  package static let name = "bill-lines"

  /// The columns, in order.
  package static let columns: [Column] = [
    .billFormat, .billVendor,
    .text("kind", "Kind of the line; only usage is compared with the ledger."),
    .text("period_start", "Start of the period in UTC; blank where Assay cannot read it."),
    .text("period_end", "End of the period in UTC, not included."),
    .text("model", "Model of the books; an unknown one as on the bill; blank means several."),
    .text("model_as_billed", "Name of the model on the bill."),
    .text("unit_class", "Unit class; blank means all classes."),
    .text("service_tier", "Service tier, where the line states it."),
    .count("context", "Threshold of the context band, where the line states it; 0 is the base."),
    .text("region", "Region, where the line states one."),
    .decimal("quantity", "Quantity in single units; blank if not stated."),
    .text("amount", "Amount as printed, in the currency of the bill."),
    .text("currency", "Currency of the bill."),
    .money("amount_usd", "Amount in USD; blank where it is not known."),
    .text("tolerance_usd", "Largest difference by the digits that the bill prints."),
    .text("project", "Project, workspace or team on the bill."),
    .text("api_key", "Key on the bill, by its id or name."),
    .text("account", "Account on the bill."),
    .text("invoice_id", "Number of the invoice."),
    .text("description", "Description on the bill."),
    .text(
      "counted",
      "yes, duplicate, replaced, conflict, out_of_scope, outside_period, or the code that refused it."
    ),
    .text("file", "File of the bill."),
    .count("line", "Line of the file where the record begins."),
  ]

  /// Returns the cells of a line.
  package static func cells(of line: BillLine) -> [Cell] {
    let amounts: [Cell] = [
      .text(line.amountAsBilled.text), .text(line.currency), .money(orBlank: line.amount),
      line.amount == nil ? .blank : .text(Name(line.tolerance.text)),
    ]
    return bill(line) + times(line.period) + conditions(line) + [.quantity(orBlank: line.quantity)]
      + amounts + texts(line) + [
        .text(Name(line.standing.name)), .text(Name(line.place.file)),
        line.place.line.map { .count(Int128($0)) } ?? .blank,
      ]
  }

  /// The cells from the format to the kind.
  static func bill(_ line: BillLine) -> [Cell] {
    [.text(line.format), .text(line.vendor), .text(Name(line.kind.rawValue))]
  }

  /// The cells of a period.
  static func times(_ period: Validity) -> [Cell] {
    [period.from, period.to].map { period.isEmpty ? .blank : .text(Name($0.rfc3339)) }
  }

  /// The cells from the model to the region.
  static func conditions(_ line: BillLine) -> [Cell] {
    [
      .text(line.model.text), .text(line.modelAsBilled), .text(Name(line.unitClass.name)),
      .text(line.serviceTier ?? .empty), .count(orBlank: line.context),
      .text(line.region ?? .empty),
    ]
  }

  /// The cells from the project to the description.
  static func texts(_ line: BillLine) -> [Cell] {
    [line.project, line.apiKey, line.account, line.invoiceID, line.description].map { .text($0) }
  }
}

extension Tolerance {
  /// The exact amount in USD: `0.005`; bills print up to 40 decimals, more than other cells can hold.
  package var text: String {
    func digits(_ number: UInt128, _ count: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    if parts == 0, let plain = Int128(exactly: attodollars) {
      return DecimalText.string(plain, scale: Money.decimals)
    }
    let dollar = UInt128(Money.attodollarsPerDollar)
    let fraction = digits(attodollars % dollar, 18) + digits(parts, 36)
    let shown = fraction.reversed().drop { $0 == "0" }.reversed()
    return "\(attodollars / dollar)" + (shown.isEmpty ? "" : "." + String(shown))
  }
}
