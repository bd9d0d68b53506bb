import Ledger
import Rating

/// Data shared by many listed rows, each held once and referred to by number.
package struct SharedByExceptions: SharedByRows {
  private(set) var cards: [RateCard] = []
  private(set) var places: [Place] = []
  private var numbersOfCards: [ObjectIdentifier: Int] = [:]
  private var numbersOfPlaces: [Place: Int] = [:]

  package init() {}

  package var withoutIndex: SharedByExceptions {
    var shared = self
    (shared.numbersOfCards, shared.numbersOfPlaces) = ([:], [:])
    return shared
  }

  fileprivate mutating func number(of card: RateCard) -> Int {
    let id = ObjectIdentifier(card)
    if let known = numbersOfCards[id] { return known }
    numbersOfCards[id] = cards.count
    cards.append(card)
    return cards.count - 1
  }

  fileprivate mutating func number(of place: Place) -> Int {
    if let known = numbersOfPlaces[place] { return known }
    numbersOfPlaces[place] = places.count
    places.append(place)
    return places.count - 1
  }
}

extension ExceptionRow: PackedRow {
  package var order: UInt8 { kind.rawValue }

  /// Packs what a row says beside its place.
  package func pack(into bytes: inout PackedBytes, _ shared: inout SharedByExceptions) {
    precondition(standsFor == 1, "a listed row represents only itself")
    let draft = line.draft
    bytes.put(shared.number(of: draft.card))
    bytes.put(draft.requestID)
    bytes.put(draft.startedAt)
    bytes.put(draft.user)
    bytes.put(draft.customer == draft.user ? 0 : 1)
    if draft.customer != draft.user { bytes.put(draft.customer) }
    bytes.put(orNil: draft.recordedCost?.attodollars)
    bytes.put(orNil: draft.expectedCost?.attodollars)
    bytes.put(orNil: draft.recordedCredits?.microcredits)
    bytes.put(orNil: draft.expectedCredits?.microcredits)
    bytes.put(draft.evidence)
    bytes.put(line.diagnosis == nil ? 0 : 1)
    line.diagnosis?.pack(into: &bytes, { shared.number(of: $0) })
  }

  package init(
    order: UInt8, location: RowLocation, _ bytes: inout PackedReader, _ shared: SharedByExceptions
  ) {
    guard let kind = Kind(rawValue: order) else { preconditionFailure("a kind was packed") }
    let card = shared.cards[bytes.number()]
    let (requestID, startedAt, user) = (bytes.name(), bytes.name(), bytes.name())
    let hasCustomer: Int = bytes.number()
    let customer = hasCustomer == 0 ? user : bytes.name()
    let recordedCost = bytes.numberOrNil().map { Money(attodollars: $0) }
    let expectedCost = bytes.numberOrNil().map { Money(attodollars: $0) }
    let recordedCredits = bytes.numberOrNil().map { Credits(microcredits: $0) }
    let expectedCredits = bytes.numberOrNil().map { Credits(microcredits: $0) }
    let draft = Draft(
      kind: kind, location: location, requestID: requestID, startedAt: startedAt, user: user,
      customer: customer, card: card, recordedCost: recordedCost, expectedCost: expectedCost,
      recordedCredits: recordedCredits, expectedCredits: expectedCredits,
      evidence: bytes.name())
    let isDiagnosed: Int = bytes.number()
    self.init(
      draft, explainedBy: isDiagnosed == 0 ? nil : Diagnosis(&bytes, places: shared.places))
  }
}

extension Diagnosis {
  fileprivate func pack(into bytes: inout PackedBytes, _ number: (Place) -> Int) {
    bytes.put(day.number)
    bytes.put(startedAt.nanoseconds)
    for side in [cost, credits] {
      bytes.put(orNil: side?.fits.count)
      for fit in side?.fits ?? [] { fit.pack(into: &bytes, number) }
    }
  }

  fileprivate init(_ bytes: inout PackedReader, places: [Place]) {
    self.init(day: Day(number: bytes.number()), startedAt: Instant(nanoseconds: bytes.number()))
    func side() -> Side? {
      let count: Int? = bytes.numberOrNil()
      return count.map { count in Side(packed: (0..<count).map { _ in Fit(&bytes, places) }) }
    }
    cost = side()
    credits = side()
  }
}

extension Fit {
  fileprivate func pack(into bytes: inout PackedBytes, _ number: (Place) -> Int) {
    bytes.put(cause.first.rawValue)
    bytes.put(orNil: cause.second?.rawValue)
    switch figure {
    case .cost(let cost):
      bytes.put(0)
      bytes.put(cost.attodollars)
    case .credits(let credits, let cost):
      bytes.put(1)
      bytes.put(credits.microcredits)
      bytes.put(orNil: cost?.attodollars)
    }
    bytes.put(places.count)
    for place in places { bytes.put(number(place)) }
    bytes.put(orNil: change?.nanoseconds)
    bytes.put(leftOut.count)
    for classes in leftOut { bytes.put(classes.bits) }
  }

  fileprivate init(_ bytes: inout PackedReader, _ places: [Place]) {
    func code(_ number: Int) -> DiagnosisCode {
      guard let code = DiagnosisCode(rawValue: number) else {
        preconditionFailure("a code was packed")
      }
      return code
    }
    let first = code(bytes.number())
    let cause = Cause(first, with: bytes.numberOrNil().map(code))
    let isOfCredits: Int = bytes.number()
    let figure: Figure =
      isOfCredits == 0
      ? .cost(Money(attodollars: bytes.number()))
      : .credits(
        Credits(microcredits: bytes.number()),
        of: bytes.numberOrNil().map { Money(attodollars: $0) })
    let placeCount: Int = bytes.number()
    let places = (0..<placeCount).map { _ in places[bytes.number()] }
    let change = bytes.numberOrNil().map { Instant(nanoseconds: $0) }
    let leftOutCount: Int = bytes.number()
    self.init(
      cause: cause, figure: figure, places: places, change: change,
      leftOut: (0..<leftOutCount).map { _ in OmittedClass(bits: bytes.number()) })
  }
}
