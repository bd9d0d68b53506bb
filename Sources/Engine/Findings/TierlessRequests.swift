import Cube
import Ledger
import Workspace

/// The requests without a tier that `accounts.csv` might give, and the rows to add there.
struct TierlessRequests {
  /// The number of requests in the facts without a tier.
  private let requests: Int64
  /// Whose they are, as `accounts.csv` names them, in order; without those that no column names.
  private let accounts: [Name]
  /// Those of them that are users, of rows without an account.
  private let users: Set<Name>
  /// The day of the first of them of each.
  private let firstDays: [Name: Day]
  let workspace: Workspace

  /// So many rows are proposed.
  private static let proposed = 20

  init(_ facts: Facts, _ workspace: Workspace) {
    self.workspace = workspace
    let isTierless = facts.dimensions.map(\.tier.isEmpty)
    guard isTierless.contains(true) else {
      (requests, accounts, users, firstDays) = (0, [], [], [:])
      return
    }
    requests = facts.total { $0.tier.isEmpty }.requests
    var dayOfUser: [Day?] = facts.users.map { _ in nil }
    for row in facts.rows where isTierless[Int(row.dimensions)] {
      // Facts are in the order of their days.
      if dayOfUser[Int(row.user)] == nil { dayOfUser[Int(row.user)] = row.day }
    }
    let days = zip(facts.users, dayOfUser).compactMap { user, day in
      day.map { (user.accountOrUser, $0) }
    }
    firstDays = Dictionary(days.filter { !$0.0.isEmpty }, uniquingKeysWith: min)
    accounts = firstDays.keys.sorted()
    users = Set(
      zip(facts.users, dayOfUser).lazy.filter { $0.account.isEmpty && $1 != nil }.map { $0.0.user })
  }

  /// The edit that gives the requests a tier; nil if no column names their customer.
  var advice: String? {
    let book = workspace.books.accounts
    let missing = accounts.filter { book.plans(of: UserKey(account: $0, user: .empty)).isEmpty }
    if missing.isEmpty { return accounts.first.flatMap(laterOrEarlier) }
    let tiers = workspace.books.plans.tiers.prefix(TierlessRequests.proposed)
    let plan =
      "write a tier of plans.csv\(tiers.isEmpty ? "" : " (\(tiers.joined(separator: ", ")))")"
      + " for PLAN"
    let shown = missing.prefix(TierlessRequests.proposed)
    let key =
      shown.contains(where: users.contains)
      ? " (a line names the account of requests, or the user of requests without an account)" : ""
    let more = missing.count - shown.count
    let rest =
      more == 0 ? "" : ", and do the same for \(GroupedDigits.count(Int64(more), "more account"))"
    return plan + key + rest + ", and " + shown.map(ProposedBookRow.account).advice(in: workspace)
  }

  /// Returns the change that puts a row of an account in force.
  ///
  /// Nil if one is in force at the start of the day of its first request.
  private func laterOrEarlier(_ account: Name) -> String? {
    let (book, customer) = (workspace.books.accounts, UserKey(account: account, user: .empty))
    guard let start = firstDays[account].map(workspace.zone.startInBooks(of:)),
      book.entry(of: customer, at: start) == nil
    else { return nil }
    return book.outOfForce(of: customer, at: start)?.advice
  }

  /// The same for a row whose cell is blank.
  var help: String {
    let again = "fill in the tier and export again"
    return advice.map { "\(again); or \($0)" } ?? again
  }

  /// Returns advice on the place at which to write a tier as the books spell it.
  func spelling(of tier: Name) -> String {
    workspace.books.accounts.gives(tier)
      ? "use that name in accounts.csv"
      : "use that name in the export"
  }

  // MARK: Exports whose format has no tier

  /// Returns a note for each export of a format that states no tier or, where `accounts.csv` gives tiers, one for all
  /// requests that are left without.
  func notes(_ map: LedgerMap, _ tallies: [FileTally]) -> [Finding] {
    let files = zip(map.job.files, tallies).filter {
      !$0.start.layout.statesTier && $1.rows > 0
    }
    if files.isEmpty { return [] }
    guard workspace.books.accounts.isEmpty else { return requests == 0 ? [] : [rest] }
    var notes = FindingsByCause()
    let first = files[0].0
    for (file, tally) in files {
      let isFirst = file.start.layout.usage == first.start.layout.usage
      let remedy = isFirst ? advice : advice.map { _ in "see \(first.path.excerpt)" }
      notes.add(
        Finding(
          .note, at: Place(file: file.path), code: "format.tier",
          message: "\(file.start.layout.usage.rawValue) logs state no tier\(effect)",
          help: "nothing to do if \(needless)\(remedy.map { "; otherwise \($0)" } ?? "")"),
        rows: tally.rows)
    }
    return notes.findings
  }

  private var rest: Finding {
    let count = GroupedDigits.count(Int64(accounts.count), "account")
    return Finding(
      .note, at: Place(file: WorkspacePath.accounts), code: "format.tier",
      message: "neither this book nor the ledger has a tier for \(count)\(effect)"
        + " (\(GroupedDigits.count(requests, "request")))",
      help: advice ?? "nothing to do if \(needless)")
  }

  /// The effect of a missing tier; empty if no book states the price for customers.
  private var effect: String {
    workspace.books.isSold ? ": rated as paid, without a target" : ""
  }

  /// The condition under which no tier is needed.
  private var needless: String {
    workspace.books.isSold
      ? "multipliers.csv and plans.csv need no tier" : "customers do not pay by usage"
  }
}
