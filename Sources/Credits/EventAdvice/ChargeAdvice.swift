import Ledger

/// The corrections of charges of requests.
extension CreditAdviser {
  /// The charge of a request by the books, in microcredits; nil if it is not known.
  private func charge(of request: UInt32) -> Int128? {
    guard let requests, let place = requests.place(of: request) else { return nil }
    let row = requests.named[place]
    if !row.isCharged { return 0 }
    return row.isPriced ? Int128(row.rated.microcredits) : nil
  }

  /// The consumptions of a request by one account.
  private func uses(of request: UInt32, account: UInt32) -> [Int] {
    (usesOfRequest[request] ?? []).filter { place in
      let use = audit.played.uses[place]
      return audit.played.accounts[Int(use.account)] == account
    }
  }

  private func isDeduction(_ place: Int) -> Bool {
    event(audit.played.uses[place].event).kind.isDeduction
  }

  /// Returns the correction of a request's charges: the difference from its charge by the books is given back or consumed.
  func charge(_ finding: CreditFinding) -> CreditAdvice {
    let places = uses(of: finding.request, account: finding.account)
    guard let first = (usesOfRequest[finding.request] ?? []).first(where: isDeduction) else {
      return CreditAdvice()
    }
    let isFirst = audit.played.accounts[Int(audit.played.uses[first].account)] == finding.account
    let known = charge(of: finding.request) ?? Int128(audit.played.used[first])
    return settled(finding, places, charge: isFirst ? known : 0)
  }

  private func settled(
    _ finding: CreditFinding, _ places: [Int], charge: Int128
  ) -> CreditAdvice {
    let adjusts = givenBack(finding, places)
    let paid =
      places.reduce(Int128(0)) { $0 + Int128(audit.played.uses[$1].left) } - given(adjusts)
    let consumed = places.reduce(Int128(0)) { $0 + Int128(audit.played.used[$1]) }
    var advice = CreditAdvice(
      owed: paid - charge, done: corrections(finding, places, adjusts),
      doneCredits: consumed - paid,
      paid: PaidCharge(charge: charge, paid: paid, consumed: consumed))
    let hand = places.filter { !isDeduction($0) }
    advice.doneCredits -= hand.reduce(0) { $0 + Int128(audit.played.used[$1]) }
    if paid > charge {
      advice.lost = lost(of: paid - charge, places)
      advice.owed -= advice.lost
      // A failed request is found until a refund gives its credits back, even if they expire at once.
      if advice.owed != 0 || finding.check == .failedRequestCharged {
        advice.events = [
          AdvisedEvent(.refund, finding.account, paid - charge, .request(finding.request))
        ]
      }
    } else if paid < charge {
      // A deduct would be a second charge of the request.
      advice = adding(
        paid - charge, to: advice, account: finding.account, .request(finding.request))
      // More may have been given back on purpose.
      advice.isChoice = consumed >= charge
    }
    return advice
  }

  /// The refunds, reverses and adjusts of a request, in the order of the replay.
  private func corrections(
    _ finding: CreditFinding, _ places: [Int], _ adjusts: [UInt32] = []
  ) -> [UInt32] {
    let events = places.map { audit.played.uses[$0].event }
    let found =
      adjusts
      + (refundsOfRequest[finding.request] ?? []).filter { event($0).account == finding.account }
      + events.filter { event($0).kind == .adjust }
      + events.flatMap { target in
        (reverses[event(target).eventID] ?? []).filter {
          isApplied($0) && event($0).account == event(target).account
        }
      }
    return found.sorted { (event($0).at, $0) < (event($1).at, $1) }
  }

  /// The missing deduction of a request, less what an adjust for it took.
  func deduct(_ finding: CreditFinding) -> CreditAdvice {
    if !finding.hasAmounts { return CreditAdvice() }
    let places = uses(of: finding.request, account: finding.account)
    if !places.isEmpty { return settled(finding, places, charge: finding.credits) }
    var advice = CreditAdvice(owed: -finding.credits)
    advice.lacking = max(0, finding.credits - available(finding.account))
    // A deduct of a part would be another charge than that of the books.
    if advice.lacking == 0 {
      advice.events = [
        AdvisedEvent(.deduct, finding.account, finding.credits, .request(finding.request))
      ]
    }
    return advice
  }

  /// The refund of a consumption that may have been for nothing.
  func giveBackIfUnused(_ finding: CreditFinding) -> CreditAdvice {
    let place = uses(of: finding.request, account: finding.account).first {
      audit.played.uses[$0].event == finding.event
    }
    guard let place else { return CreditAdvice() }
    let left = Int128(audit.played.uses[place].left)
    let used = Int128(audit.played.used[place])
    if finding.check == .settleWithoutReservation, let charge = charge(of: finding.request) {
      // Its charge is compared on its own.
      return CreditAdvice(
        paid: PaidCharge(charge: charge, paid: left, consumed: used))
    }
    if left == 0 {
      return CreditAdvice(done: corrections(finding, [place]), doneCredits: used)
    }
    var advice = CreditAdvice(isChoice: true)
    advice.lost = lost(of: left, [place])
    if advice.lost != left {
      advice.events = [
        AdvisedEvent(.refund, finding.account, left, .request(finding.request))
      ]
    }
    return advice
  }
}
