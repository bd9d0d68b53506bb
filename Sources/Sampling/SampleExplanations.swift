import Engine
import Explaining
import Ledger
import Workspace

/// Explains drawn requests, as `assay explain` does.
package enum SampleExplanations {
  /// Returns the explanations by request id; reads the ledger once more.
  package static func of(
    _ strata: [DrawnStratum], in run: LedgerRun
  ) throws -> [Name: Explanation] {
    var known: Set<Name> = []
    let ids = strata.flatMap(\.units).map(\.id).filter { known.insert($0).inserted }
    if ids.isEmpty { return [:] }
    var job = run.workspace.job(run.options)
    job.files = StreamedResponseScan.related(job.files, by: job)
    let rows = try RequestSearch(ids, job: job).rows(workers: run.options.reading.threads)
    var explanations: [Name: Explanation] = [:]
    for (id, rows) in zip(ids, rows) {
      explanations[id] = Explanation(id, rows: rows, period: run.period)
    }
    return explanations
  }
}

extension SampleSource {
  /// Reads the rows of the books that priced the sample, each once, by file and line, below the first line of their file.
  ///
  /// - Parameter read: returns the bytes of a file of the workspace.
  package static func all(
    of requests: [SampledRequest], reading read: (String) throws -> [UInt8]
  ) rethrows -> [SampleSource] {
    let places = Set(
      requests.flatMap { $0.priceRows + [$0.multiplierRow].compactMap(\.self) })
    var sources: [SampleSource] = []
    var file: (path: String, lines: [ArraySlice<UInt8>]) = ("", [])
    for place in places.sorted() {
      guard let line = place.line else { continue }
      if place.file != file.path {
        file = (
          place.file,
          try read(place.file).split(
            separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        )
        if let first = file.lines.first {
          sources.append(SampleSource(place: place.file + ":1", line: first))
        }
      }
      if line > 1, line <= file.lines.count {
        sources.append(SampleSource(place: place.fileAndLine, line: file.lines[line - 1]))
      }
    }
    return sources
  }

  private init(place: String, line: ArraySlice<UInt8>) {
    self.init(place: place, text: Name(bytes: line.last == 0x0D ? line.dropLast() : line))
  }
}
