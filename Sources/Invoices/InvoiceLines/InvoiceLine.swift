import Ledger

/// A line of an invoice: an amount of money, or credits for information.
package struct InvoiceLine: Hashable, Sendable {
  package let kind: Kind
  /// The record that the line states.
  package let subject: Subject
  /// The account of the block; of the tax line, the account that the invoice is for.
  package let account: Name
  /// From 1 through the whole invoice.
  package var number: Int32 = 0
  /// Nil where the amount is not a number of units.
  package var quantity: Quantity?
  /// 10⁻¹⁸ USD of one unit; nil where the quantity has no price.
  package var unitPrice: Int128?
  /// The amount before it is rounded, in 10⁻¹⁸ USD; nil for credits.
  package var exact: Int128?
  /// US cents.
  package var cents: Int128 = 0
  /// The event, by index of the ledger; `CreditEvent.none` for tax and credits.
  package let event: UInt32

  package init(_ kind: Kind, _ subject: Subject, account: Name, event: UInt32) {
    self.kind = kind
    self.subject = subject
    self.account = account
    self.event = event
  }

  /// The kinds of lines, in the order of a block.
  package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    case plan, discount, upgrade, topup, refund, tax
    case creditsOpening, creditsGranted, creditsUsed, creditsRefunded, creditsExpired
    case creditsTransferred, creditsClosing

    /// The word in files.
    package var word: String {
      switch self {
      case .plan: "plan"
      case .discount: "discount"
      case .upgrade: "upgrade"
      case .topup: "topup"
      case .refund: "refund"
      case .tax: "tax"
      case .creditsOpening: "credits_opening"
      case .creditsGranted: "credits_granted"
      case .creditsUsed: "credits_used"
      case .creditsRefunded: "credits_refunded"
      case .creditsExpired: "credits_expired"
      case .creditsTransferred: "credits_transferred"
      case .creditsClosing: "credits_closing"
      }
    }

    /// True for amounts of money, tax included.
    package var isMoney: Bool { self <= .tax }
  }

  /// A number of units.
  package struct Quantity: Hashable, Sendable {
    /// Millionths of a unit.
    package let millionths: Int128
    package let unit: Unit
  }

  /// The units of quantities.
  package enum Unit: String, Hashable, Sendable {
    case month, change, package, payment, credits
  }

  /// The record behind a line.
  package enum Subject: Hashable, Sendable {
    /// By index of the audit's billed events.
    case billed(Int32)
    /// By index of the billed events, and of the discounts of that one.
    case discount(Int32, index: Int32)
    case tax(Percent)
    /// By index of the audit's account months; -1 for a month without credits.
    case credits(Int32)
    case use(CreditUse)
  }

  /// Returns a line with credits, in microcredits.
  static func credits(
    _ kind: Kind, _ subject: Subject, _ microcredits: Int128, account: Name, event: UInt32
  ) -> InvoiceLine {
    var line = InvoiceLine(kind, subject, account: account, event: event)
    line.quantity = Quantity(millionths: microcredits, unit: .credits)
    return line
  }
}

extension InvoiceLine.Kind: Comparable {
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The requests that used credits, as a line of an invoice sums them.
package enum CreditUse: Hashable, Sendable {
  case requests(service: Name, model: Name)
  /// Without a request, or with one that the usage ledger lacks.
  case unknown
  /// All others than the largest.
  case other

  /// The texts that decide among equal sums.
  var order: (service: Name, model: Name) {
    switch self {
    case .requests(let service, let model): (service, model)
    case .unknown: (Name("without a request in the usage ledger"), .empty)
    case .other: (.empty, .empty)
    }
  }
}
