import Intake
import Ledger
import Parsing

/// A file of credit events, and how to read it.
package struct EventInput: Sendable {
  package let source: ByteSource
  /// The name says that it holds JSON lines.
  package let isJSONLines: Bool
  /// The meaning of its columns, if the settings state one.
  package let mapping: CreditMapping?
  /// The bytes of the file; 0 if unknown.
  package let size: Int

  package init(
    source: ByteSource, isJSONLines: Bool, mapping: CreditMapping? = nil, size: Int = 0
  ) {
    self.source = source
    self.size = size
    self.isJSONLines = isJSONLines
    self.mapping = mapping
  }
}

/// The meaning of the columns of a file of credit events, as the settings state it.
package struct CreditMapping: Sendable {
  /// The columns of the file, by those of events; several are joined by a blank.
  package var columns: [CreditColumn: [String]] = [:]
  package var constants: [CreditColumn: String] = [:]
  /// Their texts that mean others, by column; `*` is any other text.
  package var values: [CreditColumn: [String: String]] = [:]
  /// The units of amounts.
  package var units: [CreditColumn: UnitFactor] = [:]
  package var times = TimeForm(shape: .rfc3339, zone: nil)
  package var numbers = NumberForm()

  package init() {}

  /// The columns without which no row can be read, and that the mapping does not give.
  package var lacking: [String] {
    CreditColumn.always.filter { columns[$0] == nil && constants[$0] == nil }.map(\.header)
  }
}

/// A balance that a row of `balances.csv` states: it counts as a `balance` event.
package struct BookBalance: Sendable {
  package let account: Name
  package let at: Instant
  package let credits: Credits
  package let line: Int

  package init(account: Name, at: Instant, credits: Credits, line: Int) {
    self.account = account
    self.at = at
    self.credits = credits
    self.line = line
  }
}
