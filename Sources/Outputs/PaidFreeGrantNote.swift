import Credits
import Ledger

extension CreditAudit {
  /// The note about payments for grants that are usually free; nil if there are none.
  ///
  /// They count as sales: those of bonus and promotion grants, of coupons and of adjustments.
  var paidFreeNote: Finding? {
    let events = Set(postings.lazy.filter { $0.kind == .sold && $0.source.isFree }.map(\.event))
    guard let first = events.min() else { return nil }
    let event = ledger.events[Int(first)]
    let count = events.count
    return Finding(
      .note, at: Place(file: files[Int(event.file)].description, line: Int(event.line)),
      code: "credit.sale",
      message: "a \(postings.first { $0.event == first }?.source.word ?? "") grant has a payment, "
        + "which counts as a sale"
        + (count == 1 ? "" : " (\(GroupedDigits.text(Int64(count))) grants)"),
      help: "nothing to do if it was paid; otherwise leave paid_usd blank")
  }
}

extension GrantSource {
  /// True for sources of grants that are usually given away.
  fileprivate var isFree: Bool {
    switch self {
    case .bonus, .promotion, .adjustment, .coupon: true
    case .monthly, .topup, .refund, .transfer: false
    }
  }
}
