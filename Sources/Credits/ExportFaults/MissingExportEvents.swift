import Ledger

/// The events that the ledger may lack: findings or other events say of which kind they are.
extension ExportCandidates {
  func resets(ids: [UInt32]) -> [ExportCandidate] {
    earlier(.resetMissing).prefix(3).flatMap { place -> [ExportCandidate] in
      guard let missing = adviser.missingReset(finding(place), books),
        let (row, terms) = missing.right.added
      else { return [] }
      let record = AdvisedEvent(
        .reset, row.account, finding(place).credits, .plan(missing.plan), expiresAt: missing.until,
        at: row.at)
      return ids.flatMap { id -> [ExportCandidate] in
        var event = row
        event.eventID = id
        let dated = [ExportChange(event, terms, .first)] + both(event, terms)
        return dated.map {
          var record = record
          record.at = $0.added?.event.at
          return ExportCandidate(change: $0, root: place, kind: .lacking(record), eventID: id)
        }
      }
    }
  }

  /// The deduct, or the settlement of a stale reservation, of each request that was never charged.
  func charges(ids: [UInt32]) -> [ExportCandidate] {
    earlier(.requestWithoutDeduction).filter {
      finding($0).hasAmounts && fits(-finding($0).credits)
    }.prefix(6).flatMap { place -> [ExportCandidate] in
      let request = finding(place)
      var event = row(.deduct, at: request.at, request.credits)
      event.request = request.request
      let holds = stale.filter {
        let reserve = adviser.event(finding($0).event)
        return reserve.at <= request.at && request.at <= finding($0).at
          && [CreditNames.blank, request.request].contains(reserve.request)
      }.prefix(3)
      return ids.flatMap { id -> [ExportCandidate] in
        event.eventID = id
        return holds.flatMap { hold in settle(event, hold, root: place) }
          + both(event).map {
            lacking($0, .request(request.request), root: place)
          }
      }
    }
  }

  /// The settlements of stale reservations, where no usage ledger tells the requests.
  var settlements: [ExportCandidate] {
    if difference >= 0 || trigger.check != .recordedBalanceDiffers || adviser.requests != nil {
      return []
    }
    return stale.filter { finding($0).credits >= -difference }.prefix(3).flatMap {
      settle(row(.settle, at: adviser.event(finding($0).event).at, -difference), $0, root: $0)
    }
  }

  /// The holds that ended without a settle or release.
  private var stale: [Int] {
    places.filter {
      finding($0).check == .reservationStale && finding($0).account == trigger.account
        && adviser.event(finding($0).event).at <= trigger.at
    }
  }

  private func settle(_ charge: CreditEvent, _ hold: Int, root: Int) -> [ExportCandidate] {
    var event = charge
    event.kind = .settle
    event.subject = adviser.event(finding(hold).event).subject
    return both(event).filter { $0.added?.event.at ?? .max <= finding(hold).at }.map {
      lacking($0, .settlement(event.subject, request: event.request), root: root)
    }
  }

  /// The other sides of transfers with the account.
  var transfers: [ExportCandidate] {
    places.filter {
      guard finding($0).check == .transferUnbalanced, case .partner(nil) = finding($0).detail
      else { return false }
      return audit.ledger.text(.counterparty, of: adviser.event(finding($0).event))
        == trigger.account
    }.flatMap { place -> [ExportCandidate] in
      let half = adviser.event(finding(place).event)
      let kind: EventKind = half.kind == .transferOut ? .transferIn : .transferOut
      if !fits(kind == .transferIn ? finding(place).credits : -finding(place).credits) { return [] }
      var event = row(kind, at: half.at, finding(place).credits)
      (event.subject, event.source) = (half.subject, half.source)
      var terms = OptionalEventFields.blank
      terms.counterparty = half.account
      terms.otherSource = audit.ledger.terms(of: half).otherSource
      return both(event, terms, .first).map {
        lacking($0, .transfer(half.subject, counterparty: half.account), root: place)
      }
    }
  }

  /// The grants that later records of expiries name.
  var grants: [ExportCandidate] {
    if difference <= 0 { return [] }
    return named(by: .expire).flatMap { id -> [ExportCandidate] in
      let record = own.lazy.map(adviser.event).first {
        $0.kind == .expire && $0.subject == id && $0.at > trigger.at
      }
      guard let record else { return [] }
      // A grant of an allowance ends with it, and may roll over.
      let ends = [(GrantSource.bonus, record.at), (GrantSource.monthly, endOfAllowance)]
      return ends.filter { $0.1 > trigger.at }.map { source, end in
        var event = row(.grant, at: trigger.at, difference)
        (event.eventID, event.source) = (id, source.rawValue)
        var terms = OptionalEventFields.blank
        terms.expiresAt = end
        var candidate = lacking(
          ExportChange(event, terms, .before(trigger.event)), .none, root: nil)
        candidate.hasCreditsOfDifference = true
        return candidate
      }
    }
  }

  /// The refunds of requests that cost as much as the difference; none where many did.
  var refunds: [ExportCandidate] {
    if difference <= 0 || trigger.check != .recordedBalanceDiffers { return [] }
    let found = Set(
      uses.filter {
        Int128($0.left) == difference && adviser.event($0.event).at < trigger.at
          && adviser.event($0.event).kind.isDeduction
      }.map(\.request))
    if found.count > 6 { return [] }
    return found.sorted().map { request in
      var event = row(.refund, at: trigger.at, difference)
      event.request = request
      return lacking(
        ExportChange(event, .blank, .before(trigger.event)), .request(request), root: nil)
    }
  }
}
