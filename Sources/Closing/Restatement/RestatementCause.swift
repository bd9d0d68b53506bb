import Workspace

/// The causes of differences between closed figures and present ones, in the order of the steps.
package enum RestatementCause: Int, CaseIterable, Comparable, Sendable {
  /// Rows of usage files, or of lines of them, that the close does not list.
  case lateUsage
  /// A bill that the close does not list: it changes no figure of usage.
  case lateBill
  /// Rows of a closed file that were removed or altered: the close no longer verifies.
  case changedUsage
  case lateCreditEvent
  case priceCorrection
  case multiplierChange
  case planChange
  case otherBook
  case settings
  /// Another version of Assay computes otherwise.
  case program
  /// The reversal of differences that a later restatement made void.
  case restated

  /// The name in `restatement.csv`.
  package var name: String {
    switch self {
    case .lateUsage: "late_usage"
    case .lateBill: "late_bill"
    case .changedUsage: "changed_usage"
    case .lateCreditEvent: "late_credit_event"
    case .priceCorrection: "price_correction"
    case .multiplierChange: "multiplier_change"
    case .planChange: "plan_change"
    case .otherBook: "other_book"
    case .settings: "settings"
    case .program: "program"
    case .restated: "restated"
    }
  }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The cause of a difference that rows after the closed length of a file make; nil for files of the closes themselves.
  package init?(fileAt path: String) {
    if path == WorkspacePath.closes || path.hasPrefix(WorkspacePath.closeFolder + "/") {
      return nil
    }
    self =
      if WorkspacePath.isInLedger(path) {
        .lateUsage
      } else if WorkspacePath.isInBills(path) {
        .lateBill
      } else if WorkspacePath.isInCredits(path) {
        .lateCreditEvent
      } else if WorkspacePath.makesPrices(path) || RestatementCause.priceBooks.contains(path) {
        .priceCorrection
      } else {
        switch path {
        case WorkspacePath.multipliers: .multiplierChange
        case WorkspacePath.plans: .planChange
        case WorkspacePath.settings: .settings
        default: .otherBook
        }
      }
  }

  /// True for the causes that rows of a book make.
  package var isOfBooks: Bool {
    switch self {
    case .priceCorrection, .multiplierChange, .planChange, .otherBook: true
    case .lateUsage, .lateBill, .changedUsage, .lateCreditEvent, .settings, .program, .restated:
      false
    }
  }

  private static let priceBooks: Set = [WorkspacePath.models, WorkspacePath.currencies]

  /// The cause where the closed rows of such a file were removed or altered.
  package var ofAlteredRows: RestatementCause {
    switch self {
    case .lateUsage, .lateBill, .changedUsage, .lateCreditEvent: .changedUsage
    case .priceCorrection, .multiplierChange, .planChange, .otherBook, .settings, .program,
      .restated:
      self
    }
  }
}
