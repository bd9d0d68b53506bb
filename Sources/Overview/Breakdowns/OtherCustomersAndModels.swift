import Ledger

extension Customers {
  /// Returns the customers behind the first `count` as one line; nil where there are none.
  ///
  /// Its change is what the changes of the others lack to that of all, so that the column adds up as shown.
  package func others(after count: Int) -> CustomerLine? {
    let rest = lines.dropFirst(count)
    guard let first = rest.first else { return nil }
    var totals = first.totals
    for line in rest.dropFirst() { totals.add(line.totals) }
    let lost = rest.count(where: \.isLost)
    let active = rest.count - lost
    let shares = rest.compactMap(\.share)
    let known = lines.prefix(count).compactMap(\.change)
    return CustomerLine(
      name: othersName(active: active, lost: lost, word: "active"),
      tiers: "", users: rest.reduce(0) { $0 + $1.users }, totals: totals, planFees: nil,
      change: known.count == lines.prefix(count).count
        ? total.change.map { $0 - known.reduce(0, +) } : nil,
      share: shares.isEmpty ? nil : shares.reduce(0, +), cumulative: nil, trend: "",
      isLost: active == 0)
  }
}

extension Models {
  /// Returns the models behind the first `count` as one line; nil where there are none.
  ///
  /// Its change is what the changes of the others lack to that of all, so that the column adds up as shown.
  package func others(after count: Int) -> ModelLine? {
    let rest = lines.dropFirst(count)
    guard let first = rest.first else { return nil }
    var (totals, tokens) = (first.totals, first.tokens)
    for line in rest.dropFirst() {
      totals.add(line.totals)
      tokens.add(line.tokens)
    }
    let lost = rest.count(where: \.isLost)
    let known = lines.prefix(count).compactMap(\.change)
    return ModelLine(
      name: othersName(active: rest.count - lost, lost: lost, word: "used"), vendor: "",
      totals: totals, tokens: tokens,
      change: known.count == lines.prefix(count).count
        ? total.change.map { $0 - known.reduce(0, +) } : nil,
      isLost: lost == rest.count)
  }
}

/// `41 others, 3 no longer used`.
private func othersName(active: Int, lost: Int, word: String) -> String {
  let words = [
    active == 0 ? nil : Figures.count(Int64(active), "other"),
    lost == 0 ? nil : "\(Figures.count(Int64(lost))) no longer \(word)",
  ]
  return words.compactMap(\.self).joined(separator: ", ")
}
