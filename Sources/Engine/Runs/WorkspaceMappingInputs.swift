import Intake
import Ledger
import Platform
import Reconciliation
import Workspace

extension Workspace {
  /// Returns the inputs that every reading of the ledger takes from the workspace, as values.
  package func job(_ options: RunOptions) -> MappingInputs {
    var job = MappingInputs(
      ledger, books: books,
      reconciler: Reconciler(currencies: currencies, settings: books.settings), zone: zone,
      reading: options.reading)
    if options.parts != nil { job.hashWidth = .ofPartials }
    return job
  }

  /// Reads the workspace at `root` as the options of a command say.
  package init(_ root: String, _ options: RunOptions) throws(SystemError) {
    let read = try Workspace(
      root: root, knownAt: options.knownAt, limits: options.gzipLimits,
      findBill: options.findBill, reading: options.view)
    var isSold = read.books.isSold
    if !isSold { isSold = try CreditFiles.exist(in: read, limits: options.gzipLimits) }
    if !isSold { isSold = RecordedCredits.exist(in: read.job(options)) }
    self = !isSold ? read.unsold() : read.books.isSold ? read : read.sold()
  }
}
