import Ledger
import Parsing

extension BillFormat {
  /// Google Cloud's billing export of BigQuery: CSV with columns joined by `.` or `_`, or JSON lines.
  ///
  /// - Hours in UTC. The console, the invoice and Assay cut days and months at midnight of America/Los_Angeles, with
  ///   daylight saving (https://github.com/mozilla/gcp-ingestion/pull/728 quotes the console's help).
  /// - `cost` is before credits; each credit is a line of its own.
  /// - The SKU is the meter: see `GoogleSKU`.
  /// - `usage.unit` `count` is single tokens. `amount_in_pricing_units` is thousands or millions, and is not read.
  /// - Without an invoice month the vendor may still change the line.
  ///
  /// https://cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/detailed-usage (read 2026-11-26)
  static let googleBilling = BillFormat(
    name: "google-billing", marks: [["skudescription", "usagestarttime", "cost"]],
    vendor: "google", zone: "America/Los_Angeles", columns: GoogleBilling.Column.self,
    read: { row in
      var line = RawBillLine()
      row.setPeriod(of: &line, from: GoogleBilling.Column.start, to: .end)
      line.amount = row.amount(GoogleBilling.Column.cost)
      let currency = row.name(GoogleBilling.Column.currency)
      if !currency.isEmpty { line.currency = currency }
      line.kind = GoogleBilling.kind(row.text(GoogleBilling.Column.costType))
      line.project = row.name(GoogleBilling.Column.project)
      line.account = row.name(GoogleBilling.Column.account)
      line.invoiceID = row.name(GoogleBilling.Column.invoice)
      line.description = row.freeText(GoogleBilling.Column.sku)
      line.finality = line.invoiceID.isEmpty ? .provisional : .final
      var usage = line
      if line.kind == .usage {
        usage.set(
          row.meter(GoogleBilling.Column.sku, make: GoogleSKU.meter), text: line.description)
        if row.text(GoogleBilling.Column.unit) == "count" {
          usage.quantity = row.quantity(GoogleBilling.Column.amount)
        }
      }
      row.emit(usage)
      GoogleBilling.emitCredits(like: line, row: &row)
    })
}

private enum GoogleBilling {
  enum Column: Int, BillColumn {
    case start, end, sku, cost, currency, costType, project, account, invoice, unit, amount, credits

    var names: [String] {
      switch self {
      case .start: ["usagestarttime"]
      case .end: ["usageendtime"]
      case .sku: ["skudescription"]
      case .cost: ["cost"]
      case .currency: ["currency"]
      case .costType: ["costtype"]
      case .project: ["projectid"]
      case .account: ["billingaccountid"]
      case .invoice: ["invoicemonth"]
      case .unit: ["usageunit"]
      case .amount: ["usageamount"]
      case .credits: ["credits"]
      }
    }
  }

  static func kind(_ text: String) -> BillKind {
    switch text {
    case "regular", "": .usage
    case "tax": .tax
    case "rounding_error": .roundingLine
    default: .adjustment
    }
  }

  /// Adds a line for each credit of a record: `[{"name": …, "amount": -1.5, "type": "PROMOTION", "id": …}]`.
  static func emitCredits(like line: RawBillLine, row: inout BillRow) {
    let cell = row[Column.credits]
    // An empty list.
    if cell.text.count <= 2 { return }
    let value: JSONValue
    do throws(JSONFault) {
      value = try JSONReader.read(
        Array(cell.text), allowsComments: false, nestedKeysMayRepeat: true)
    } catch {
      return row.note(.json(error.reason), in: Column.credits.rawValue)
    }
    for credit in value.items {
      var line = line
      let texts = ["name", "type", "id"].map { credit[$0]?.text ?? "" }
      line.kind = kind(ofCredit: texts[1])
      line.description = Name(texts[0].isEmpty ? texts[1] : texts[0])
      line.part = Name(texts.joined(separator: "\n"))
      guard let amount = amount(credit["amount"]) else {
        row.note(
          .empty(column: row.titles[Column.credits.rawValue] + ".amount"),
          in: Column.credits.rawValue)
        continue
      }
      line.amount = amount
      row.emit(line)
    }
  }

  private static func kind(ofCredit type: String) -> BillKind {
    type.contains("DISCOUNT") || type.hasPrefix("COMMITTED_USAGE") ? .discount : .credit
  }

  private static func amount(_ value: JSONValue?) -> BillAmount? {
    switch value?.content {
    case .number(let text):
      guard case .success(let value) = PrintedDecimal.read(Name(text)) else { return nil }
      return BillAmount(value, isJSONNumber: true)
    case .string(let text):
      guard case .success(let value) = PrintedDecimal.read(Name(text)) else { return nil }
      return BillAmount(value)
    case .null, .boolean, .array, .object, nil: return nil
    }
  }
}
