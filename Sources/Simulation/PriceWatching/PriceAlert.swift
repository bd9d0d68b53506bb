import Ledger
import Pricing
import Rating

/// The price changes of one model at one time, reported, weighed and acknowledged together.
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
      let isCalledOff: Bool
    }
    var order: [Key] = []
    var groups: [Key: [PriceEvent]] = [:]
    for event in events {
      let isCorrection = event.kind == .correction || event.kind == .withdrawn
      let key = Key(
        model: event.key.modelKey, kind: event.kind,
        from: event.effectiveFrom, recordedAt: isCorrection ? event.recordedAt : nil,
        isCalledOff: event.isCalledOff)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(event)
    }
    return order.map { key in
      PriceAlert(
        model: key.model, kind: key.kind, effectiveFrom: key.from,
        recordedAt: groups[key]?.compactMap(\.recordedAt).max(), events: groups[key] ?? [])
    }
  }

  /// The id for an acknowledgement: provider, model, kind, and time.
  package var id: String {
    let when = kind == .correction ? "\(start)@\(recordedAt?.description ?? "")" : start
    // An announcement that was dealt with stays so when the change comes.
    let name = kind == .announced ? PriceEvent.Kind.change.rawValue : kind.rawValue
    return "\(model.provider)/\(model.model)/\(name)/\(when)"
  }

  /// When it takes effect, as a book writes it: blank is always.
  package var start: String { effectiveFrom == .distantPast ? "" : effectiveFrom.description }

  /// When the last row was recorded that makes the alert what it is; nil is always.
  package var knownSince: Instant? {
    events.flatMap { [$0.recordedAt, $0.oldRecordedAt] }.compactMap(\.self).max()
  }

  /// The first event that one of these rows makes, or that replaces one of them.
  func event(ofAny places: [Place]) -> PriceEvent? {
    events.first { event in
      places.contains(event.place) || event.replaced.map { places.contains($0.place) } ?? false
    }
  }

  /// The books before and after: what the model's prices were, and what they are now or would have become.
  ///
  /// Of a correction both are what was believed then, as it may itself be corrected later; so are they of an announcement,
  /// until it came. Where prices were called off
  /// or corrected, all but these are the same in both: of others that come then, other alerts tell.
  func books(_ books: Books) -> (before: Books, after: Books) {
    let known = recordedAt.map { books.prices.before($0, of: model) } ?? books.prices
    func fixed(_ other: PriceBook, at instant: Instant) -> Books {
      // Derivations are dated even where prices always were.
      let deriving = instant == .distantPast ? recordedAt ?? instant : instant
      return books.with(
        prices: books.prices.fixing(model, as: other, at: instant),
        derivations: books.derivations.fixing(at: deriving))
    }
    func with(_ other: PriceBook, at instant: Instant, _ books: Books) -> Books {
      let keys = Set(events.map(\.key))
      return books.with(
        prices: books.prices.fixing(model, as: other, at: instant, only: keys),
        derivations: books.derivations)
    }
    switch kind {
    case .change:
      return (fixed(books.prices, at: justBefore), fixed(books.prices, at: effectiveFrom))
    case .announced:
      let then = books.prices.before(effectiveFrom, of: model)
      return (fixed(then, at: justBefore), fixed(then, at: effectiveFrom))
    case .correction:
      let corrected = recordedAt.map { books.prices.known(at: $0, of: model) } ?? books.prices
      let before = fixed(known, at: compared)
      return (before, with(corrected, at: compared, before))
    case .withdrawn:
      let before = fixed(books.prices, at: justBefore)
      return (before, with(known, at: effectiveFrom, before))
    }
  }

  /// The instant of which prices are compared: that of a price that always was, and replaced no row of such, is when
  /// it was recorded, as the others that it goes before may have started at any time.
  private var compared: Instant {
    let isFirst = effectiveFrom == .distantPast && events.allSatisfy { $0.replaced == nil }
    return isFirst ? recordedAt ?? effectiveFrom : effectiveFrom
  }

  private var justBefore: Instant { effectiveFrom.justBefore }

  /// While the prices before are in force by the books as they are: what starts then costs before what it costs now.
  ///
  /// Nil where the books may no longer have those prices, as of what was corrected or announced.
  func stretchBefore(by books: Books) -> Validity? {
    if kind == .correction || kind == .announced { return nil }
    let boundaries = books.priceBoundaries(of: model)
    return Validity(
      from: boundaries.filter { $0 <= justBefore }.max() ?? .distantPast,
      to: boundaries.filter { $0 > justBefore }.min() ?? .distantFuture)
  }

  /// The 30 days of traffic by which the alert is weighed: those before it takes effect, or before it was
  /// recorded if that was later, and never after the last day of the ledger.
  package func window(zone: ReportingZone, lastDay: Day) -> Period {
    let isFar = decisive > Instant(startOf: lastDay + 2)
    let day = isFar ? lastDay + 1 : min(zone.day(of: decisive), lastDay + 1)
    return Period(from: day + -PriceAlert.windowDays, to: day)
  }

  /// The 30 days before the alert takes effect or was recorded, which weigh it unless the ledger ends before
  /// they do; nil at the ends of time.
  package func window(zone: ReportingZone) -> Period? {
    guard decisive.nanoseconds > .min + Instant.nanosecondsPerDay,
      decisive.nanoseconds < .max - Instant.nanosecondsPerDay
    else { return nil }
    let day = zone.day(of: decisive)
    return Period(from: day + -PriceAlert.windowDays, to: day)
  }

  /// The instant before which traffic weighs the alert.
  private var decisive: Instant {
    kind == .correction ? max(effectiveFrom, recordedAt ?? .distantPast) : effectiveFrom
  }

  /// The way in which requests are weighed, besides the days.
  ///
  /// An announcement weighs as the change does that it becomes.
  package var weighing: Weighing {
    let isChange = kind == .change || kind == .announced
    return Weighing(
      model: model, kind: isChange ? .change : kind, effectiveFrom: effectiveFrom,
      recordedAt: isChange ? nil : recordedAt, isCalledOff: isCalledOff)
  }

  /// Alerts of the same weighing have the same prices on both sides.
  package struct Weighing: Hashable, Sendable {
    private let model: ModelKey
    private let kind: PriceEvent.Kind
    private let effectiveFrom: Instant
    private let recordedAt: Instant?
    private let isCalledOff: Bool

    fileprivate init(
      model: ModelKey, kind: PriceEvent.Kind, effectiveFrom: Instant, recordedAt: Instant?,
      isCalledOff: Bool
    ) {
      self.model = model
      self.kind = kind
      self.effectiveFrom = effectiveFrom
      self.recordedAt = recordedAt
      self.isCalledOff = isCalledOff
    }
  }

  /// True if its prices never took effect.
  package var isCalledOff: Bool { events.allSatisfy(\.isCalledOff) }

  /// True if only derivations made it, so that it counts only if their prices are used.
  package var isOfDerivations: Bool { events.allSatisfy { $0.cause == .derivation } }

  /// The number of days of traffic that weigh an alert.
  static let windowDays = 30

  /// A price more than five times another, or about a thousand times: probably a mistake.
  package var suspicion: Suspicion? {
    events.compactMap(\.suspicion).max()
  }

  /// The ratios of its new prices to the old, if about a thousand or a thousandth, each once.
  package var jumpWords: [String] {
    let words = events.filter { $0.suspicion == .thousandfold }.compactMap { event in
      event.lastPrice.flatMap { last in
        event.new.map { PriceBook.jumpWords(from: last, to: $0) }
      }
    }
    return Set(words).sorted()
  }

  /// The way in which a price looks wrong.
  package enum Suspicion: Int, Comparable, Sendable {
    case fivefold, thousandfold

    package static func < (left: Suspicion, right: Suspicion) -> Bool {
      left.rawValue < right.rawValue
    }
  }
}

extension PriceEvent {
  /// The last price of the book, even if none was in force immediately before.
  fileprivate var lastPrice: Money? { old ?? beforeGap }

  fileprivate var suspicion: PriceAlert.Suspicion? {
    guard let lastPrice, let new, !isCalledOff else { return nil }
    return PriceAlert.Suspicion(from: lastPrice, to: new)
  }
}

extension PriceAlert.Suspicion {
  /// Creates the suspicion about a step between two prices; nil if it looks right.
  package init?(from old: Money, to new: Money) {
    let (small, large) = (min(old, new).attodollars, max(old, new).attodollars)
    guard small > 0, large > 5 * small else { return nil }
    self = PriceBook.isJump(from: old, to: new) ? .thousandfold : .fivefold
  }
}
