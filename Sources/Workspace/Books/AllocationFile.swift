import Ledger
import Pricing
import Rating

/// Reads `allocations.csv`: the monthly caps and shares of the members of organisations.
enum AllocationFile {
  static let columns = [
    "organisation_id", "role", "account_id", "mode", "monthly_credits", "effective_from",
    "effective_to", "recorded_at",
  ]

  static func rows(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<AllocationTerms>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["organisation_id", "mode", "monthly_credits"],
      known: columns, faults: &faults
    ) { cells in
      let organisation = cells.name("organisation_id")
      let mode = cells.word("mode", AllocationMode.allCases.map { ($0.rawValue, $0) })
      let credits = cells.decimal(
        "monthly_credits", scale: Credits.decimals, limit: Int128(Credits.rowLimit.microcredits),
        expected: "credits from 0 to \(Credits.rowLimit) with at most 6 decimals")
      guard let mode, let credits else { return nil }
      let (role, account) = (cells.text("role"), cells.text("account_id"))
      return AllocationTerms(
        organisation: organisation, role: role.isEmpty ? nil : role,
        account: account.isEmpty ? nil : account, mode: mode,
        credits: Credits(microcredits: Int64(credits)))
    }
  }

  /// Returns a fault for each organisation that no row of `accounts.csv` names, at the first row with it.
  static func unknownOrganisations(
    in rows: [DatedRow<AllocationTerms>], knownAt: Instant?, terms: [Name: AccountTerms]
  ) -> [BookProblem] {
    let known = Set(terms.values.compactMap(\.organisation))
    var unknown: Set<Name> = []
    return rows.compactMap { row in
      let name = row.value.organisation
      guard row.isKnown(at: knownAt), !known.contains(name), unknown.insert(name).inserted
      else { return nil }
      let near = nearest(to: name.description, among: known.sorted().map(\.description))
      return BookProblem(
        .unknownName(
          column: "organisation_id", name: name.description, books: WorkspacePath.accounts,
          near: near), at: row.place)
    }
  }
}
