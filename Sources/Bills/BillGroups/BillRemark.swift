import Ledger

/// A fact about some lines of a bill that its sums do not show: they do not count, or count in part or for now.
package struct BillRemark: Hashable, Sendable {
  package let kind: Kind
  /// Nil for a remark on a file as a whole.
  package let bill: BillKey?
  /// The month of the lines in the zone of the bill; nil where it is not known, and for a file as a whole.
  package let month: Month?
  /// In the order of reading.
  package let files: [String]
  package let lines: Int64
  /// The sum of the lines in USD; nil if the amount of a line is not known.
  package let amount: Money?
  /// By how much the lines are above those they differ from, or the files that replace them above them; nil where that is
  /// not known.
  package let difference: Money?

  package init(
    _ kind: Kind, bill: BillKey? = nil, month: Month? = nil, files: [String], lines: Int64 = 0,
    amount: Money? = nil, difference: Money? = nil
  ) {
    self.kind = kind
    self.bill = bill
    self.month = month
    self.files = files
    self.lines = lines
    self.amount = amount
    self.difference = difference
  }

  /// The reason of a remark, in the order in which a bill lists them.
  package enum Kind: Hashable, Sendable {
    /// The lines are those of another file with other figures, and do not count.
    case conflict(with: String)
    /// Totals that differ from the sum of their items, and do not count.
    case totals
    /// Refused, with the code of the finding.
    case refused(String)
    /// The setting `only` leaves the lines out; those of a value of one field.
    case outOfScope(field: String, value: String)
    /// The settings say that other files replace theirs.
    case replaced(by: [String])
    /// The lines of another file once more, which count once.
    case duplicate(of: String)
    /// The lines count, but the unit of their quantities is unclear.
    case unclearUnit
    /// The lines count, but the vendor may still change them.
    case provisional
    /// The lines count by their effective cost.
    case effective
    /// A finding on a file as a whole, with its code and message.
    case file(code: String, message: String)
    /// A file that was left out, with the code of its fault.
    case skipped(String)

    /// The code of the findings, as on the screen and in `counted` of `bill-lines.csv`.
    package var code: String {
      switch self {
      case .conflict, .totals: "bill.conflict"
      case .refused(let code), .skipped(let code), .file(let code, _): code
      case .outOfScope: "out_of_scope"
      case .replaced: "replaced"
      case .duplicate: "dup.bill"
      case .unclearUnit: "bill.unit"
      case .provisional: "bill.provisional"
      case .effective: "bill.effective"
      }
    }

    /// The place among the remarks on a bill.
    package var rank: Int {
      switch self {
      case .conflict: 0
      case .totals: 1
      case .refused: 2
      case .outOfScope: 3
      case .replaced: 4
      case .duplicate: 5
      case .unclearUnit: 6
      case .provisional: 7
      case .effective: 8
      case .file: 9
      case .skipped: 10
      }
    }
  }
}
