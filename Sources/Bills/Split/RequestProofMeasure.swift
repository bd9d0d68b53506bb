import Cube
import Ledger

/// The measure by which requests show a part of the difference of a group.
struct RequestProofMeasure: Sendable {
  let kind: BillEvidence.Kind
  /// Returns what a row shows of the part; nil where it shows nothing.
  let share: @Sendable (UseRow, QuarterHourUse) -> BillEvidence.Share?
  /// The requests are some that repeat others.
  var areRepeated = false
}

extension BillGroupSources {
  /// Returns the measure of a part; the largest requests where none shows it.
  func proof(of part: BillPart) -> RequestProofMeasure {
    let oneUsage = group.oneUsage(of: part)
    if hasOtherRows, movesRows(to: part) { return moved(oneUsage == nil ? .moved : .otherName) }
    if case .otherName = oneUsage, part != .notInLedger { return unbilled(.otherName) }
    // No request has a share of a difference that is one amount only.
    if oneUsage != nil { return largest }
    let move = moves.first { $0.part == part }
    switch part {
    case .reasoning: return tokens(move) ?? largest
    case .cacheClass: return tokens(move) ?? largest
    case .bandOrServiceTier, .region, .priceDate, .discountOrUplift:
      return otherPrice(move) ?? largest
    case .unpriced: return unpriced
    case .notInBill: return unbilled(.notBilled)
    case .otherModel: return unbilled(.otherName)
    // No request has a share of an amount per line.
    case .price: return group.traits.isFixedAmount ? largest : atBilledPrice ?? largest
    case .unexplained: return ofOtherTier ?? largest
    case .byok, .failed, .duplicate, .timeBoundary, .notInLedger, .unmapped, .quantity, .rounding:
      return largest
    }
  }

  /// The rows that step 1 added, with their cost, and those that it took away, less their cost.
  private func moved(_ kind: BillEvidence.Kind) -> RequestProofMeasure {
    let isRepeated = hasRepeatedRows
    return RequestProofMeasure(
      kind: kind,
      share: { row, all in
        let rate = all.rates[Int(row.rate)]
        // The row of an id that counts may be of another group than the one in conflict.
        let isAdded = isRepeated || isTaken(row, rate, row.standing)
        guard isRepeated || isAdded != isExpected(row, rate, row.standing),
          let used = share(of: row, in: all)
        else { return nil }
        return BillEvidence.Share(
          quantity: used.quantity, cost: used.cost, amount: isAdded ? used.cost : used.cost.negated)
      }, areRepeated: isRepeated)
  }

  /// Reasoning and cached tokens: they were billed once more, or not at all.
  private func tokens(_ move: DifferenceAttribution?) -> RequestProofMeasure? {
    guard let move else { return nil }
    switch (move.cause, move.arithmetic) {
    case ("reasoning_not_billed", _):
      return ofClasses([.reasoning], .reasoning) { _, cost in cost.negated }
    case ("reasoning_billed_twice", .quantities(let terms)) where terms.count == 1:
      return ofClasses([.reasoning], .reasoningTwice) { quantity, _ in
        terms[0].price.amount(of: quantity)
      }
    case ("cache_billed_twice", .quantities(let terms)) where terms.count == 1:
      return ofClasses([.cacheRead, .cacheWrite5m, .cacheWrite1h], .cachedTwice) { quantity, _ in
        terms[0].price.amount(of: quantity)
      }
    default: return nil
    }
  }

  /// The requests of the model and period with quantities of some classes, whatever group these are in.
  private func ofClasses(
    _ classes: [UnitClass], _ kind: BillEvidence.Kind,
    amount: @escaping @Sendable (BilledQuantity, Money) -> Money
  ) -> RequestProofMeasure {
    RequestProofMeasure(kind: kind) { row, all in
      let rate = all.rates[Int(row.rate)]
      guard isTaken(row, rate, row.standing), mayHold(model: rate.model) else { return nil }
      var (quantity, cost) = (BilledQuantity.zero, Money.zero)
      for unitClass in classes {
        let used = all.use(of: unitClass, in: row)
        quantity = quantity + BilledQuantity(Int128(used.quantity), of: unitClass)
        cost = cost + used.cost
      }
      if quantity == .zero { return nil }
      return BillEvidence.Share(quantity: quantity, cost: cost, amount: amount(quantity, cost))
    }
  }

  /// Requests for which the bill has another price than the ledger: that of a step, or of other conditions.
  private func otherPrice(_ move: DifferenceAttribution?) -> RequestProofMeasure? {
    guard let move else { return nil }
    switch move.arithmetic {
    case .price(_, let perUnit):
      let isOfConditions = move.part != .priceDate
      return ofGroup(isOfConditions ? .conditions : .otherPrice) { _, quantity, cost in
        let amount = BillAveragePrice.book(perUnit: perUnit).amount(of: quantity) - cost
        return amount == .zero ? nil : amount
      }
    case .factor:
      let all = move.cost.attodollars
      if all == 0 { return nil }
      return ofGroup(.otherPrice) { _, _, cost in
        Money(
          attodollars: (Ratio(move.amount.attodollars) * Ratio(cost.attodollars, over: all))
            .roundedHalfEven)
      }
    case .quantities(let terms):
      let more = terms.filter { $0.quantity.attounits > 0 }
      let fewer = Set(terms.filter { $0.quantity.attounits < 0 }.map(\.label))
      guard more.count == 1, !fewer.isEmpty else { return nil }
      let stated = self.stated
      return ofGroup(.conditions) { rate, quantity, cost in
        let conditions = BilledCell.Conditions(
          serviceTier: rate.serviceTier, context: rate.contextOver, region: rate.region
        ).only(stated)
        return fewer.contains(conditions.label) ? more[0].price.amount(of: quantity) - cost : nil
      }
    case .otherRows, .withoutReasoning, .rest: return nil
    }
  }

  /// The requests of the group, as step 1 left it, with an amount.
  private func ofGroup(
    _ kind: BillEvidence.Kind,
    amount: @escaping @Sendable (UseRate, BilledQuantity, Money) -> Money?
  ) -> RequestProofMeasure {
    RequestProofMeasure(kind: kind) { row, all in
      let rate = all.rates[Int(row.rate)]
      guard isTaken(row, rate, row.standing), let used = share(of: row, in: all),
        let amount = amount(rate, used.quantity, used.cost)
      else { return nil }
      return BillEvidence.Share(quantity: used.quantity, cost: used.cost, amount: amount)
    }
  }

  /// Each request at the average price of the bill; nil where a step has another price for a part of it.
  private var atBilledPrice: RequestProofMeasure? {
    let others: [BillPart] = [
      .cacheClass, .reasoning, .bandOrServiceTier, .region, .priceDate, .discountOrUplift,
    ]
    guard let billed = group.billedQuantity, billed.attounits > 0,
      others.allSatisfy({ group.parts[$0.rawValue] == .zero })
    else { return nil }
    let price = BillAveragePrice.average(group.billed.attodollars, over: billed.attounits)
    // Requests above the average would prove more than the part, and those below it the opposite.
    let part = group.parts[BillPart.price.rawValue]
    let isOneSided = use.allSatisfy { used in
      let amount = price.amount(of: used.quantity) - used.cost
      return amount == .zero || (amount > .zero) == (part > .zero)
    }
    guard isOneSided else { return nil }
    return ofGroup(.otherPrice) { _, quantity, cost in
      let amount = price.amount(of: quantity) - cost
      return amount == .zero ? nil : amount
    }
  }

  /// Each request has its share, by cost, of what the bill has more for a service tier that none of them has.
  private var ofOtherTier: RequestProofMeasure? {
    let more = group.parts[BillPart.unexplained.rawValue].attodollars
    let all = group.ledger.attodollars
    guard !group.traits.otherTiers.isEmpty, group.isDisputed(.unexplained), all != 0 else {
      return nil
    }
    return ofGroup(.conditions) { _, _, cost in
      Money(
        attodollars: (Ratio(more) * Ratio(cost.attodollars, over: all)).roundedHalfEven)
    }
  }

  private var unpriced: RequestProofMeasure {
    RequestProofMeasure(kind: .unpriced) { row, all in
      let rate = all.rates[Int(row.rate)]
      guard rate.isUnpriced, isTaken(row, rate, row.standing),
        let used = share(of: row, in: all)
      else { return nil }
      return BillEvidence.Share(quantity: used.quantity, cost: used.cost, amount: nil)
    }
  }

  /// The requests of a group without lines: the vendor has not billed them, or not under this name.
  private func unbilled(_ kind: BillEvidence.Kind) -> RequestProofMeasure {
    ofGroup(kind) { _, _, cost in cost.negated }
  }

  private var largest: RequestProofMeasure {
    RequestProofMeasure(kind: .largest) { row, all in
      guard isTaken(row, all.rates[Int(row.rate)], row.standing),
        let used = share(of: row, in: all)
      else { return nil }
      return BillEvidence.Share(quantity: used.quantity, cost: used.cost, amount: nil)
    }
  }
}

extension BillAveragePrice {
  /// Returns the amount of a quantity at the price, rounded half-even at 10⁻¹⁸ USD.
  fileprivate func amount(of quantity: BilledQuantity) -> Money {
    Money(attodollars: (Ratio(quantity.attounits) * ratio).roundedHalfEven)
  }
}

extension Money {
  fileprivate var negated: Money { Money(attodollars: -attodollars) }
}
