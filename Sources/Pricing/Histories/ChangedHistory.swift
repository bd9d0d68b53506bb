import Ledger

extension History {
  /// Returns the history with `value` in force throughout `validity`, and what it says at all other times.
  package func setting(_ value: Value, during validity: Validity, place: Place) -> History {
    let entry = Entry(value: value, validity: validity, place: place)
    return History(inTimeOrder: without(validity).entries + [entry])
  }

  /// Returns a history of what is in force at `instant`, for all time; nil when nothing is.
  func fixed(at instant: Instant) -> History? {
    entry(at: instant).map { History().setting($0.value, during: .always, place: $0.place) }
  }

  /// Returns the history with nothing in force during `validity`.
  func without(_ validity: Validity) -> History {
    History(inTimeOrder: entries.flatMap { $0.parts(outside: validity) })
  }

  /// Returns the history with each value that is in force during `validity` changed for that time.
  package func mapping<Failure: Error>(
    during validity: Validity, place: Place, _ change: (Value) throws(Failure) -> Value
  ) throws(Failure) -> History {
    var changed: [Entry] = []
    for entry in entries {
      guard let common = entry.validity.intersection(validity) else { continue }
      changed.append(Entry(value: try change(entry.value), validity: common, place: place))
    }
    return History(inTimeOrder: without(validity).entries + changed)
  }

  /// Returns the history with what another says as well.
  func joined(with other: History) -> History {
    History(inTimeOrder: entries + other.entries)
  }

  private init(inTimeOrder entries: [Entry]) {
    let order = entries.indices.sorted {
      (entries[$0].validity.from, $0) < (entries[$1].validity.from, $1)
    }
    self.init(entries: order.map { entries[$0] })
  }
}

extension History.Entry {
  /// Returns the parts of the entry outside a time: none, the whole entry, or up to two parts.
  fileprivate func parts(outside hole: Validity) -> [Self] {
    validity.parts(outside: hole).map { Self(value: value, validity: $0, place: place) }
  }
}

extension Validity {
  /// The time in both; nil when there is none.
  package func intersection(_ other: Validity) -> Validity? {
    let both = Validity(from: max(from, other.from), to: min(to, other.to))
    return both.from < both.to ? both : nil
  }

  /// Returns the parts of the time outside another: none, the whole time, or up to two parts.
  func parts(outside hole: Validity) -> [Validity] {
    guard intersection(hole) != nil else { return [self] }
    return [Validity(from: from, to: hole.from), Validity(from: hole.to, to: to)]
      .filter { $0.from < $0.to }
  }

  /// All time.
  package static let always = Validity(from: .distantPast, to: .distantFuture)
}
