import Ledger
import Reports
import Tables

extension Picture {
  /// The margin of the customers with the most revenue, and of the others together; where nothing is sold, their cost.
  ///
  /// Nil where there would be a single bar, or no figure is known.
  static func marginByAccount(_ customers: Customers, isOfCost: Bool) -> Picture? {
    let active = customers.lines.filter { !$0.isLost }
    let decimals = customers.decimals
    func amount(_ line: CustomerLine) -> Money? {
      isOfCost ? line.knownVendorCost : line.knownMargin
    }
    let known = active.filter { amount($0) != nil }
    let paying = isOfCost ? known : known.filter { $0.totals.revenue > .zero }
    let shown = paying.prefix(mostCustomers).sorted {
      (amount($0) ?? .zero, $1.name) > (amount($1) ?? .zero, $0.name)
    }
    guard let best = shown.first else { return nil }
    var bars = shown.map { (name: $0.name, amount: amount($0) ?? .zero) }
    func add(_ lines: some Collection<CustomerLine>, _ words: String) {
      guard !lines.isEmpty else { return }
      bars.append(
        (
          "\(Figures.count(Int64(lines.count))) \(words)",
          lines.reduce(.zero) { $0 + (amount($1) ?? .zero) }
        ))
    }
    add(paying.dropFirst(mostCustomers), isOfCost ? "others" : "other paying")
    if !isOfCost { add(known.filter { $0.totals.revenue <= .zero }, "without revenue") }
    guard bars.count > 1 else { return nil }
    let most = Figures.money(amount(best) ?? .zero, decimals: decimals)
    let missing = active.count - known.count
    return Picture(
      name: isOfCost ? "cost-by-account" : "margin-by-account",
      title: isOfCost
        ? "\(best.name) has the highest vendor cost, \(most) USD"
        : "\(best.name) has the largest margin, \(most) USD",
      coverage: Figures.withoutPrice(customers.total.totals.unpriced),
      caption: (isOfCost ? "Vendor cost" : "Margin") + " by customer, USD."
        + (missing == 0
          ? ""
          : " Without \(Figures.count(Int64(missing), "customer")) with no priced request."),
      report: "margin-by-account",
      shape: .bars(
        categories: bars.map(\.name),
        values: Series(
          name: isOfCost ? "Vendor cost USD" : "Margin USD", role: .main, kind: .money,
          values: bars.map { .money($0.amount) }, decimals: decimals)))
  }

  /// The most customers with a bar of their own.
  private static let mostCustomers = 7
}
