import Ledger
import Parsing

/// The forecast that was made at the close of a month, of days of the month after it.
package struct ForecastAtClose: Hashable, Sendable {
  /// The first and the last day.
  package let days: ClosedRange<Day>
  package let vendorCost: Money
  /// Nil if nothing is sold.
  package let revenue: Money?

  /// - Parameters: see the members of these names.
  package init(days: ClosedRange<Day>, vendorCost: Money, revenue: Money?) {
    self.days = days
    self.vendorCost = vendorCost
    self.revenue = revenue
  }

  /// Reads the forecast in the bytes of a manifest; nil if it has none.
  package init?(inManifest bytes: [UInt8]) {
    do throws(ClosedManifestFault) {
      guard let forecast = try ClosedManifest(bytes).forecast else { return nil }
      self = forecast
    } catch {
      return nil
    }
  }

  /// Reads the member of a manifest; nil if it is missing or has another form.
  init?(_ member: JSONValue?) {
    guard let member, let from = member["from"]?.text.flatMap({ Day($0) }),
      let to = member["to"]?.text.flatMap({ Day($0) }), from <= to,
      let cost = ForecastAtClose.money(member["vendor_cost_usd"])
    else { return nil }
    days = from...to
    vendorCost = cost
    revenue = ForecastAtClose.money(member["revenue_usd"])
  }

  private static func money(_ value: JSONValue?) -> Money? {
    guard let text = value?.text else { return nil }
    let read = Array(text.utf8).withUnsafeBufferPointer {
      NumberText.decimal($0, scale: Money.decimals, limit: .max, allowsNegative: true)
    }
    guard case .success(let number) = read else { return nil }
    return Money(attodollars: number.value)
  }
}
