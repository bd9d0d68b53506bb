import Ledger

extension RowTranslation {
  /// The same, where columns that `mapping` names are ours beside those of the format.
  func renamed(by mapping: UsageMapping) -> RowTranslation {
    let first = columns.count + paths.count
    let translate = translate
    return RowTranslation(
      columns: columns, paths: paths + mapping.names.map(SourcePath.init), required: required,
      oneOf: oneOf, oneOfEach: oneOfEach, without: without, containers: containers,
      isCumulative: isCumulative,
      searched: searched,
      translate: { row, cells in
        translate(row, cells)
        for (number, source) in mapping.sources.enumerated() {
          cells.keep(source.column, row[first + number])
        }
      })
  }
}

extension CellWriter {
  /// Writes a value of a native column under a name of the export as it is, for Assay's own rules to judge; a blank one
  /// takes nothing away from what another column said.
  func keep(_ column: LedgerColumn, _ value: SourceValue) {
    if value.isBlank && !isBlank(column) { return }
    if value.kind == .cell { text(column, value) } else { own(column, value) }
  }
}
