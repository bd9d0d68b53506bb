import Closing

/// The steps by which a run becomes a close, beside the reports that take their places.
package struct CloseCommitSteps {
  /// Writes what must be on the disk before; gets the bytes of the manifest and returns the line of the close.
  let prepare: ([UInt8]) throws -> CloseRow
  /// Makes the close exist, as soon as the reports are in their places.
  let commit: () throws -> Void

  /// - Parameters: see the members of these names.
  package init(
    prepare: @escaping ([UInt8]) throws -> CloseRow, commit: @escaping () throws -> Void
  ) {
    self.prepare = prepare
    self.commit = commit
  }
}
