import Ledger
import Pricing
import Rating

/// Reads `permissions.csv`: the actors that may write adjustments, refunds, reversals and free grants.
enum PermissionFile {
  static let columns = [
    "actor", "kinds", "max_credits", "effective_from", "effective_to", "recorded_at",
  ]

  static func rows(
    _ bytes: [UInt8], file: String, faults: inout [Finding]
  ) -> [DatedRow<PermissionTerms>] {
    BookTable.datedRows(
      of: bytes, file: file, required: ["actor", "kinds"], known: columns, faults: &faults
    ) { cells in
      let actor = cells.name("actor")
      let kinds = kinds(&cells)
      let limit = cells.optionalCredits("max_credits")
      return PermissionTerms(actor: actor, kinds: kinds, limit: limit)
    }
  }

  /// The kinds of a row; a blank cell or a word that is not one of them is a fault.
  private static func kinds(_ cells: inout BookCells) -> Set<PermittedKind> {
    let words = PermittedKind.allCases.map(\.rawValue)
    let expected = "one or more of " + words.joined(separator: ", ") + ", separated by ;"
    let stated = cells.list("kinds").map { $0.description.trimmedLowercase }
    func note(_ text: String, near: String?) {
      cells.note(
        .unknownWord(column: "kinds", text: text.excerpt, expected: expected, near: near),
        in: "kinds")
    }
    if stated.isEmpty { note("", near: nil) }
    var kinds: Set<PermittedKind> = []
    for word in stated {
      if let kind = PermittedKind(rawValue: word) {
        kinds.insert(kind)
      } else {
        note(word, near: nearest(to: word, among: words))
      }
    }
    return kinds
  }
}
