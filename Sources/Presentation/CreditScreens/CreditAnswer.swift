import Credits
import Ledger
import Outputs
import Reports
import Terminal

/// Everything of the credit ledger that has one id: events, grants, reservations, a transfer, and the events of a request
/// that the usage ledger lacks.
package struct CreditAnswer {
  private let id: Name
  private let events: [EventExplanation]
  private let grants: [GrantExplanation]
  private let reservations: [ReservationExplanation]
  private let transfers: [TransferExplanation]
  private let request: RequestCredits?

  package init(_ id: Name, in credits: CreditRun, zone: ReportingZone) {
    let audit = credits.audit
    self.id = id
    request = RequestCredits.all(of: [(id, nil)], in: credits, zone: zone).first { $0.hasEvents }
    events = credits.events(of: id).map {
      EventExplanation(credits.story(of: $0), zone: zone, requests: credits.requests)
    }
    let step = CreditNextStep(audit, requests: credits.requests)
    grants = credits.grants(of: id).compactMap { story, index in
      story.grants.first { $0.index == index }.map {
        GrantExplanation(index, $0.row, story, audit, step, zone: zone)
      }
    }
    guard let number = audit.names.find(id), number != CreditNames.blank else {
      (reservations, transfers) = ([], [])
      return
    }
    reservations = ReservationExplanation.all(number, audit, step, zone: zone)
    transfers = TransferExplanation(number, audit, step, zone: zone).map { [$0] } ?? []
  }

  /// True if nothing has the id.
  package var isEmpty: Bool {
    events.isEmpty && grants.isEmpty && reservations.isEmpty && transfers.isEmpty
      && request == nil
  }

  /// The screens, with a rule between them.
  package func screen(width: Int, paint: Paint) -> String {
    let screens =
      events.map { EventScreen($0, width: width, paint: paint).text }
      + grants.map { $0.screen(width: width, paint: paint) }
      + reservations.map { $0.screen(width: width, paint: paint) }
      + transfers.map { $0.screen(width: width, paint: paint) }
      + (request.map { [screen(of: $0, width: width, paint: paint)] } ?? [])
    return screens.joined(separator: "\n" + String(repeating: "-", count: width) + "\n")
  }

  private func screen(of request: RequestCredits, width: Int, paint: Paint) -> String {
    let title = CreditAuditTexts.title(
      id.description, "request, not in the usage ledger", place: "", width: width, paint: paint)
    return ([title] + request.lines(width: width)).text
  }

  /// One document; see docs/JSON.md.
  package var json: String {
    JSONText.object([
      ("assay", .string(Version.number)), ("events", .array(events.map(EventJSON.event))),
      ("grants", .array(grants.map(\.json))),
      ("reservations", .array(reservations.map(\.json))),
      ("transfers", .array(transfers.map(\.json))),
      ("credit_ledger", request?.json ?? .null),
    ]).text
  }
}
