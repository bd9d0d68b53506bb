import Ledger

/// How a sheet shows a table.
package struct SheetOptions: Sendable {
  /// The heaviest rows are first, and not the order of the CSV.
  package var isLargestFirst = false
  /// The columns with a sum in the last row; empty without a total.
  package var summed: Set<String> = []
  /// The columns that only the CSV has.
  package var omitted: Set<String> = []
  /// The columns of figures and their differences.
  package var pairs: [SheetPair] = []
  /// The headings of columns that their names do not give.
  package var headings: [String: String] = [:]
  /// The narrowest that a column gets, in digits.
  package var narrowest = 9
  /// A sentence below the rows, on what their amounts lack; nil without one.
  package var note: String?
  /// The words for a code in a column of that name; nil where it has no codes.
  package var words: @Sendable (_ code: Name, _ column: String) -> Name? = { _, _ in nil }

  package init() {}

  /// Returns the heading of a column.
  package func heading(of column: String) -> String {
    headings[column] ?? Headings.words(for: column)
  }
}

/// Two columns of figures and that of their difference: all have one number of decimals, with which each difference is
/// that of the shown figures.
package struct SheetPair: Hashable, Sendable {
  package let first: String
  package let second: String
  /// The first less the second.
  package let difference: String
  /// The cells of the difference hold that of the shown cents, not the exact one.
  package let isShown: Bool

  package init(_ first: String, _ second: String, _ difference: String, isShown: Bool = false) {
    self.first = first
    self.second = second
    self.difference = difference
    self.isShown = isShown
  }

  /// The columns that share their decimals.
  var names: [String] { [first, second, difference] }
}

/// A column of a sheet before it is laid out.
package struct SheetField: Hashable, Sendable {
  package let heading: String
  package let kind: Column.Kind
  /// Texts take as many lines as they need.
  package let wraps: Bool
  /// The number format, where the kind does not decide it.
  package let pattern: String?
  /// The widest that the column gets, in digits.
  package let widest: Int
  /// The narrowest, where it has room for what people write.
  package let narrowest: Int
  /// Small and muted.
  package let isPale: Bool

  package init(
    _ heading: String, _ kind: Column.Kind, wraps: Bool = false, pattern: String? = nil,
    widest: Int = 40, isPale: Bool = false, narrowest: Int = 9
  ) {
    self.isPale = isPale
    self.narrowest = narrowest
    self.heading = heading
    self.kind = kind
    self.wraps = wraps
    self.pattern = pattern
    self.widest = widest
  }
}
