import Comparing
import Cube
import Ledger

/// The plans and models of the cells, numbered.
struct CellIndex {
  private(set) var plans: [CellPlan]
  private(set) var models: [CellModel]
  /// Per key of the months, the place of its plan and its model.
  private(set) var planOfKey: [Int] = []
  private(set) var modelOfKey: [Int] = []
  private var numberOfModel: [CellModel: Int] = [:]
  private var planOfTier: [Name: Int] = [:]

  init(_ keys: [MonthKey]) {
    func plan(_ key: MonthKey) -> CellPlan {
      CellPlan(tier: key.tier, isFree: key.isFree, targetMargin: key.targetMargin)
    }
    plans = Set(keys.map(plan)).sorted {
      ($0.tier, $0.isFree ? 1 : 0, $0.targetMargin?.millionths ?? .min)
        < ($1.tier, $1.isFree ? 1 : 0, $1.targetMargin?.millionths ?? .min)
    }
    models = Set(keys.map { CellModel(name: $0.model, vendor: $0.provider) }).sorted {
      ($0.name, $0.vendor) < ($1.name, $1.vendor)
    }
    let numberOfPlan = Dictionary(uniqueKeysWithValues: zip(plans, plans.indices))
    numberOfModel = Dictionary(uniqueKeysWithValues: zip(models, models.indices))
    // The last one: a free plan, or one with a target.
    for (number, plan) in plans.enumerated() { planOfTier[plan.tier] = number }
    planOfKey = keys.map { numberOfPlan[plan($0)] ?? 0 }
    modelOfKey = keys.map { model(CellModel(name: $0.model, vendor: $0.provider)) }
  }

  /// Numbers the tier and the model of a cell of the period before, if the report itself has none such.
  ///
  /// Whether that tier was free is not recorded: it was if its usage earned nothing by the books.
  mutating func add(_ cell: ComparedCell) {
    let key = cell.place.key
    if planOfTier[key.tier] == nil {
      planOfTier[key.tier] = plans.count
      plans.append(
        CellPlan(tier: key.tier, isFree: cell.a.revenue == 0, targetMargin: nil))
    } else if let number = planOfTier[key.tier], plans[number].isFree, cell.a.revenue != 0,
      !planOfKey.contains(number)
    {
      plans[number] = CellPlan(tier: key.tier, isFree: false, targetMargin: nil)
    }
    add(CellModel(name: key.model, vendor: key.provider))
  }

  /// Numbers the tier and the model of days before the report, if the report itself has none such.
  mutating func add(_ dimensions: FactDimensions) {
    if planOfTier[dimensions.tier] == nil {
      planOfTier[dimensions.tier] = plans.count
      plans.append(
        CellPlan(tier: dimensions.tier, isFree: dimensions.terms.isFree, targetMargin: nil))
    }
    add(CellModel(name: dimensions.model, vendor: dimensions.provider))
  }

  private mutating func add(_ model: CellModel) {
    if numberOfModel[model] != nil { return }
    numberOfModel[model] = models.count
    models.append(model)
  }

  func plan(of key: CellKey) -> Int { plan(of: key.tier) }

  func model(of key: CellKey) -> Int { model(CellModel(name: key.model, vendor: key.provider)) }

  func model(of dimensions: FactDimensions) -> Int {
    model(CellModel(name: dimensions.model, vendor: dimensions.provider))
  }

  func plan(of tier: Name) -> Int {
    guard let number = planOfTier[tier] else {
      preconditionFailure("every tier of a cell is numbered")
    }
    return number
  }

  private func model(_ model: CellModel) -> Int {
    guard let number = numberOfModel[model] else {
      preconditionFailure("every model of a cell is numbered")
    }
    return number
  }
}
