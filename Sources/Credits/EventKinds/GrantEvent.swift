import Ledger
import Rating

extension ReplayState {
  /// Grants credits from `at` until `expires_at`, and compares them with their package.
  mutating func applyGrant(_ play: EventInProgress) {
    guard let source = play.event.grantSource else {
      preconditionFailure("a grant without a source is malformed")
    }
    let index = grantStated(play, source: source)
    made[Int(play.index)] = UInt32(index)
    if play.terms.package != CreditNames.blank { comparePackage(play) }
  }

  /// Makes a grant of an event's credits with what the row states about it; returns its index.
  mutating func grantStated(_ play: EventInProgress, source: GrantSource) -> Int {
    if play.paid != 0 {
      billSale(
        .topup(package: play.terms.package), play.paid, play, until: play.terms.expiresAt)
    }
    return grant(
      NewGrant(
        event: play.index, account: play.account, credits: play.event.credits, paid: play.paid,
        source: source, expiresAt: play.terms.expiresAt,
        grantID: ledger.text(.grantID, of: play.event), priority: play.terms.priority,
        payment: play.terms.payment), at: play.at)
  }

  private mutating func comparePackage(_ play: EventInProgress) {
    let name = names.name(play.terms.package)
    let found = Int128(play.event.credits)
    // A package that is not sold to the plan is none of its packages.
    let sold = books.topUps.package(name, at: play.event.instant).flatMap {
      $0.plans.isEmpty || $0.plans.contains(names.name(play.plan)) ? $0 : nil
    }
    guard let package = sold else {
      var finding = play.finding(.packageUnknown, credits: found)
      finding.found = .name(play.terms.package)
      return report(finding, of: play.index, account: play.account, plan: play.plan)
    }
    let expected = Int128(package.credits.microcredits)
    let price = package.price.attodollars
    let end = package.validDays.map { InstantAfterDays.instant($0, after: play.at) }
    if found == expected && play.paid == price && play.terms.expiresAt == end ?? .max { return }
    var finding = play.finding(.packageDiffers, credits: found - expected)
    if play.paid != price {
      (finding.expected, finding.found) = (.money(price), .money(play.paid))
    } else if found != expected {
      (finding.expected, finding.found) = (.credits(expected), .credits(found))
    } else {
      (finding.expected, finding.found) = (.instant(end ?? .max), .instant(play.terms.expiresAt))
    }
    finding.detail = .terms(
      expectedCredits: expected, foundCredits: found, expectedMoney: price, foundMoney: play.paid)
    report(
      finding, of: play.index, account: play.account, plan: play.plan,
      usd: play.paid == price ? nil : play.paid - price)
  }
}
