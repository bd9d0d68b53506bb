import Ledger
import Platform
import Reconciliation

/// A summed ledger as closed months are compared with it.
extension SummedLedger {
  /// The outcomes of the rows of each file, in the order of the files.
  package var rowsOfFiles: [(path: String, rows: RowCounts)] {
    zip(map.job.files, RowCounts.ofFiles(map, repeats: repeats)).map { ($0.path, $1) }
  }

  /// The exports with their digests, in order; it waits for the digests.
  package func inputDigests() throws(SystemError) -> [WrittenFile] {
    digests.begin()
    var files: [WrittenFile] = []
    for file in digests.value() { files.append(try file.get()) }
    return files
  }

  /// True if the facts of all rows have a month as a run of this month alone would have it.
  ///
  /// Of several rows with one id, another one counts where rows of other months are left out.
  package var hasFactsOfMonths: Bool {
    !hasSkipped && (wider.whole?.repeatCount ?? repeats.duplicates + repeats.conflicts) == 0
  }
}
