import Intake
import Ledger

/// The meaning of the columns of a bill without a known format, as the settings state it.
package struct BillMapping: Sendable {
  /// The columns of the file, by the columns of bills; several are joined by a blank.
  package var columns: [Column: [String]] = [:]
  package var constants: [Column: String] = [:]
  /// Their texts that mean others, by column; `*` is any other text.
  package var values: [Column: [String: String]] = [:]
  /// The unit of a number as a power of ten: −2 for cents, 3 for thousands.
  package var unitPowers: [Column: Int] = [:]
  /// Nil reads days, months and RFC 3339.
  package var times: TimeForm?
  package var numbers = NumberForm()

  package init() {}

  /// A column of bills.
  package enum Column: String, CaseIterable, Hashable, Sendable {
    case vendor, period
    case periodStart = "period_start"
    case periodEnd = "period_end"
    case model
    case unitClass = "unit_class"
    case serviceTier = "service_tier"
    case region, quantity, amount, currency, kind, description, project
    case apiKey = "api_key"
    case account
    case invoiceID = "invoice_id"
    case requests
  }

  /// The columns without which no line can be read, and that the mapping does not give; several are alternatives.
  package var lacking: [String] {
    var lacking: [String] = []
    if !gives(.vendor) { lacking.append("vendor") }
    if !gives(.period) && !(gives(.periodStart) && gives(.periodEnd)) {
      lacking.append("period, or period_start and period_end")
    }
    if !gives(.amount) { lacking.append("amount") }
    return lacking
  }

  /// Returns true if it has a source or a constant for the column.
  package func gives(_ column: Column) -> Bool {
    columns[column] != nil || constants[column] != nil
  }

  /// Returns the power of ten of a unit in the settings, such as `cents`; nil for another word.
  package static func power(ofUnit word: String) -> Int? {
    let powers = [
      "ones": 0, "hundreds": 2, "thousands": 3, "millions": 6, "cents": -2, "thousandths": -3,
      "millionths": -6, "billionths": -9,
    ]
    return powers[word]
  }
}
