import Ledger

/// The facts of a ledger in their order, packed, in pieces of memory that never move.
package struct FactRows: RandomAccessCollection, Sendable {
  private var pieces: [[Fact]] = []
  /// The measures of the facts that cannot be packed: all of them, so that nothing has to be added up.
  private var further: [Measures] = []
  package private(set) var count = 0
  /// The requests of each fact that lack a recorded figure; without room per fact where all or none do.
  private var gaps = GapTable()

  /// The number of facts in a piece, as a number of bits: about one and a half mebibytes.
  ///
  /// Merging fills new pieces until the first of the workers' are empty. Shorter pieces therefore take less untouched
  /// memory, which is the costly kind.
  static let pieceBits = 14
  static let pieceMask = 1 << pieceBits - 1
  /// A first piece of this size grows to its full length at once.
  static let smallPiece = 1 << 12

  init() {}

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  /// A fact, which is looked at where it is: it is too long to be copied for each of its parts.
  package subscript(index: Int) -> Fact {
    @inline(__always) _read {
      yield pieces[index >> FactRows.pieceBits][index & FactRows.pieceMask]
    }
  }

  /// Returns the sums of one of the facts.
  @inline(__always)
  package func measures(of fact: borrowing Fact) -> Measures {
    guard let place = fact.besides.place else {
      return fact.sums.measures(unpriced: fact.besides.unpriced)
    }
    return further[place]
  }

  /// Passes what one of the facts sums to to `body`, which is compiled for either form: no measures are made of what is
  /// packed.
  @inline(__always)
  package func withMeasures(of fact: borrowing Fact, _ body: (borrowing Measures) -> Void) {
    if let place = fact.besides.place {
      body(further[place])
    } else {
      body(fact.sums.measures(unpriced: fact.besides.unpriced))
    }
  }

  /// No fact has a request that lacks a recorded figure.
  package var hasNoGaps: Bool { gaps.isEmpty }

  /// Returns how many of the requests of the fact at `index` lack a recorded figure.
  package func gaps(at index: Int) -> RecordedFigureGaps {
    gaps.gaps(at: index, of: measures(of: self[index]).requests)
  }

  /// Adds the gaps of the last fact, which has `requests` requests.
  mutating func addToLast(_ gaps: RecordedFigureGaps, of requests: Int64) {
    self.gaps.add(gaps, of: requests, at: count - 1)
  }

  /// The facts of some days, in the same order.
  func within(_ days: ClosedRange<Day>) -> FactRows {
    var rows = FactRows()
    rows.further = further
    if !hasNoGaps { rows.gaps = gaps.selecting(indices.filter { days.contains(self[$0].day) }) }
    for fact in self where days.contains(fact.day) {
      if rows.count & FactRows.pieceMask == 0 { rows.pieces.append([]) }
      rows.pieces[rows.pieces.count - 1].append(fact)
      rows.count += 1
    }
    return rows
  }

  /// Appends a fact whose sum was gathered, in a piece that `makePiece` gives, empty, where one is full.
  mutating func append(_ sum: FactSum, of key: FactOrder.Key, makePiece: () -> [Fact]?) {
    if count & FactRows.pieceMask == 0 {
      pieces.append(makePiece() ?? [])
    }
    let last = pieces.count - 1
    // The first may stay small.
    if pieces[last].count == pieces[last].capacity && count >= FactRows.smallPiece {
      pieces[last].reserveCapacity(1 << FactRows.pieceBits)
    }
    var fact = Fact(
      day: key.day, dimensions: key.dimensions, user: key.user, sums: sum.sums)
    fact.besides = sum.besides(placeOfFurther: further.count)
    if let measures = sum.further { further.append(measures) }
    pieces[last].append(fact)
    count += 1
  }
}

/// One fact while it is summed over the groups of several workers.
struct FactSum {
  private(set) var sums: PackedMeasures
  /// The number of packed requests without a price; sums that could not be packed count their own.
  private(set) var unpriced: Int64
  private var rest: Rest

  /// Sums that could not be packed, in memory of their own.
  ///
  /// Few facts have them, and with room for them each copy of a sum would be three times as long.
  private indirect enum Rest {
    case none
    case measures(Measures)
  }

  init(sums: PackedMeasures, unpriced: Int64, further: Measures?) {
    self.sums = sums
    self.unpriced = unpriced
    rest = further.map(Rest.measures) ?? .none
  }

  /// The sums that could not be packed.
  var further: Measures? {
    @inline(__always) get {
      switch rest {
      case .none: nil
      case .measures(let measures): measures
      }
    }
  }

  /// Nothing of it could not be packed.
  var isPacked: Bool {
    @inline(__always) get { if case .none = rest { true } else { false } }
  }

  /// Adds a group, and returns whether a sum left the range of Int64.
  mutating func add(_ group: FactSum) -> Bool {
    var overflow = false
    if sums.add(group.sums) {
      unpriced += group.unpriced
    } else {
      overflow = addFurther(group.sums.measures(unpriced: group.unpriced))
    }
    if let further = group.further, addFurther(further) { overflow = true }
    return overflow
  }

  /// Moves what is packed to what could not be, if there is such, and returns whether a sum left the range of Int64.
  mutating func gather() -> Bool {
    if isPacked && UnpricedCountSlot(unpriced: unpriced) != nil { return false }
    let packed = sums.measures(unpriced: unpriced)
    (sums, unpriced) = (PackedMeasures(), 0)
    return addFurther(packed)
  }

  /// Returns the data of a gathered fact besides its packed sums.
  ///
  /// - Parameter place: the place for sums that could not be packed.
  @inline(__always)
  func besides(placeOfFurther place: Int) -> UnpricedCountSlot {
    guard isPacked, let besides = UnpricedCountSlot(unpriced: unpriced) else {
      return UnpricedCountSlot(place: place)
    }
    return besides
  }

  /// Its sums, once it was gathered.
  var measures: Measures {
    @inline(__always) get { further ?? sums.measures(unpriced: unpriced) }
  }

  /// Every row was removed again.
  var isEmpty: Bool { requests == 0 }

  /// The removed rows exceed the added ones.
  var isBelowZero: Bool {
    let measures = measures
    let counts = [
      measures.requests, measures.matched, measures.rounding, measures.mismatched,
      measures.unpriced, measures.negativeMargin,
    ]
    return counts.contains { $0 < 0 } || min(measures.notionalCost, measures.credits) < 0
      || UnitClass.quantities.contains { measures.quantities[$0] < 0 }
      || isEmpty && measures != Measures()
  }

  var requests: Int64 {
    let packed = sums.measures(unpriced: unpriced).requests
    return isPacked ? packed : (further?.requests ?? 0) + packed
  }

  @inline(never)
  private mutating func addFurther(_ measures: Measures) -> Bool {
    var sum = further ?? Measures()
    let overflow = sum.add(measures)
    rest = .measures(sum)
    return overflow
  }
}
