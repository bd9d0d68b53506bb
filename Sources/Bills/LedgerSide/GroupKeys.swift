import Ledger

/// Which group a quantity of the ledger belongs to: the lines that may be of it, the closest first.
struct GroupKeys {
  struct Key: Hashable {
    /// An index into the bill's periods.
    let period: Int
    let model: BilledModel
    let unitClass: BilledClass
  }

  /// The keys of the lines.
  private let lines: Set<Key>
  /// Periods and models that some line names.
  private let named: Set<Key>
  private let hasReasoning: Bool
  private let hasJointWrites: Bool
  private let statesClasses: Bool

  init(_ keys: some Collection<Key>) {
    lines = Set(keys)
    named = Set(keys.map { Key(period: $0.period, model: $0.model, unitClass: .all) })
    hasReasoning = keys.contains { $0.unitClass == .one(.reasoning) }
    hasJointWrites = keys.contains { $0.unitClass == .cacheWrite }
    statesClasses = keys.contains { $0.unitClass != .all }
  }

  /// Returns the class of the bill to which one of the ledger belongs.
  func billed(_ unitClass: UnitClass) -> BilledClass {
    switch unitClass {
    case .reasoning where !hasReasoning: .one(.output)
    case .cacheWrite5m where hasJointWrites, .cacheWrite1h where hasJointWrites: .cacheWrite
    default: .one(unitClass)
    }
  }

  /// Returns the group of what the ledger has of a model and class in a period.
  func key(period: Int, model: Name, unitClass: UnitClass) -> Key {
    let known = BilledModel.known(model)
    let unitClass = billed(unitClass)
    let exact = Key(period: period, model: known, unitClass: unitClass)
    if lines.contains(exact) { return exact }
    let ofModel = Key(period: period, model: known, unitClass: .all)
    if lines.contains(ofModel) { return ofModel }
    let ofClass = Key(period: period, model: .all, unitClass: unitClass)
    if lines.contains(ofClass) { return ofClass }
    let everything = Key(period: period, model: .all, unitClass: .all)
    if lines.contains(everything), !named.contains(ofModel) { return everything }
    return statesClasses ? exact : ofModel
  }

  /// True if a class of the bill is on the side of what goes in.
  static func isInput(_ unitClass: BilledClass) -> Bool {
    switch unitClass {
    case .cacheWrite, .one(.input), .one(.cacheRead), .one(.cacheWrite5m), .one(.cacheWrite1h): true
    case .all, .unknown, .one: false
    }
  }
}
