import Intake
import Ledger
import Pricing
import Rating

/// Unknown exports, those of the same columns together: what tells the requests of one apart has to tell
/// those of all, also of files of about the same columns.
struct UnknownExports {
  /// Files of the same columns.
  private struct Group {
    let names: [String]
    let allNames: Set<String>
    let delimiter: UInt8?
    var files: [(path: String, table: SampleTable)]

    /// True if an export has about the same columns, in any order.
    ///
    /// Two in three of the names of each must match.
    func resembles(_ names: Set<String>) -> Bool {
      allNames.count(where: names.contains) * 3 >= max(allNames.count, names.count) * 2
    }
  }

  /// Files of about the same columns, each as another of them.
  private struct Cluster {
    var groups: [Group] = []
    var rowCount = 0
  }

  private var clusters: [Cluster] = []
  private var last: String?

  /// More rows of a cluster show nothing new, and would be held in memory; of each group one file counts anyway, and of
  /// each file its first rows, which tell how it is written.
  private static let rowLimit = 10_000
  private static let firstRows = 20

  /// True if the export at `path` was added last.
  func endWith(_ path: String) -> Bool { last == path }

  /// Adds the export at `path` that begins with `table`.
  mutating func add(_ table: SampleTable, path: String) {
    last = path
    let (names, allNames) = (table.names, table.allNames)
    let near = clusters.indices.filter { place in
      clusters[place].groups.contains { $0.names == names || $0.resembles(allNames) }
    }
    // An export that resembles some of several joins them.
    let home = near.first ?? clusters.count
    if near.isEmpty { clusters.append(Cluster()) }
    for other in near.dropFirst().reversed() {
      let joined = clusters.remove(at: other)
      clusters[home].groups += joined.groups
      clusters[home].rowCount += joined.rowCount
    }
    let known = clusters[home].groups.firstIndex {
      $0.names == names && $0.delimiter == table.delimiter
    }
    var table = table
    if known != nil, clusters[home].rowCount >= UnknownExports.rowLimit {
      table.keepFirst(UnknownExports.firstRows)
    }
    clusters[home].rowCount += table.rowCount
    if let known { return clusters[home].groups[known].files.append((path, table)) }
    clusters[home].groups.append(
      Group(
        names: names, allNames: allNames, delimiter: table.delimiter, files: [(path, table)]))
  }

  /// Forgets the export at `path`, if it was added last.
  mutating func remove(_ path: String) {
    guard last == path else { return }
    last = nil
    for cluster in clusters.indices {
      for group in clusters[cluster].groups.indices {
        clusters[cluster].groups[group].files.removeAll { $0.path == path }
      }
      clusters[cluster].groups.removeAll { $0.files.isEmpty }
    }
    clusters.removeAll { $0.groups.isEmpty }
  }

  /// A mapping for each of the exports, by path.
  ///
  /// - Parameter books: the names of models that a proposal may mean.
  func proposals(_ books: Books) -> [MappingProposal] {
    if clusters.isEmpty { return [] }
    let known = books.prices.allModels
    let models = Set(known.map(\.model.description))
    let providers = Set(known.map(\.provider))
    let vendors = Set(providers.flatMap(ProviderNames.all).map(\.description))
    return clusters.flatMap { cluster in
      let telling = SampleTable.namesTellingRowsApart(
        cluster.groups.flatMap { $0.files.map(\.table) })
      return cluster.groups.flatMap { group in
        SampleTable.readAlike(group.files.map(\.table), telling: telling).flatMap { places in
          let files = places.map { group.files[$0] }
          let proposal = MappingProposal(
            SampleTable.joined(files.map(\.table)), telling: telling, path: files[0].path,
            models: models, vendors: vendors.isEmpty ? nil : vendors, knows: books.havePrice)
          return files.map { proposal.renamed($0.path) }
        }
      }
    }.sorted { $0.path < $1.path }
  }
}

extension Books {
  /// Tells of a name of a model whether some provider has a price for it, or for what it means.
  package var havePrice: @Sendable (String) -> Bool {
    let providers = Set(prices.allModels.map(\.provider))
    return { name in
      providers.contains { provider in
        meanings(of: ModelKey(provider: provider, model: Name(name))).models.contains {
          prices.knows(ModelKey(provider: provider, model: $0))
        }
      }
    }
  }
}
