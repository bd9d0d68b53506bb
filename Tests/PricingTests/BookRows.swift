import Ledger
import Pricing
import Support

/// A fault and the line it stands at, to compare.
struct Noted: Hashable {
  let fault: BookFault
  let line: Int
}

/// Returns `faults` with their lines, sorted by line.
func noted(_ faults: Faults) -> [Noted] {
  faults.map { Noted(fault: $0.fault, line: $0.place.line ?? 0) }.sorted { $0.line < $1.line }
}

/// Returns `amount` / `divisor` USD, which must be whole in attodollars.
func usd(_ amount: Int128, per divisor: Int128 = 1) -> Money {
  Money(attodollars: Support.usd(amount, per: divisor))
}

/// A price of one unit in words.
func said(_ perUnit: Money?) -> String { perUnit?.description ?? "not known" }

/// The model that the tests price.
let model = ModelKey(provider: "openai", model: "gpt-5")

/// Returns what a price is for: a unit of `unitClass` of the model.
func key(
  _ unitClass: UnitClass, tier: Name = "standard", region: Name = "", over: Int64? = nil
) -> Price.Key {
  Price.Key(
    provider: model.provider, model: model.model, unitClass: unitClass, serviceTier: tier,
    region: region, contextOver: over)
}
