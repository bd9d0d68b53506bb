/// The figures by which `top` ranks.
package enum TopFigure: String, CaseIterable {
  case cost, revenue, margin, loss, change, requests, tokens
}

extension Query {
  /// Asks for what is shown beside a figure, in its order.
  package mutating func rank(by figure: TopFigure, isSold: Bool) {
    let money: [QueryMeasure] = [.requests, .revenue, .cost, .margin, .marginPercent]
    let ofCosts: [QueryMeasure] = [.requests, .tokens, .cost]
    let measure: QueryMeasure
    switch figure {
    case .cost: (measure, measures) = (.cost, isSold ? money : ofCosts)
    case .revenue: (measure, measures) = (.revenue, money)
    case .margin: (measure, measures) = (.margin, money)
    case .requests: (measure, measures) = (.requests, isSold ? money : ofCosts)
    case .tokens: (measure, measures) = (.tokens, ofCosts)
    case .loss:
      (measure, measures) = (.loss, [.loss])
      conditions.append(QueryCondition(.loss, .above, value: 0, scale: 0))
    case .change: preconditionFailure("a change needs two periods")
    }
    order = QueryOrder(key: .measure(measure), isDescending: !isBelow(measure))
    shared = measure == .margin ? .revenue : measure
  }
}
