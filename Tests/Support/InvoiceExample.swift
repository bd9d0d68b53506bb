import Credits
import Ledger
import Pricing
import Rating

extension InvoiceScene {
  /// The example of the specification: a discounted plan, a package, and the credits of August.
  package static var example: InvoiceScene {
    var scene = InvoiceScene()
    let plan = scene.number("pro")
    let discount = AppliedDiscount(
      code: scene.number("TENOFF"), kind: .percent(12_500_000), month: 1, months: 2,
      usd: 2 * dollar + dollar / 2)
    scene.bill(
      .plan(plan: plan, listPrice: 20 * dollar, discounts: [discount]), "acc_17", day: 4,
      usd: 17 * dollar + dollar / 2, payment: "pay_8", until: InvoiceScene.day(35), of: .reset)
    scene.bill(
      .topup(package: scene.number("small")), "acc_17", day: 9, usd: 999 * dollar / 100,
      payment: "pay_9")
    scene.add("acc_17", plan: "pro", opening: 112_300_000) { month in
      month.granted[Int(GrantSource.monthly.rawValue)] = 500_000_000
      month.granted[Int(GrantSource.topup.rawValue)] = 100_000_000
      month.consumed = 351_600_000
      month.refunded = 2_000_000
      month.expired = 58_900_000
    }
    scene.consume("acc_17", 300_000_000, request: "r1", service: "chat", model: "claude-sonnet-5")
    scene.consume("acc_17", 10_400_000, request: "r2", service: "chat", model: "claude-sonnet-5")
    scene.consume("acc_17", 41_200_000, request: "r3", service: "chat", model: "gpt-5.6-terra")
    scene.consume("acc_17", -2_000_000, request: "r3")
    return scene
  }
}

extension InvoiceScene {
  /// The books behind it: its rows of `accounts.csv`, and nothing else.
  package var books: CreditBooks {
    var faults: [BookProblem] = []
    return CreditBooks(
      plans: PlanBook([], knownAt: nil, faults: &faults), accounts: .empty, accountTerms: terms,
      coupons: .empty, topUps: .empty,
      settings: CreditSettings(), creditValues: DatedSetting(always: .default),
      creditIncrements: DatedSetting(always: Credits(microcredits: 100_000)), zone: .utc)
  }
}
