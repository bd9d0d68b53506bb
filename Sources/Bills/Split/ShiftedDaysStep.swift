import Ledger

/// Step 2: usage was booked on other days of the same month.
extension DifferenceSplitState {
  private struct Series: Hashable {
    let month: Month
    let model: BilledModel
    let unitClass: BilledClass
  }

  mutating func shiftDays() {
    let series = indices { group in
      bill.zone.unit(of: group.period) == .day
        ? Series(month: group.month, model: group.key.model, unitClass: group.key.unitClass) : nil
    }
    for days in series {
      let billed = days.compactMap { groups[$0].billedQuantity }
      let open = days.filter { !groups[$0].agrees }
      let quantity = days.reduce(0) { $0 + groups[$1].quantity }
      guard billed.count == days.count, open.count >= 2, quantity > 0,
        billed.reduce(0, +) == quantity
      else { continue }
      let price = BillAveragePrice.average(
        days.reduce(0) { $0 + groups[$1].cost }, over: quantity)
      for index in open {
        let amount = Ratio(groups[index].missing ?? 0) * price.ratio
        groups[index].meetQuantity(
          amount.roundedHalfEven, .timeBoundary, cause: "shifted_days",
          by: groups[index].missing(at: price))
      }
    }
  }
}
