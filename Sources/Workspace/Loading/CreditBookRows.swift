import Ledger
import Pricing
import Rating

/// The books of a workspace that only the credit ledger needs, as known at an instant.
package struct CreditBookRows: Sendable {
  /// The terms of each account in `accounts.csv`, which hold at any time; nil without the file.
  package var accountTerms: [Name: AccountTerms]?
  package var coupons = CouponBook.empty
  package var topUps = TopUpBook.empty
  /// The requests that plans include; nil without the file: then nothing is checked.
  package var entitlements: EntitlementBook?
  package var allocations = AllocationBook.empty
  /// Nil without the file: then every actor may write every event.
  package var permissions: PermissionBook?
  /// The rows of `balances.csv`, in the order of the file; read only where `credits/` is there.
  package var balances: [StatedBalance] = []
}

extension WorkspaceLoader {
  /// Reads `accounts.csv`: the plans of accounts, and what it states of each for any time.
  mutating func readAccounts(
    knownAt: Instant?
  ) -> (rows: [DatedRow<AccountPlan>], terms: [Name: AccountTerms]?) {
    let count = bookFiles.count
    let rows = rows(WorkspacePath.accounts, AccountFile.rows)
    let plans = rows.map { row in
      DatedRow(
        value: row.value.plan, from: row.from, to: row.to, recordedAt: row.recordedAt,
        place: row.place)
    }
    let isThere = bookFiles.count > count || isPlanned(WorkspacePath.accounts)
    return (plans, isThere ? AccountFile.terms(of: rows, knownAt: knownAt) : nil)
  }

  /// Reads the books of the credit ledger besides those that rating needs.
  mutating func readCreditBooks(
    terms: [Name: AccountTerms]?, plans: PlanBook, knownAt: Instant?, faults: inout [BookProblem]
  ) -> CreditBookRows {
    var books = CreditBookRows()
    books.accountTerms = terms
    let coupons = rows(WorkspacePath.coupons, CouponFile.rows)
    books.coupons = CouponFile.book(of: coupons, knownAt: knownAt, faults: &faults)
    let topUps = rows(WorkspacePath.topUps, TopUpFile.rows)
    books.topUps = TopUpBook(topUps, knownAt: knownAt, faults: &faults)
    readMembers(into: &books, knownAt: knownAt, faults: &faults)
    let entitlements = readEntitlements(knownAt: knownAt, faults: &faults)
    books.entitlements = entitlements?.book
    if !findings.contains(where: { $0.severity == .error && $0.place.file == WorkspacePath.plans })
    {
      let named =
        coupons.filter { $0.isKnown(at: knownAt) }.map { ($0.value.plans, $0.place) }
        + topUps.filter { $0.isKnown(at: knownAt) }.map { ($0.value.plans, $0.place) }
      faults += named.flatMap { CreditBookRows.unknown($0, among: plans, at: $1) }
      let entitled = entitlements?.rows.filter { $0.isKnown(at: knownAt) } ?? []
      faults += entitled.flatMap { row in
        CreditBookRows.unknown(
          row.value.scope.plan.isEmpty ? [] : [row.value.scope.plan], among: plans,
          in: "entitled plan", at: row.place)
      }
    }
    if hasCredits, let bytes = book(WorkspacePath.balances) {
      books.balances = BalanceFile.read(bytes, knownAt: knownAt, faults: &findings)
    }
    return books
  }

  /// Reads `entitlements.csv`; nil without the file.
  private mutating func readEntitlements(
    knownAt: Instant?, faults: inout [BookProblem]
  ) -> (book: EntitlementBook, rows: [DatedRow<EntitlementTerms>])? {
    let count = bookFiles.count
    let rows = rows(WorkspacePath.entitlements, EntitlementFile.rows)
    guard bookFiles.count > count || isPlanned(WorkspacePath.entitlements) else { return nil }
    return (EntitlementBook(rows, knownAt: knownAt, faults: &faults), rows)
  }

  /// Reads the books about members of organisations and about actors.
  private mutating func readMembers(
    into books: inout CreditBookRows, knownAt: Instant?, faults: inout [BookProblem]
  ) {
    let allocations = rows(WorkspacePath.allocations, AllocationFile.rows)
    books.allocations = AllocationBook(allocations, knownAt: knownAt, faults: &faults)
    if let terms = books.accountTerms {
      faults += AllocationFile.unknownOrganisations(
        in: allocations, knownAt: knownAt, terms: terms)
    }
    let count = bookFiles.count
    let permissions = rows(WorkspacePath.permissions, PermissionFile.rows)
    if bookFiles.count > count || isPlanned(WorkspacePath.permissions) {
      books.permissions = PermissionBook(permissions, knownAt: knownAt, faults: &faults)
    }
  }
}

extension CreditBookRows {
  /// Returns a fault for each name that is no tier of `plans`.
  fileprivate static func unknown(
    _ names: [Name], among plans: PlanBook, in column: String = "plans", at place: Place
  ) -> [BookProblem] {
    let known = plans.namedTiers
    return names.filter { !known.contains($0) }.map { name in
      let near = nearest(to: name.description, among: plans.tiers)
      return BookProblem(
        .unknownName(
          column: column, name: name.description, books: WorkspacePath.plans, near: near),
        at: place)
    }
  }
}
