import Ledger
import Pricing
import Rating

/// The sums by rate that one worker collects.
///
/// Cards are split where any price changes that the requests might have had: those of batch, and of other models. A row
/// finds its sum by its card, and by its start and size where its card is split.
struct RateTable: Sendable {
  private var known: PriceLookupCache
  private var others: AlternativeModels
  private let batchable: Set<Name>
  /// Only changes in this time matter; nil is all.
  private let time: Validity?
  /// Per card of the worker.
  private var splits: [RateCardSlots] = []
  /// The starts of the stretches of all splits but the first of each, and their thresholds.
  private var starts: [Instant] = []
  private var thresholds: [Int64] = []
  /// Per split, stretch, band and disposition, the number of the sum; -1 for none yet.
  ///
  /// Of a slot that is split by classes, -2 less the place of its first part.
  private var slots: [Int32] = []
  private var parts: [SlotPart] = []
  var list = RateSums()
  /// The rows that were added to these sums, or removed, since they had room.
  private var rows = 0

  /// The most rows that are added without a look at the range of Int64, beside one block, which has fewer: each
  /// quantity of a row is at most 10¹².
  private static let roomyRows = 1 << 22

  /// The requests of a slot that use the same classes.
  private struct SlotPart {
    let classes: UsedClasses
    /// The number of their sum.
    let number: Int
    /// The place of the next part of the slot; -1 after the last.
    let next: Int
  }

  init(_ books: Books, during time: Validity?) {
    known = PriceLookupCache(books)
    others = AlternativeModels(books)
    batchable = Set(books.settings.batchableServices)
    self.time = time
  }

  /// Tells how many cards there are.
  mutating func prepare(_ count: Int) {
    while splits.count < count { splits.append(RateCardSlots()) }
  }

  /// Forgets the sums, and keeps what is known of cards.
  mutating func clear() {
    for index in slots.indices { slots[index] = -1 }
    parts = []
    list = RateSums()
    rows = 0
  }

  /// Finds the sum of each row, by its number.
  ///
  /// Rows with more than tokens of text are few and are added at once: theirs is -1.
  mutating func find(
    _ records: UnsafePointer<UsageRecord>, _ rated: UnsafeBufferPointer<RatedRecord>,
    by rater: Rater, sign: Int64, into numbers: UnsafeMutableBufferPointer<Int32>
  ) {
    if rows >= RateTable.roomyRows { beginAnew() }
    rows += rated.count
    var index = 0
    while true {
      index = findKnown(from: index, records, rated, into: numbers)
      if index == rated.count { return }
      let (record, card) = (records + index, Int(rated[index].card))
      if splits[card].firstSlot < 0 { split(card, by: rater) }
      let isPriced = rated[index].disposition == .rated
      let place = splits[card].place(of: record, starts, thresholds)
      let slot = splits[card].slot(place, isPriced: isPriced)
      let isByClass = splits[card].isByClass
      let classes =
        (isPriced ? isByClass.priced : isByClass.unpriced)
        ? UsedClasses(record.pointee.quantities) : nil
      let number =
        number(of: slot, classes) ?? open(card, record, rated[index], slot, classes, by: rater)
      if record.pointee.quantities.hasOnlyTextTokens {
        numbers[index] = Int32(number)
      } else {
        if list.sums[number].add(record, rated[index], sign: sign) {
          list.setAside(number)
          _ = list.sums[number].add(record, rated[index], sign: sign)
        }
        numbers[index] = -1
      }
      index += 1
    }
  }

  /// Goes on with new sums, which have room.
  @inline(never)
  private mutating func beginAnew() {
    for place in list.sums.indices { list.setAside(place) }
    rows = 0
  }

  /// Finds the sums of rows of text from one on that have a sum already, and returns the first row that is another.
  private func findKnown(
    from first: Int, _ records: UnsafePointer<UsageRecord>,
    _ rated: UnsafeBufferPointer<RatedRecord>, into numbers: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    // Lists are asked once for their memory, not for each row.
    splits.withUnsafeBufferPointer { splits in
      slots.withUnsafeBufferPointer { slots in
        starts.withUnsafeBufferPointer { starts in
          thresholds.withUnsafeBufferPointer { thresholds in
            parts.withUnsafeBufferPointer { parts in
              for index in first..<rated.count {
                let record = records + index
                let split = splits[Int(rated[index].card)]
                guard split.firstSlot >= 0, record.pointee.quantities.hasOnlyTextTokens else {
                  return index
                }
                let place = split.place(of: record, starts, thresholds)
                let isPriced = rated[index].disposition == .rated
                var number = slots[split.slot(place, isPriced: isPriced)]
                if number < -1 {
                  let classes = UsedClasses(record.pointee.quantities)
                  number = RateTable.number(of: classes, from: number, parts)
                }
                if number < 0 { return index }
                numbers[index] = number
              }
              return rated.count
            }
          }
        }
      }
    }
  }

  /// Returns the number of the sum of a slot, or of its part with these classes; nil for one that was not started.
  private func number(of slot: Int, _ classes: UsedClasses?) -> Int? {
    var number = slots[slot]
    if let classes {
      number = parts.withUnsafeBufferPointer { RateTable.number(of: classes, from: number, $0) }
    }
    return number < 0 ? nil : Int(number)
  }

  /// Returns the number of the sum of these classes among the parts of a slot; -1 if there is none.
  @inline(__always)
  private static func number(
    of classes: UsedClasses, from slot: Int32, _ parts: UnsafeBufferPointer<SlotPart>
  ) -> Int32 {
    var place = -2 - Int(slot)
    while place >= 0 {
      if parts[place].classes == classes { return Int32(parts[place].number) }
      place = parts[place].next
    }
    return -1
  }

  /// Finds out where a price of anything that requests of a card might have been changes.
  @inline(never)
  private mutating func split(_ number: Int, by rater: Rater) {
    let card = rater.cards[number]
    let (provider, model) = (card.dimensions.provider, card.dimensions.model)
    let others = others.sharingClass(with: ModelKey(provider: provider, model: model))
    var changes: Set<Instant> = []
    for other in others {
      let key = ModelKey(provider: provider, model: other)
      for change in known.books.priceBoundaries(of: key)
      where change > card.validity.from && change < card.validity.to {
        if let time, change <= time.from || change >= time.to { continue }
        changes.insert(change)
      }
    }
    var split = RateCardSlots()
    let inner = changes.sorted()
    (split.firstStart, split.startCount) = (Int32(starts.count), Int32(inner.count))
    starts += inner
    var limits = Set(card.pricing.thresholds)
    let kind = card.kind.priced
    split.isByClass.unpriced = !others.isEmpty
    for start in [firstStart(of: card)] + inner {
      let batch = pricing(
        of: kind.with(serviceTier: RateKey.batchServiceTier), model, at: start)
      limits.formUnion(batch.thresholds)
      if batchable.contains(kind.service), card.pricing.exceeds(batch) {
        split.isByClass.priced = true
      }
      for other in others { limits.formUnion(pricing(of: kind, other, at: start).thresholds) }
    }
    (split.firstThreshold, split.thresholdCount) = (Int32(thresholds.count), Int32(limits.count))
    thresholds += limits.sorted()
    split.firstSlot = Int32(slots.count)
    slots += [Int32](repeating: -1, count: (inner.count + 1) * (limits.count + 1) * 2)
    splits[number] = split
  }

  /// The first instant of a card that matters.
  private func firstStart(of card: RateCard) -> Instant {
    time.map { max($0.from, card.validity.from) } ?? card.validity.from
  }

  /// A price that contradicts itself is none.
  private mutating func pricing(
    of kind: RateKey, _ model: Name, at instant: Instant
  ) -> RateCard.Pricing {
    do throws(BookProblem) {
      return try known.pricing(of: kind, as: model, at: instant)
    } catch { return .unpriced(.unknownModel) }
  }

  /// Begins a sum for a row of a card, or finds that of the same rate, keeps it for the slot, and returns its number.
  ///
  /// - Parameters:
  ///   - classes: the classes that the row uses, where its slot is split by them.
  @inline(never)
  private mutating func open(
    _ number: Int, _ record: UnsafePointer<UsageRecord>, _ rated: RatedRecord, _ slot: Int,
    _ classes: UsedClasses?, by rater: Rater
  ) -> Int {
    let (card, split) = (rater.cards[number], splits[number])
    let place = split.place(of: record, starts, thresholds)
    let rate = InsightRateKey(
      kind: card.kind.priced, model: card.dimensions.model,
      since: place.stretch == 0
        ? firstStart(of: card) : starts[Int(split.firstStart) + place.stretch - 1],
      over: place.band == 0 ? -1 : thresholds[Int(split.firstThreshold) + place.band - 1],
      isPriced: rated.disposition == .rated, isWithoutFee: card.isWithoutFee(known.books),
      classes: classes ?? [])
    let sum = list.place(of: rate)
    if let classes {
      parts.append(
        SlotPart(classes: classes, number: sum, next: slots[slot] < -1 ? -2 - Int(slots[slot]) : -1)
      )
      slots[slot] = Int32(-1 - parts.count)
    } else {
      slots[slot] = Int32(sum)
    }
    return sum
  }
}
