import Bills
import Ledger

/// One discount on usage, some of which was billed under another name: one cause instead of one for each part.
extension BillCause {
  /// Returns the causes with those of a discount and of names that have it as one.
  ///
  /// - Parameter groups: all that differ.
  static func discounted(_ causes: [BillCause], _ groups: [BillGroup]) -> [BillCause] {
    var names: [OtherBilledName] = []
    for group in groups {
      guard case .otherName(let name) = group.traits.oneUsage, name.factor != nil,
        !names.contains(name)
      else { continue }
      names.append(name)
    }
    guard let factor = names.first?.factor, names.allSatisfy({ $0.factor == factor }),
      let discount = causes.first(where: {
        $0.part == .discountOrUplift && $0.code == factor && $0.ground == .rule
      })
    else { return causes }
    func isPart(_ cause: BillCause) -> Bool {
      cause.ground == .otherName
        || cause.part == .discountOrUplift && cause.code == factor && cause.ground == .rule
    }
    let own = groups.filter {
      $0.parts[BillPart.discountOrUplift.rawValue] != .zero && $0.causes.contains(factor)
    }
    return [BillCause(discount, with: causes.filter(isPart), names, own)]
      + causes.filter { !isPart($0) }
  }

  /// - Parameters:
  ///   - causes: the discount and its other parts.
  ///   - groups: those of the discount alone.
  private init(
    _ discount: BillCause, with causes: [BillCause], _ names: [OtherBilledName],
    _ groups: [BillGroup]
  ) {
    (part, code, ground, decimals) = (discount.part, discount.code, .rule, discount.decimals)
    let sum = RoundedBillAmount(
      causes.reduce(.zero) { $0 + $1.amount }, units: causes.reduce(0) { $0 + $1.shownUnits })
    (amount, shownUnits) = (sum.amount, sum.units)
    self.groups = causes.reduce(0) { $0 + $1.groups }
    (more, less) = sum.amount < .zero ? (.zero, sum.negated) : (sum, .zero)
    let change = BillFactor.change(String(code.dropFirst(7))) ?? 0
    let size = DecimalText.string(change < 0 ? -change : change, scale: 4)
    let ofLedger = names.map(\.ledgerModel.description).listed
    let zones = Set(names.map(\.cause)).filter { $0.hasPrefix("zone:") }
    let days = zones.count == 1 ? zones.first.map { " by days of \($0.dropFirst(5))" } ?? "" : ""
    let renamed = names.map { "\($0.ledgerModel) as \($0.billedModel)" }.listed
    sentence =
      "The vendor billed \(BillSubject(groups).usage), and \(ofLedger) under another name, at \(size) % "
      + "\(change < 0 ? "less" : "more") than the price book: \(change < 0 ? "one discount" : "one surcharge"). "
      + "By their quantities\(days), it billed \(renamed): ask it to confirm both."
  }
}
