import Ledger
import Platform
import Pricing

/// Why a catalog cannot be imported.
package enum CatalogProblem: FindingError, Hashable {
  case missing(String)
  case emptyFolder(String)
  case unreadable(String, Int, Int, String, String)
  case unknownKind(file: String)
  case severalKinds(String, [String])
  case noDay(file: String)
  case sameDay(String, String, Day)
  case otherDay(String, Day)
  case older(String, CatalogUpdate.OlderCatalog)

  package var finding: Finding {
    let (place, code) = self.place
    return Finding(.error, at: place, code: code, message: message, help: help)
  }

  private var place: (Place, String) {
    switch self {
    case .missing(let path): (Place(file: path), "file.open")
    case .emptyFolder(let path): (Place(file: path), "file.open")
    case .unreadable(let file, let line, let column, let code, _):
      (Place(file: file, line: line, column: column), code)
    case .unknownKind(let file), .noDay(let file), .severalKinds(let file, _),
      .sameDay(let file, _, _), .otherDay(let file, _):
      (Place(file: file), "book.catalog")
    case .older(let file, _): (Place(file: file), "book.older")
    }
  }

  private var message: String {
    switch self {
    case .missing: "no such file or folder, expected a catalog"
    case .emptyFolder: "no file .json in it, expected catalogs"
    case .unreadable(_, _, _, _, let message): message
    case .unknownKind:
      "is not like any catalog that is known: "
        + CatalogSource.allCases.map(\.rawValue).joined(separator: ", ")
    case .severalKinds(_, let kinds): "holds several catalogs: \(kinds.joined(separator: ", "))"
    case .noDay: "has no day in its name, as the other files have"
    case .sameDay(_, let other, let day): "is of \(day), as is \(FileSystem.name(of: other))"
    case .otherDay(_, let day): "has \(day) in its name, so --as-of cannot say another day"
    case .older(_, let older):
      "would change \(older.key.words) on \(older.day), and catalogs up to \(older.lastDay) have been"
        + " imported"
    }
  }

  private var help: String? {
    switch self {
    case .missing: "name a file or folder that is there"
    case .emptyFolder: "name a folder with catalogs, or one file"
    case .unreadable: "fetch the catalog again"
    case .unknownKind: "say which it is: --source litellm"
    case .severalKinds: "import them one after another, or name one: --source litellm"
    case .noDay: "put a day into its name, as in: 2026-08-21.json"
    case .sameDay: "leave one of the two out"
    case .otherDay: "leave --as-of out"
    case .older:
      "to build the history anew, move the price book away and import a folder of all catalogs"
    }
  }
}
