import Cube
import Ledger
import Reports

/// The refunds and charges that correct the recorded credits, by user.
enum CorrectionActions {
  /// Returns one line per user with an amount to refund or to charge, the largest first.
  static func make(_ input: ReportInput) -> [Action] {
    let corrections = input.corrections.filter { $0.effect.net != 0 || $0.hidesUnexplained }
    let accounts = accounts(of: Set(corrections.map(\.user)), in: input.facts)
    return ActionList.largestFirst(
      corrections.map {
        action(
          $0, accounts: accounts[$0.user, default: []],
          source: input.hasDeductions ? " according to the deductions in credits/" : "")
      })
  }

  /// The accounts in which users have requests; none where the ledger names none.
  private static func accounts(of users: Set<Name>, in facts: Facts) -> [Name: Set<Name>] {
    var accounts: [Name: Set<Name>] = [:]
    for (user, hasFact) in zip(facts.users, facts.hasFactOfUser)
    where hasFact && !user.account.isEmpty && users.contains(user.user) {
      accounts[user.user, default: []].insert(user.account)
    }
    return accounts
  }

  private static func action(
    _ correction: Correction, accounts: Set<Name>, source: String
  ) -> Action {
    let isRefund = correction.effect.net > 0
    let credits = Figures.credits(abs(correction.effect.net))
    let noun = credits == "1" ? "credit" : "credits"
    let worth = Money(attodollars: correction.effect.netWorth).magnitude
    let charge =
      correction.hidesUnexplained
      ? "overcharged \(Figures.credits(correction.effect.overcharged)) and undercharged "
        + "\(Figures.credits(correction.effect.undercharged)) credits"
      : "\(isRefund ? "overcharged" : "undercharged") \(credits) \(noun)"
    return Action(
      amount: isRefund ? worth : nil, otherAmount: isRefund ? nil : worth,
      finding: "\(name(of: correction.user, accounts)) was \(charge)\(source)."
        + unknownCause(correction) + FreeUseText(correction.effect).sentence,
      remedy: remedy(correction, "\(isRefund ? "efund" : "harge") \(credits) \(noun)", isRefund),
      requests: Int64(correction.requests), users: 1, firstSeen: correction.firstDay,
      lastSeen: correction.lastDay, report: Report.corrections.name)
  }

  /// `u_154 of account a_e07`; the user alone where the ledger names no account, and the account where it names no user.
  private static func name(of user: Name, _ accounts: Set<Name>) -> String {
    if accounts.isEmpty { return user.isEmpty ? "(none)" : user.description }
    let names = accounts.sorted()
    let shown = names.prefix(2).map(\.description) + (names.count > 2 ? ["others"] : [])
    return "\(user) of account\(names.count == 1 ? "" : "s") \(shown.listed)"
  }

  /// The number of requests without a known cause, in a sentence with a space before it; empty without any.
  private static func unknownCause(_ correction: Correction) -> String {
    let (count, all) = (Int64(correction.unexplained), Int64(correction.requests))
    if count == 0 { return "" }
    return count == all
      ? " The cause is not known."
      : " The cause of \(Figures.count(count)) of \(Figures.count(all, "request")) is not known."
  }

  /// Nothing is refunded or charged for a reason that is not known.
  private static func remedy(
    _ correction: Correction, _ step: String, _ isRefund: Bool
  ) -> String {
    if correction.unexplained == 0 { return (isRefund ? "R" : "C") + step + "." }
    let count = Int64(correction.unexplained)
    let requests =
      correction.unexplained == correction.requests
      ? (count == 1 ? "it" : "them") : Figures.count(count, "request")
    if correction.effect.net == 0 {
      return "First find the cause of \(requests); only then refund or charge."
    }
    return
      "First find the cause of \(requests); then \(isRefund ? "r" : "c")\(step), if the charge was "
      + "\(isRefund ? "too high" : "too low")."
  }
}

extension Correction {
  /// Overcharges and undercharges, some without a known cause, cancel out in part at least.
  fileprivate var hidesUnexplained: Bool {
    unexplained > 0 && effect.overcharged > 0 && effect.undercharged > 0
  }
}
