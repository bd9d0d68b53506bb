import Cube
import Ledger
import Pricing
import Rating

/// What happened to the prices of one model at one time: what is told of, weighed and acknowledged as one.
package struct PriceAlert: Sendable {
  package let model: ModelKey
  package let kind: PriceEvent.Kind
  package let effectiveFrom: Instant
  package let recordedAt: Instant?
  package let events: [PriceEvent]

  /// Groups events that are in the order of a book.
  package static func all(_ events: [PriceEvent]) -> [PriceAlert] {
    struct Key: Hashable {
      let model: ModelKey
      let kind: PriceEvent.Kind
      let from: Instant
      /// Of corrections; a change is one, whenever its rows were recorded.
      let recordedAt: Instant?
    }
    var order: [Key] = []
    var groups: [Key: [PriceEvent]] = [:]
    for event in events {
      let isCorrection = event.kind == .correction || event.kind == .withdrawn
      let key = Key(
        model: ModelKey(provider: event.key.provider, model: event.key.model), kind: event.kind,
        from: event.effectiveFrom, recordedAt: isCorrection ? event.recordedAt : nil)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(event)
    }
    return order.map { key in
      PriceAlert(
        model: key.model, kind: key.kind, effectiveFrom: key.from,
        recordedAt: groups[key]?.compactMap(\.recordedAt).max(), events: groups[key] ?? [])
    }
  }

  /// What an acknowledgement names: provider, model, kind, and when.
  package var id: String {
    let when =
      kind == .correction ? "\(effectiveFrom)@\(recordedAt ?? .distantPast)" : "\(effectiveFrom)"
    // An announcement that was dealt with stays so when the change comes.
    let name = kind == .announced ? PriceEvent.Kind.change.rawValue : kind.rawValue
    return "\(model.provider)/\(model.model)/\(name)/\(when)"
  }

  /// The books before and after: what the model's prices were, and what they are now or would have become.
  package func books(_ books: Books) -> (before: Books, after: Books) {
    let justBefore = Instant(nanoseconds: max(effectiveFrom.nanoseconds, .min + 1) - 1)
    let known = recordedAt.map(books.prices.before) ?? books.prices
    func fixed(_ other: PriceBook, at instant: Instant) -> Books {
      books.with(prices: books.prices.fixing(model, as: other, at: instant))
    }
    switch kind {
    case .change, .announced:
      return (fixed(books.prices, at: justBefore), fixed(books.prices, at: effectiveFrom))
    case .correction:
      return (fixed(known, at: effectiveFrom), fixed(books.prices, at: effectiveFrom))
    case .withdrawn:
      return (fixed(books.prices, at: justBefore), fixed(known, at: effectiveFrom))
    }
  }

  /// The 30 days of traffic by which the alert is weighed: those before it takes effect, or before it was
  /// recorded if that was later, and never after the last day of the ledger.
  package func window(zone: ReportingZone, lastDay: Day) -> Period {
    let late = kind == .correction ? max(effectiveFrom, recordedAt ?? .distantPast) : effectiveFrom
    let isFar = late > Instant(startOf: lastDay + 2)
    let day = isFar ? lastDay + 1 : min(zone.day(of: late), lastDay + 1)
    return Period(from: day + -PriceAlert.windowDays, to: day)
  }

  /// How many days of traffic weigh an alert.
  package static let windowDays = 30

  /// A price more than five times another, or about a thousand times: probably a mistake.
  package var suspicion: Suspicion? {
    events.compactMap(\.suspicion).max()
  }

  /// How a price looks wrong.
  package enum Suspicion: Int, Comparable, Sendable {
    case fivefold, thousandfold

    package static func < (left: Suspicion, right: Suspicion) -> Bool {
      left.rawValue < right.rawValue
    }
  }
}

extension PriceEvent {
  fileprivate var suspicion: PriceAlert.Suspicion? {
    guard let old, kind != .withdrawn else { return nil }
    return PriceAlert.Suspicion(from: old, to: new)
  }
}

extension PriceAlert.Suspicion {
  /// How the step from one price to another looks wrong; nil where it does not.
  package init?(from old: Money, to new: Money) {
    let (small, large) = (min(old, new).attodollars, max(old, new).attodollars)
    guard small > 0, large > 5 * small else { return nil }
    self = large >= 500 * small && large <= 2_000 * small ? .thousandfold : .fivefold
  }
}
