import Ledger
import Overview
import Pricing
import Rating
import Reconciliation
import Reports

/// What the ledger names that the books do not know: models without a price, and tiers without a plan.
///
/// One finding per name and file, with a count.
struct ReferenceWarnings {
  private let input: ReportInput
  private let workspace: Workspace

  init(_ input: ReportInput, _ workspace: Workspace) {
    self.input = input
    self.workspace = workspace
  }

  /// What rows share that miss the same thing.
  private struct Reference: Hashable {
    let file: Name
    let first: Name
    let second: Name
    let reason: UnpricedReason?
  }

  /// Rows that share a reference, of which the first stands for all.
  private struct Group {
    let reference: Reference
    let first: Located<ExceptionRow>
    var count: Int64

    /// The UTC day on which the first request began, as the ledger has it.
    var day: String { String(first.row.startedAt.description.prefix(10)) }
  }

  /// In order of appearance.
  private func grouped(
    _ kind: ExceptionRow.Kind, _ reference: (Located<ExceptionRow>) -> Reference
  ) -> [Group] {
    var groups: [Group] = []
    var indices: [Reference: Int] = [:]
    for row in input.exceptions where row.row.kind == kind {
      let reference = reference(row)
      if let index = indices[reference] {
        groups[index].count += 1
      } else {
        indices[reference] = groups.count
        groups.append(Group(reference: reference, first: row, count: 1))
      }
    }
    return groups
  }

  private func warning(
    _ group: Group, _ code: String, _ message: String, help: String
  ) -> Finding {
    let place = Place(file: group.reference.file.description, line: Int(group.first.line))
    return Finding(.warning, at: place, code: code, message: message, help: help)
  }

  // MARK: Models

  func unpriced() -> [Finding] {
    let groups = grouped(.unpriced) {
      Reference(
        file: $0.file, first: $0.row.provider, second: $0.row.model, reason: $0.row.reason)
    }
    return groups.map { group in
      let (code, problem) = ReferenceWarnings.words(for: group.reference.reason)
      return warning(
        group, code,
        "model \"\(group.reference.second)\" of \(group.reference.first) \(problem)"
          + " (first of \(Figures.count(group.count, "row")))", help: help(group))
    }
  }

  private static func words(for reason: UnpricedReason?) -> (code: String, problem: String) {
    switch reason {
    case .unknownModel: ("ref.unpriced", "has no price")
    case .notInForce: ("ref.gap", "has no price in force at the start of the request")
    case .ambiguousAlias: ("ref.alias", "means two models on that day")
    case nil: ("ref.unpriced", "has no price for a unit class or service tier of the request")
    }
  }

  private func help(_ group: Group) -> String {
    let provider = group.reference.first.description
    let model = group.reference.second.description
    func price(_ words: String) -> String {
      let row = BookRow.price(of: model, provider: provider, from: group.day, in: workspace)
      return words + row.advice(in: workspace)
    }
    switch group.reference.reason {
    case .unknownModel:
      if let meant = meant(
        by: model, among: workspace.books.prices.models(of: group.reference.first))
      {
        let alias = BookRow.alias(model, of: meant, provider: provider)
        return "if it is \(meant), \(alias.advice(in: workspace))"
      }
      if let elsewhere = elsewhere(model) {
        return
          "if it is \(elsewhere.model) of \(elsewhere.provider), correct the provider in the export"
      }
      return price("for each class it uses, ")
    case .notInForce: return price("for each class it uses, from that day on, ")
    case .ambiguousAlias: return "end one of the two rows in aliases.csv"
    case nil: return price("for each class that has none, ")
    }
  }

  /// The model that a name was probably meant to be: one with a letter or two amiss, or the longest whose
  /// name it goes on from, as with a date.
  private func meant(by name: String, among models: [String]) -> String? {
    nearest(to: name, among: models)
      ?? models.filter { name.hasPrefix($0 + "-") }.max { $0.count < $1.count }
  }

  /// The one model of another provider that a name was probably meant to be.
  private func elsewhere(_ name: String) -> ModelKey? {
    let all = workspace.books.prices.allModels
    guard let meant = meant(by: name, among: Set(all.map(\.model.description)).sorted()) else {
      return nil
    }
    let holders = all.filter { $0.model == Name(meant) }
    return holders.count == 1 ? holders.first : nil
  }

  // MARK: Tiers

  func unknownTiers() -> [Finding] {
    let groups = grouped(.unknownTier) {
      Reference(file: $0.file, first: $0.row.tier, second: .empty, reason: nil)
    }
    return groups.map { group in
      warning(
        group, "ref.tier",
        "tier \"\(group.reference.first)\" is not in plans.csv at the time, rated as paid, without a"
          + " target (\(Figures.count(group.count, "row")))",
        help: help(tier: group.reference.first))
    }
  }

  private func help(tier: Name) -> String {
    let plans = workspace.books.plans
    if let place = plans.place(of: tier) {
      return "give \(place.row) an earlier effective_from"
    }
    if let near = nearest(to: tier.description, among: plans.tiers),
      let place = plans.place(of: Name(near))
    {
      return "\(place.row) has \"\(near)\"; rename it if it is meant"
    }
    if tier.isEmpty { return "fill in the tier in the export" }
    return BookRow.plan(tier.description).advice(in: workspace)
  }
}

extension Place {
  /// The file and line, without the column.
  fileprivate var row: Place { Place(file: file, line: line) }
}
