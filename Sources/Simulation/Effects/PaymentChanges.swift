import Ledger

/// The number of users who pay more money, or less, by the size of the change in percent.
package struct PaymentChanges: Hashable, Sendable {
  /// Under 5 %, from 5 to 10 %, and over 10 % of what each paid.
  package private(set) var under5 = 0
  package private(set) var from5To10 = 0
  package private(set) var over10 = 0
  /// Those who paid nothing.
  package private(set) var fromNothing = 0
  /// Beside them, users of free plans who use more credits, or less, which cost them no money.
  package private(set) var inCreditsOnly = 0

  package var count: Int { under5 + from5To10 + over10 + fromNothing }

  fileprivate mutating func add(_ user: UserEffect, _ change: Money, of base: Money) {
    if !user.isPaidInMoney, user.moneyChange == .zero {
      inCreditsOnly += 1
      return
    }
    let size = change.magnitude
    if base == .zero {
      fromNothing += 1
    } else if (Quotient.floor(size.attodollars, times: 20, over: base.magnitude.attodollars) ?? 1)
      == 0
    {
      under5 += 1
    } else if (Quotient.ceiling(size.attodollars, times: 10, over: base.magnitude.attodollars) ?? 2)
      <= 1
    {
      from5To10 += 1
    } else {
      over10 += 1
    }
  }
}

extension UserEffects {
  /// The users who pay more.
  package var payingMore: PaymentChanges { payers { $0 > .zero } }

  /// The users who pay less, and of whose requests none is stopped.
  package var payingLess: PaymentChanges { payers { $0 < .zero } }

  /// The user with the largest change of a payment in money; without any, of the credits of a free plan.
  package var largestPayer: UserEffect? {
    let changed = mostAffected.filter {
      $0.change.map { $0 != .zero } ?? false && isPayer($0)
    }
    return changed.first(where: \.isPaidInMoney) ?? changed.first
  }

  /// A user with a stopped request does not pay less: something is taken from it.
  private func isPayer(_ user: UserEffect) -> Bool {
    user.change.map { $0 > .zero } ?? false || user.requestsStopped == 0
  }

  private func payers(_ isCounted: (Money) -> Bool) -> PaymentChanges {
    var payers = PaymentChanges()
    for user in users {
      guard let change = user.change, let base = user.base, isCounted(change),
        isPayer(user)
      else { continue }
      payers.add(user, change, of: base)
    }
    return payers
  }
}

extension UserEffect {
  /// The change costs or saves the user money: credits of a free plan cost none.
  package var isPaidInMoney: Bool { isNotByCredits || moneyChange == change }

  /// The change of what paid plans charge for credits.
  fileprivate var moneyChange: Money? {
    guard let before = before.listRevenue.map({ $0 - before.freeWorth }),
      let after = after.listRevenue.map({ $0 - after.freeWorth })
    else { return nil }
    return after - before
  }
}
