import Cube

extension BlockRater {
  /// Returns the use of a row of the block taken last, as it is summed for vendors' bills.
  package func use(ofRow index: Int) -> QuarterHourUse {
    var tally = QuarterHourUseTally(zones: job.useZones ?? [], focus: nil, in: job.zone)
    tally.add([records[index]], [rated[index]], by: rater, sign: 1, movedBy: 0)
    return tally.use
  }
}
