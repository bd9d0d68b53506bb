import Ledger
import Simulation
import Terminal

/// Reads what is to be searched: `tier:pro 1.2..2.0 step 0.05`.
package enum SearchArgument {
  private static let expected =
    "KEY FROM..TO step STEP with at most \(MultiplierSearch.limit) values, multipliers from 0 to \(Multiplier.limit), "
    + "as in 'tier:pro 1.2..2.0 step 0.05'"

  /// - Parameter changes: what is changed besides, at every value.
  package static func read(
    _ text: String, _ reader: ChangeReader, besides changes: [Change]
  ) throws(UsageFault) -> MultiplierSearch {
    guard let search = parse(text, reader, besides: changes) else {
      throw .wrongValue(option: "--search", text: text, expected: expected)
    }
    return search
  }

  private static func parse(
    _ text: String, _ reader: ChangeReader, besides changes: [Change]
  ) -> MultiplierSearch? {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 4, words[2] == "step" else { return nil }
    let ends = words[1].split(separator: ".", omittingEmptySubsequences: false)
    guard let gap = ends.firstIndex(of: ""), gap > 0, gap + 1 < ends.count else { return nil }
    let first = ends[..<gap].joined(separator: ".")
    let last = ends[(gap + 1)...].joined(separator: ".")
    guard let from = decimal(first), let to = decimal(last), let step = decimal(words[3]),
      step > 0, from <= to, (to - from) / step < Int128(MultiplierSearch.limit),
      let form = form(of: words[0], reader)
    else { return nil }
    let place = Place(file: "--search \(text)")
    var values: [Int128] = []
    var value = from
    while value <= to {
      values.append(value)
      value += step
    }
    guard values[values.count - 1] <= form.limit else { return nil }
    // What is searched takes the place of the same at one value.
    let others = changes.filter { !$0.kind.setsTheSame(as: form.make(from)) }
    let scenarios = values.map { value in
      let shown = DecimalText.string(value, scale: 6)
      return Scenario(
        name: Name("\(words[0]) \(shown)"), changes: others + [Change(form.make(value), at: place)])
    }
    return MultiplierSearch(
      subject: words[0], besides: others.map(\.words), scenarios: scenarios, values: values,
      scale: 6, scope: form.scope)
  }

  /// The setting that a value of the search changes, and its maximum.
  private struct Form {
    let scope: MultiplierSearch.Scope?
    var limit = SearchArgument.limit
    let make: (Int128) -> Change.Kind
  }

  private static func form(of subject: String, _ reader: ChangeReader) -> Form? {
    if let (word, tier) = Arguments.halves(subject, at: ":") {
      let tier = Name(tier)
      switch word {
      case "budget":
        return Form(scope: MultiplierSearch.Scope(tier: tier)) {
          .monthlyBudget(Credits(microcredits: Int64($0)), tier: tier)
        }
      case "daily-cap":
        return Form(scope: MultiplierSearch.Scope(tier: tier)) {
          .dailyCap(Credits(microcredits: Int64($0)), tier: tier)
        }
      default: break
      }
    }
    guard let key = Arguments.multiplierKey(subject, reader) else { return nil }
    let scope =
      key.level == .default
      ? nil : MultiplierSearch.Scope(tier: key.tier, provider: key.provider, model: key.model)
    return Form(scope: scope, limit: Int128(Multiplier.limit.millionths)) {
      .multiplier(Multiplier(millionths: Int64($0)), key)
    }
  }

  /// A budget of 10⁹ credits, in millionths.
  private static let limit: Int128 = 1_000_000_000_000_000

  /// A decimal in millionths.
  private static func decimal(_ text: String) -> Int128? {
    guard
      case .success(let number) = NumberText.decimal(Name(text), scale: 6, limit: limit)
    else { return nil }
    return number.value
  }
}
