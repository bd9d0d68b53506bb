/// The exit status of the program.
package enum ExitStatus: Int32 {
  /// Every row was used, and nothing is in doubt.
  case complete = 0
  /// It could not run, and nothing was changed.
  case failed = 1
  /// The run is complete, but some rows were not used, or the ledger itself shows that a figure may be wrong.
  case rowsNotUsed = 2
  /// A condition of `--fail-on` was met.
  case conditionMet = 3
  /// Tasks of a run in tasks wait.
  case tasksWait = 4
  /// The arguments are wrong.
  case usage = 64
}
