import Intake
import Ledger
import Pricing
import Rating

/// Exports that nobody knows, those of the same columns together: what tells the requests of one apart has to tell
/// those of all.
struct UnknownExports {
  private struct Group {
    var table: SampleTable
    var paths: [String]
  }

  private var groups: [Group] = []

  /// More rows show nothing new, and would be held in memory.
  private static let rowLimit = 10_000

  /// Whether the export at `path` was added last.
  func endWith(_ path: String) -> Bool { groups.contains { $0.paths.last == path } }

  /// Adds the export at `path` that begins with `table`.
  mutating func add(_ table: SampleTable, path: String) {
    let known = groups.firstIndex {
      $0.table.names == table.names && $0.table.delimiter == table.delimiter
    }
    guard let known else { return groups.append(Group(table: table, paths: [path])) }
    if groups[known].table.rowCount < UnknownExports.rowLimit { groups[known].table.append(table) }
    groups[known].paths.append(path)
  }

  /// A mapping for each of the exports, by path.
  ///
  /// - Parameter books: the names of models that a proposal may mean.
  func proposals(_ books: Books) -> [MappingProposal] {
    if groups.isEmpty { return [] }
    let known = books.prices.allModels
    let models = Set(known.map(\.model.description))
    let providers = Set(known.map(\.provider))
    func isKnown(_ name: String) -> Bool {
      providers.contains { provider in
        books.meanings(of: ModelKey(provider: provider, model: Name(name))).models.contains {
          books.prices.knows(ModelKey(provider: provider, model: $0))
        }
      }
    }
    return groups.enumerated().flatMap { place, group in
      let others = groups.indices.filter { $0 != place && groups[$0].table.resembles(group.table) }
      let proposal = MappingProposal(
        group.table, beside: others.map { groups[$0].table }, path: group.paths[0], models: models,
        knows: isKnown)
      return group.paths.map(proposal.renamed)
    }.sorted { $0.path < $1.path }
  }
}
