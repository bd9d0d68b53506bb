import Ledger
import Pricing

/// The usage that several exports tell in the same way: what is compared with the ledger at a time.
///
/// Exports of another format, or grouped otherwise, may tell the same usage once more, so they are never summed.
package struct BucketGroup: Hashable, Sendable {
  package let format: String
  package let grouping: [String]
  /// Whose requests are meant; one that is empty means all.
  package let providers: Set<Name>
  /// In order, apart from each other.
  package let spans: [Validity]

  /// The groups of `exports`, by format and grouping.
  package static func all(_ exports: [BucketExport]) -> [BucketGroup] {
    let members = Dictionary(grouping: exports) { [$0.format] + $0.grouping }
    let keys = members.keys.sorted {
      $0.map { Name($0) }.lexicographicallyPrecedes($1.map { Name($0) })
    }
    return keys.map { key in
      let exports = members[key, default: []]
      var providers: Set<Name> = []
      for export in exports { providers.formUnion(export.providers) }
      return BucketGroup(
        format: key[0], grouping: Array(key.dropFirst()), providers: providers,
        spans: exports.flatMap(\.spans).joined)
    }
  }

  /// Returns what the exports call the vendor whose name in the ledger is `provider`; nil where its requests are not
  /// meant.
  package func name(of provider: Name) -> Name? {
    ProviderNames.all(of: provider).first(where: providers.contains)
      ?? (providers.contains(.empty) ? provider : nil)
  }

  /// True if it covers `instant`.
  package func covers(_ instant: Instant) -> Bool {
    let end = spans.indices.partitionPoint { spans[$0].from <= instant }
    return end > 0 && spans[end - 1].contains(instant)
  }
}
