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
    case .emptyFolder: "contains no .json file, expected catalogs"
    case .unreadable(_, _, _, _, let message): message
    case .unknownKind:
      "does not match a known catalog format: "
        + CatalogSource.allCases.map(\.rawValue).joined(separator: ", ")
    case .severalKinds(_, let kinds): "holds several catalogs: \(kinds.joined(separator: ", "))"
    case .noDay: "has no day in its name, as the other files have"
    case .sameDay(_, let other, let day):
      "has the same day (\(day)) as \(FileSystem.name(of: other))"
    case .otherDay(_, let day): "has \(day) in its name, which contradicts --as-of"
    case .older(_, let older):
      "would change \(older.key.words) on \(older.day), but the book has"
        + " catalogs up to \(older.lastDay)"
    }
  }

  private var help: String? {
    switch self {
    case .missing: "name an existing file or folder"
    case .emptyFolder: "name a folder with catalogs, or one file"
    case .unreadable: "fetch the catalog again"
    case .unknownKind: "state its format: --source litellm"
    case .severalKinds: "import them one after another, or name one: --source litellm"
    case .noDay: "put a day into its name, as in: 2026-08-21.json"
    case .sameDay: "import only one of the two"
    case .otherDay: "omit --as-of"
    case .older:
      "to rebuild the history, move the price book away and import a folder of all catalogs"
    }
  }
}
