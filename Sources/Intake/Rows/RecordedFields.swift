import Ledger

/// The fields with the recorded figures of a row, for the fast path.
struct RecordedFields {
  private let cost: Int
  private let credits: Int
  private let balance: Int
  // Figures that nothing is compared with yet.
  private let multiplier: FormOnly
  private let balanceBefore: FormOnly

  init(_ layout: LedgerLayout) {
    func field(_ column: LedgerColumn) -> Int { layout.field(of: column) ?? -1 }
    cost = field(.vendorCostUSD)
    credits = field(.creditsDeducted)
    balance = field(.balanceAfter)
    multiplier = FormOnly(field: field(.multiplier), .multiplier)
    balanceBefore = FormOnly(field: field(.balanceBefore), .credits)
  }

  /// Reads the figures of a plain row into `record`; false leaves the row to the careful path.
  @inline(__always)
  func read(_ fields: some RowFields, into record: inout UsageRecord) -> Bool {
    if cost >= 0 && fields.text(cost).count > 0 {
      guard let value = FastNumbers.decimal(fields.text(cost), scale: Money.decimals),
        value <= Money.rowLimit.attodollars
      else { return false }
      record.recordedCost = Money(attodollars: value)
    }
    if credits >= 0 && fields.text(credits).count > 0 {
      guard let value = FastNumbers.decimal(fields.text(credits), scale: Credits.decimals),
        value <= Int128(Credits.rowLimit.microcredits)
      else { return false }
      record.recordedCredits = Credits(microcredits: Int64(value))
    }
    if balance >= 0 && fields.text(balance).count > 0 {
      guard let value = FastNumbers.decimal(fields.text(balance), scale: Credits.decimals),
        value <= Int128(Credits.rowLimit.microcredits)
      else { return false }
      record.balanceAfter = Credits(microcredits: Int64(value))
    }
    return multiplier.accepts(fields) && balanceBefore.accepts(fields)
  }
}

/// A figure of which only the form is checked, and the short texts that passed: a ledger has few multipliers.
///
/// A class, so that a reader need not change to remember one; like the reader it belongs to one worker.
private final class FormOnly {
  private let field: Int
  private let rule: DecimalLimits
  /// Texts of 1 to 8 bytes that were accepted, each in the place of its hash; 0 where there is none.
  private let known: UnsafeMutablePointer<UInt64>

  /// - Parameter field: below 0 where no column has the figure.
  init(field: Int, _ rule: DecimalLimits) {
    self.field = field
    self.rule = rule
    known = .allocate(capacity: FormOnly.places)
    known.initialize(repeating: 0, count: FormOnly.places)
  }

  deinit { known.deallocate() }

  private static let places = 256

  /// Returns true if the cell is blank or a decimal within the limit.
  ///
  /// False leaves the row to the careful path.
  @inline(__always)
  func accepts(_ fields: some RowFields) -> Bool {
    if field < 0 { return true }
    let text = fields.text(field)
    guard let base = text.baseAddress, text.count > 0 else { return true }
    guard text.count <= 8, base[0] != 0 else { return isDecimal(text) }
    // The text in the upper bytes, and zeros below: as its first byte is none, how many there are tells its length.
    let word = load(base) &<< UInt64(truncatingIfNeeded: 64 &- 8 &* text.count)
    let place = Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 56)
    if known[place] == word { return true }
    guard isDecimal(text) else { return false }
    known[place] = word
    return true
  }

  @inline(never)
  private func isDecimal(_ text: Bytes) -> Bool {
    guard let value = FastNumbers.decimal(text, scale: rule.scale) else { return false }
    return value <= rule.limit
  }
}
