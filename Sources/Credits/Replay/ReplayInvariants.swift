import Ledger

extension ReplayState {
  /// Checks that the figures of the replay agree with each other; a difference is a bug of Assay.
  func checkIdentities() {
    var left = Array(repeating: Int128(0), count: accounts.count)
    var deferred = Array(repeating: Int128(0), count: RevenueBook.width)
    deferred[Int(GrantSource.transfer.rawValue)] = revenue.totalInTransit
    for grant in grants {
      left[Int(grant.account)] += Int128(grant.left)
      deferred[Int(grant.source.rawValue)] += grant.deferred
      let spent = grant.consumed - grant.refunded + Int128(grant.expired)
      let gone = Int128(grant.revoked) + Int128(grant.transferred)
      precondition(
        Int128(grant.granted) - spent - gone == Int128(grant.left),
        "the credits of a grant sum to those granted")
    }
    for (index, account) in accounts.enumerated() {
      precondition(account.live == left[index], "the credits left of an account are its grants'")
      precondition(
        account.opening + account.totals.change == account.balance,
        "opening + additions − reductions = closing")
    }
    let owed = debts.reduce(Int128(0)) { $0 + Int128($1.open) }
    precondition(owed == accounts.reduce(0) { $0 + $1.debts }, "open debts sum to the accounts'")
    checkRevenue(deferred)
  }

  /// - Parameter deferred: what the grants and the value in transit defer, by source, in 10⁻¹⁸ USD.
  private func checkRevenue(_ deferred: [Int128]) {
    let totals = revenue.totals
    precondition(
      totals.map(\.deferred) == deferred,
      "sold + transferred = realised + breakage + refunded + deferred of each source")
    precondition(totals.reduce(Int128(0)) { $0 + $1.transferred } == 0, "transfers earn nothing")
    precondition(
      revenue.agrees(with: money.postings), "the postings sum to the month and source")
  }
}

extension AccountTotals {
  /// The change of the balance, in microcredits.
  var change: Int128 {
    granted + refunded + transferredIn - consumed - expired - revoked - transferredOut
  }
}
