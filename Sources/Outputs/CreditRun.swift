import Credits
import Engine
import Invoices
import Ledger
import Overview
import Platform
import Reconciliation
import Reports
import Workspace

/// The credit ledger of a workspace, read, replayed and checked beside the usage ledger.
package struct CreditRun: Sendable {
  package let audit: CreditAudit
  package let overview: CreditOverview
  /// The rejected rows, by file and line; of very many only the first.
  package let rejects: [Located<RejectedRow>]
  /// About the files of the credit ledger and their rows, in reading order.
  package let findings: [Finding]
  /// The findings that the list leaves out, counted.
  package let unlisted: [OmittedFindings]
  /// The files of credit events and of usage that could not be used and were left out, by path.
  package let skipped: [SkippedFile]
  /// The files that were read, with their digests.
  package let files: [WrittenFile]
  /// The invoices, and usage mapped to them; nil if they are not wanted.
  package private(set) var billing: CustomerBilling?
  let source: CreditLedgerInputs
  /// The books and settings of the replay.
  package let books: CreditBooks
  private let period: Range<Instant>?
  /// The requests of the usage ledger; nil without one.
  package let requests: RequestCharges?
  /// Every rejected row is in `rejects`.
  let keepsAllRejects: Bool
  /// The number of threads that may work.
  let threads: Int

  /// Replays the events of a workspace beside its usage ledger.
  ///
  /// Refuses files that cannot be used, unless they may be skipped.
  ///
  /// - Parameters:
  ///   - last: the instant with whose events the replay ends; nil is the end of the period.
  ///   - bills: invoices are wanted, and usage mapped to them.
  package init(
    _ source: CreditLedgerInputs, beside sums: SummedLedger, _ options: RunOptions,
    through last: Instant? = nil, bills: Bool = false
  ) throws {
    let workspace = sums.workspace
    let stated = sums.period.map { days in
      workspace.zone.start(of: days.from)..<workspace.zone.start(of: days.to)
    }
    let period = last.map { CreditRun.past(before: Instant(nanoseconds: $0.nanoseconds + 1)) }
    try self.init(
      source, of: workspace, options, period: period ?? stated,
      usageFaults: sums.faultsOfSkippedFiles
    ) { names in
      workspace.ledger.isEmpty
        ? nil
        : try RequestCharges(
          of: sums, checksEntitlements: workspace.creditBooks.entitlements != nil, naming: &names)
    }
    if bills {
      billing = CustomerBilling(
        of: audit, books: books, charges: requests,
        facts: workspace.ledger.isEmpty ? nil : sums.facts)
    }
  }

  /// Replays the events of a workspace beside a few requests only: checks know nothing of the others.
  package init(
    _ source: CreditLedgerInputs, of workspace: Workspace, beside requests: [ExplainedCharge],
    rejected: [ExplainedReject], _ options: RunOptions
  ) throws {
    try self.init(source, of: workspace, options, period: nil, usageFaults: []) { names in
      RequestCharges(requests, rejected: rejected, naming: &names)
    }
  }

  private init(
    _ source: CreditLedgerInputs, of workspace: Workspace, _ options: RunOptions,
    period: Range<Instant>?, usageFaults: [Finding],
    charges: (inout CreditNames) throws -> RequestCharges?
  ) throws {
    self.source = source
    var reading = try source.reading()
    books = CreditBooks(of: workspace)
    // In place: a ledger that is held twice would be copied.
    reading.ledger.enterNames(of: books)
    requests = try charges(&reading.ledger.names)
    let ledger = reading.ledger
    self.period = period
    audit = CreditReplay.audit(ledger, books: books, period: period, requests: requests)
    let end = CreditEventCoverage(
      audit, usage: requests?.lastDay(of: period, workspace.zone), zone: workspace.zone)
    overview = CreditOverview(
      audit, zone: workspace.zone, requests: requests, eventEnd: end,
      planned: workspace.books.plans.namedTiers)
    rejects = reading.rejects.map { reject in
      Located(
        file: ledger.files[Int(reject.file)], line: Int64(reject.line), row: reject.forReport)
    }
    keepsAllRejects = reading.rejects.count == ledger.rejected.count
    findings = source.findings + reading.findings + [audit.paidFreeNote].compactMap { $0 }
    unlisted = reading.unlisted
    skipped = SkippedFile.all(
      of: usageFaults + source.findings.filter { $0.severity == .error }
        + reading.faultsOfRefusedFiles)
    files = try source.digested()
    threads = options.reading.threads
  }

  /// The paths of files that could not be used and were left out, with the code of the fault.
  package var skippedFiles: [(path: String, code: String)] {
    skipped.map { ($0.path.description, $0.code) }
  }

  /// Returns the indices of the events with an id, in the order of files and lines; at most 20.
  package func events(of id: Name) -> [UInt32] {
    guard let number = audit.names.find(id), number != CreditNames.blank else { return [] }
    let events = audit.ledger.events
    return Array(events.indices.lazy.filter { events[$0].eventID == number }.prefix(20)).map {
      UInt32($0)
    }
  }

  /// Returns the account of an event before and after it: the replay up to there.
  package func story(of event: UInt32) -> EventTrace {
    CreditReplay.story(
      of: event, audit.ledger, books: books, period: period, requests: requests)
  }

  /// Returns the number of an account's name; nil if no event and no book names the account.
  package func account(_ id: Name) -> UInt32? {
    guard let number = audit.names.find(id), number != CreditNames.blank,
      audit.balances.contains(where: { $0.account == number })
        || audit.ledger.events.contains(where: { $0.account == number })
    else { return nil }
    return number
  }

  /// Returns the id of the account that `id` was probably meant to be; nil if none or several are near.
  package func nearestAccount(to id: Name) -> String? {
    let known = audit.balances.lazy.map { audit.names.name($0.account).description }
    return nearest(to: id.description, among: known)
  }

  /// Returns accounts at the end of a time and every movement in it, given as numbers of names and each once.
  package func stories(of accounts: [UInt32], in time: StoryTime = .period) -> [AccountHistory] {
    if accounts.isEmpty { return [] }
    let range: Range<Instant>? =
      switch time {
      case .period: period
      case .past: period.map { CreditRun.past(before: $0.upperBound) }
      case .beforePeriod: CreditRun.past(before: period?.lowerBound ?? CreditRun.firstInstant)
      }
    return CreditReplay.stories(of: accounts, audit.ledger, books: books, period: range)
  }

  /// Returns the grants of an id, each with its index in the replay and the story of its account; at most 20.
  package func grants(of id: Name) -> [(story: AccountHistory, index: UInt32)] {
    guard let number = audit.names.find(id), number != CreditNames.blank else { return [] }
    var accounts: [UInt32] = []
    for grant in audit.grants
    where grant.grantID == number && accounts.count < 20 && !accounts.contains(grant.account) {
      accounts.append(grant.account)
    }
    return stories(of: accounts, in: .past).flatMap { story in
      story.grants.filter { $0.row.grantID == number }.map { (story, $0.index) }
    }
  }

  /// The times that the story of an account can cover.
  package enum StoryTime {
    case period
    /// From the first event to the end of the period.
    case past
    /// From the first event to just before the period; nothing without a period.
    case beforePeriod
  }

  /// Everything before an instant.
  private static func past(before end: Instant) -> Range<Instant> {
    firstInstant..<max(end, firstInstant)
  }

  /// One nanosecond is left for an instant before it.
  private static let firstInstant = Instant(nanoseconds: .min + 1)

  /// The events that were not used, in words; nil where all were.
  package var notUsed: String? {
    let (rejected, conflicts) = (audit.equation.rejected, audit.equation.conflicts)
    let parts = [
      rejected == 0
        ? nil
        : "Assay rejected \(Figures.count(Int64(rejected), "event")); see credit-rejects.csv",
      conflicts == 0
        ? nil
        : Figures.count(Int64(conflicts), "event")
          + " \(conflicts == 1 ? "conflicts" : "conflict") with an earlier one;"
          + " see audit-findings.csv",
    ].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: "; and ")
  }
}

extension CreditBooks {
  /// Takes the books and settings that the replay needs from a workspace.
  init(of workspace: Workspace) {
    let (books, settings) = (workspace.books, workspace.books.settings)
    self.init(
      plans: books.plans, accounts: books.accounts,
      accountTerms: workspace.creditBooks.accountTerms, coupons: workspace.creditBooks.coupons,
      topUps: workspace.creditBooks.topUps, allocations: workspace.creditBooks.allocations,
      permissions: workspace.creditBooks.permissions,
      entitlements: workspace.creditBooks.entitlements, models: books.models,
      settings: settings.credits,
      creditValues: settings.creditValues, creditIncrements: settings.creditIncrements,
      zone: workspace.zone, journalAccounts: settings.journalAccounts)
  }
}

extension RequestCharges {
  /// Reads the usage ledger once more for the charges of its requests.
  ///
  /// - Parameter names: the texts of the credit ledger; gains the accounts of requests that it names.
  fileprivate init(
    of sums: SummedLedger, checksEntitlements: Bool, naming names: inout CreditNames
  ) throws(RunRefusal) {
    let known = names
    let charged = try sums.chargedRequests(checksEntitlements: checksEntitlements) {
      known.find($0)
    }
    var files: [Name] = []
    var numbers: [Name: UInt32] = [:]
    func place(_ place: (file: Name, line: Int64)) -> (file: UInt32, line: UInt32) {
      let number = numbers[place.file] ?? UInt32(files.count)
      if Int(number) == files.count {
        files.append(place.file)
        numbers[place.file] = number
      }
      return (number, UInt32(place.line))
    }
    func fact(_ charge: NamedCharge) -> RequestFact {
      RequestFact(day: charge.day, dimensions: charge.dimensions, user: charge.user)
    }
    var named: [NamedRequest] = []
    for each in charged.named where named.last?.request != each.number {
      let request = each.charge
      let (file, line) = place(charged.place(of: request))
      named.append(
        NamedRequest(
          request: each.number,
          account: names.number(of: charged.accounts[Int(request.account)]),
          startedAt: request.startedAt, rated: request.credits,
          isCharged: request.hasChargedStatus, isPriced: !request.isUnpriced, file: file,
          line: line, fact: fact(each)))
    }
    let unnamed = charged.unnamed.map { id, each in
      let request = each.charge
      let (file, line) = place(charged.place(of: request))
      return UnnamedRequest(
        request: id, account: charged.accounts[Int(request.account)],
        startedAt: request.startedAt, rated: request.credits, file: file, line: line,
        fact: fact(each))
    }
    var seen = Set(named.map(\.request))
    let rejected = charged.rejected.compactMap { row -> RejectedRequest? in
      guard seen.insert(row.number).inserted else { return nil }
      let (file, line) = place(charged.place(of: row))
      return RejectedRequest(request: row.number, file: file, line: line)
    }
    let used = charged.used.map { request in
      let (file, line) = place(charged.place(of: request))
      return UsageRequest(
        id: request.id, account: request.account, use: request.use, startedAt: request.startedAt,
        rated: request.credits, notionalCost: request.notionalCost, isPriced: !request.isUnpriced,
        file: file, line: line)
    }
    self.init(
      named: named, unnamed: unnamed, rejected: rejected, files: files,
      usage: UsageRequests(requests: used, uses: charged.uses, accounts: charged.accounts),
      dimensions: charged.dimensions, users: charged.users)
  }
}
