import Ledger

extension CreditAudit {
  /// Notes the findings that show a fault of the export, and those that follow from one or from an unknown difference.
  mutating func markExportFaults(_ requests: RequestCharges?, _ period: Range<Instant>?) {
    let places = findings.indices.filter { ExportSearch.mayShow(findings[$0]) }.sorted {
      (findings[$0].at, $0) < (findings[$1].at, $1)
    }
    guard !places.isEmpty, let books = end?.books else { return }
    var search = ExportSearch(
      self, books, requests, period, accounts: Set(places.map { findings[$0].account }))
    let causes = places.compactMap { search.cause(of: $0) }
    for cause in causes { mark(cause) }
    if causes.isEmpty { return }
    // A balance below its limit may follow from what now follows from another finding itself.
    for place in findings.indices where findings[place].consequenceOf != CreditEvent.none {
      let cause = findings[Int(findings[place].consequenceOf)]
      if cause.consequenceOf != CreditEvent.none {
        findings[place].consequenceOf = cause.consequenceOf
      }
    }
  }

  private mutating func mark(_ cause: ExportSearch.Cause) {
    var fault = CreditEvent.none
    if let found = cause.fault {
      fault = UInt32(exportFaults.count)
      exportFaults.append(found)
      findings[cause.root].correctedBy = CreditEvent.none
      findings[cause.root].consequenceOf = CreditEvent.none
      findings[cause.root].exportFault = fault
      findings[cause.root].isEventMissing = false
      findings[cause.root].hasKnownCause = findings[cause.root].check == .recordedBalanceDiffers
    }
    for place in cause.consequences {
      findings[place].correctedBy = CreditEvent.none
      findings[place].consequenceOf = UInt32(cause.root)
      findings[place].exportFault = fault
      findings[place].isEventMissing = false
      findings[place].hasKnownCause = findings[place].check == .recordedBalanceDiffers
    }
  }
}

extension CreditFinding {
  /// True of a mistake of the source system itself: it follows from no other finding and shows no fault of the export.
  package var isOwn: Bool {
    consequenceOf == CreditEvent.none && exportFault == CreditEvent.none
  }
}

extension CreditAdviser {
  /// The advice on a finding that shows a fault of the export or follows from another one; nil for others.
  func ofExport(_ finding: CreditFinding) -> CreditAdvice? {
    if finding.isOwn { return nil }
    let isRoot = finding.consequenceOf == CreditEvent.none
    let root = isRoot ? finding : audit.findings[Int(finding.consequenceOf)]
    var advice = CreditAdvice()
    guard finding.exportFault != CreditEvent.none,
      case .lacking(let event) = audit.exportFaults[Int(finding.exportFault)].kind
    else { return advice }
    if isRoot { advice.events = [event] }
    if root.check == .resetMissing {
      advice.recorded = RecordedReset(kind: .ran, reset: root, credits: root.credits)
    }
    return advice
  }
}
