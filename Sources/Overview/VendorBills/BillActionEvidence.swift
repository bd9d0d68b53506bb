import Bills
import Ledger

/// A fact about an amount beside the rule of its part: it decides what a reader does about it.
enum BillActionEvidence: Int, Comparable {
  /// The rule alone.
  case rule
  /// Rejected rows or requests without a price may be what the vendor billed more.
  case otherUsage
  /// The bill has usage under an unknown name, which may be this one.
  case unknownName
  /// Lines of the bill are equal to others, and come to just this amount.
  case equalLines
  /// The lines of one project come to just this amount.
  case project
  /// The lines state a service tier that no request has.
  case otherTier
  /// Some requests and the reasoning of the others are just what the vendor did not bill.
  case leftOut
  /// The bill has another quantity, and an average price between those of the ledger.
  case averagePrice
  /// Rules of prices cancel each other out, or a part of it.
  case oppositePrices
  /// The bill has the quantities of the ledger under another name.
  case otherName

  /// The cause of a usage that is one difference with others; nil where the part is one of its own.
  init?(_ usage: OffsettingParts?) {
    switch usage {
    case .leftOut: self = .leftOut
    case .averagePrice: self = .averagePrice
    case .oppositePrices: self = .oppositePrices
    case .otherName: self = .otherName
    case nil: return nil
    }
  }

  /// Only the sum of several parts or groups is a difference.
  var isOfOneUsage: Bool {
    switch self {
    case .leftOut, .averagePrice, .oppositePrices, .otherName: true
    case .rule, .otherUsage, .unknownName, .equalLines, .project, .otherTier: false
    }
  }

  /// The name of parts that are one difference; nil for others.
  var nameOfUsage: String? {
    switch self {
    case .leftOut: "requests and reasoning not billed"
    case .averagePrice: "quantity at an average price"
    case .oppositePrices: "prices that cancel out"
    case .otherName: "billed under another name"
    case .rule, .otherUsage, .unknownName, .equalLines, .project, .otherTier: nil
    }
  }

  static func < (left: BillActionEvidence, right: BillActionEvidence) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The groups of a bill and month as the grounds of each other's differences.
struct BillActionContext {
  let missing: UncomparedUsage
  let unknown: UnknownBillNames

  static let none = BillActionContext([])

  /// - Parameter groups: every group of the bill and month.
  init(_ groups: [BillGroup]) {
    missing = UncomparedUsage(groups)
    unknown = UnknownBillNames(groups)
  }

  /// Returns the ground of what a group has of a part.
  func ground(of part: BillPart, _ group: BillGroup) -> BillActionEvidence {
    if let ground = BillActionEvidence(group.oneUsage(of: part)) { return ground }
    switch part {
    case .unmapped:
      return if case .unmapped = group.model { .unknownName } else { .rule }
    case .notInBill: return unknown.isEmpty ? .rule : .unknownName
    case .otherModel: return unknown.isOfPair(group) ? .unknownName : .rule
    case .failed: return unknown.hasQuantity(of: group) ? .unknownName : .rule
    case .notInLedger, .quantity, .unexplained:
      guard group.parts[part.rawValue] > .zero else { return .rule }
      if part != .notInLedger && group.traits.repeated != nil { return .equalLines }
      if missing.mayBe(in: group) { return .otherUsage }
      if part != .notInLedger && group.traits.project != nil { return .project }
      return part == .unexplained && !group.traits.otherTiers.isEmpty ? .otherTier : .rule
    case .byok, .duplicate, .timeBoundary, .cacheClass, .reasoning, .bandOrServiceTier, .region,
      .unpriced, .priceDate, .discountOrUplift, .price, .rounding:
      return .rule
    }
  }
}

/// The unknown names on a bill, and the models of the ledger that they may be.
struct UnknownBillNames {
  /// Largest amount first.
  private let names: [Name]
  private let groups: [BillGroup]
  private var quantities: Set<Place> = []

  /// A quantity of a class in a period.
  private struct Place: Hashable {
    let period: Validity
    let unitClass: BilledClass
    let quantity: BilledQuantity
  }

  init(_ all: [BillGroup]) {
    groups = all
    var names: [Name] = []
    for group in all {
      guard case .unmapped(let name) = group.model else { continue }
      if !names.contains(name) { names.append(name) }
      if let quantity = group.billedQuantity, quantity != .zero {
        quantities.insert(
          Place(period: group.period, unitClass: group.unitClass, quantity: quantity))
      }
    }
    self.names = names
  }

  var isEmpty: Bool { names.isEmpty }

  /// The first name, quoted: `"mystery-9"`, or `"mystery-9" or another unknown name`.
  var words: String {
    "\"\(names.first?.description ?? "")\"" + (names.count > 1 ? " or another unknown name" : "")
  }

  /// Returns true if a group is of a pair of models with an unknown name.
  func isOfPair(_ group: BillGroup) -> Bool {
    if case .unmapped = group.model { return true }
    let other = BillPart.otherModel.code(in: group).split(separator: ":", maxSplits: 1).last
    return other.map { names.contains(Name(String($0))) } ?? false
  }

  /// Returns true if the vendor billed the quantity of a group without lines under an unknown name.
  func hasQuantity(of group: BillGroup) -> Bool {
    group.lines == 0 && group.ledgerQuantity != .zero
      && quantities.contains(
        Place(
          period: group.period, unitClass: group.unitClass, quantity: group.ledgerQuantity))
  }

  /// Returns the instruction to add to `aliases.csv`, without a full stop; nil without unknown names.
  ///
  /// `add to aliases.csv: amazon,mystery-9,nova-2-lite,2026-01-01, (if it is that model)`
  ///
  /// - Parameter zone: that of the bill.
  func instruction(in zone: ReportingZone) -> String? {
    guard let name = names.first, let first = first(of: name) else { return nil }
    let model = model(of: name)
    let line = AliasLine.text(
      vendor: first.vendor, name: name, model: model ?? "MODEL", start: first.period.from,
      zone: zone)
    let rest = names.count - 1
    return "add to aliases.csv: \(line)"
      + (model.map { " (most of its quantities are those of \($0))" } ?? "")
      + (rest == 0 ? "" : ", and a line for \(Figures.count(Int64(rest), "other name"))")
  }

  private func first(of name: Name) -> BillGroup? {
    groups.filter { $0.model == .unmapped(name) }.min { $0.period.from < $1.period.from }
  }

  /// The one model that the vendor did not bill, of which most quantities are those of the name.
  private func model(of name: Name) -> Name? {
    let own = groups.filter { $0.model == .unmapped(name) && ($0.billedQuantity ?? .zero) != .zero }
    let places = Set(
      own.map {
        Place(
          period: $0.period, unitClass: $0.unitClass, quantity: $0.billedQuantity ?? .zero)
      })
    var counts: [Name: Int] = [:]
    for group in groups where group.lines == 0 {
      guard case .known(let model) = group.model else { continue }
      let place = Place(
        period: group.period, unitClass: group.unitClass, quantity: group.ledgerQuantity)
      if places.contains(place) { counts[model, default: 0] += 1 }
    }
    let most = counts.values.max() ?? 0
    let best = counts.filter { $0.value == most }
    return most * 2 > own.count && best.count == 1 ? best.first?.key : nil
  }
}
