import Intake
import Ledger
import Parsing

extension CreditColumn {
  /// The content of its cells, which decides how they are read.
  enum Content {
    case time, amount, count
    /// An id, which spreadsheets may have changed.
    case id
    /// A name or a code, held to the rules of ids.
    case name
    /// Text for people.
    case prose
  }

  /// The content of its cells.
  var content: Content {
    switch self {
    case .at, .effectiveAt, .expiresAt, .recordedAt: .time
    case .credits, .paidUSD, .balanceAfter: .amount
    case .priority: .count
    case .eventID, .accountID, .userID, .grantID, .requestID, .reservationID, .transferID,
      .reverses, .paymentID, .idempotencyKey, .counterparty:
      .id
    case .kind, .source, .couponCode, .package, .plan, .provider, .currency: .name
    case .level, .channel, .reason, .actor: .prose
    }
  }

  /// True if a number in E notation or a word for nothing in place of an id rejects the row.
  var isRequiredID: Bool {
    [.eventID, .accountID, .userID, .requestID].contains(self)
  }

  /// Every column by its name in a header.
  static let named = Dictionary(uniqueKeysWithValues: allCases.map { ($0.header, $0) })

  /// The members of JSON lines, in the order of the columns.
  static let jsonColumns = JSONColumns(
    names: allCases.map { Name($0.header) },
    text: { value, column in allCases[column].text(of: value) },
    fault: { column, found in
      let column = allCases[column]
      return .memberType(name: column.header, found: found, expected: column.expectedType)
    })

  /// The text of a value as a cell of this column; nil for a value of another type.
  private func text(of value: JSONValue.Content) -> [UInt8]? {
    switch (value, content) {
    case (.null, _): []
    case (.number(let number), .amount), (.number(let number), .count): Array(number.utf8)
    case (.string(let string), .amount), (.string(let string), .time), (.string(let string), .id),
      (.string(let string), .name), (.string(let string), .prose):
      Array(string.utf8)
    case (.boolean, _), (.number, _), (.string, _), (.array, _), (.object, _): nil
    }
  }

  /// The JSON type of its values, in words.
  private var expectedType: String {
    switch content {
    case .time, .id, .name, .prose: "a string"
    case .count: "a number"
    case .amount: "a number, or one in quotes"
    }
  }
}

extension EventKind {
  /// The kind that a word names.
  static let named = Dictionary(uniqueKeysWithValues: allCases.map { (Name($0.word), $0) })

  /// True if a row of this kind needs an amount other than 0.
  var needsAmount: Bool {
    switch self {
    case .grant, .deduct, .reserve, .refund, .transferOut, .transferIn, .adjust: true
    case .reset, .settle, .release, .reverse, .redeem, .planChange, .paymentRefund, .expire,
      .rollover, .balance, .notice:
      false
    }
  }

  /// True if its credits may be negative.
  var mayBeNegative: Bool { self == .adjust || self == .balance }

  /// The columns that it must fill, all of them, as bits by their numbers.
  var requiredBits: UInt32 {
    (CreditColumn.always + required).reduce(0) { $0 | 1 << UInt32($1.rawValue) }
  }
}
