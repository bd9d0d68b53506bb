import Credits
import Cube
import Ledger
import Reports

/// The deductions that differ from a charge by the default multiplier: no book states the multiplier of their requests.
struct DefaultCharges {
  private let requests: RequestCharges?

  /// - Parameter requests: nil without usage: then no charge is known.
  init(_ requests: RequestCharges?) { self.requests = requests }

  /// Returns true if one of the findings is about such a deduction.
  func includes(anyOf findings: [CreditFinding]) -> Bool {
    guard let requests else { return false }
    return findings.contains { finding in
      guard finding.check == .deductionDiffers, finding.request != CreditNames.blank,
        let place = requests.place(of: finding.request)
      else { return false }
      let dimensions = Int(requests.named[place].fact.dimensions)
      return dimensions < requests.dimensions.count
        && requests.dimensions[dimensions].terms.basis.contains(.defaultMultiplier)
    }
  }

  /// The multiplier of a right charge where the book has none.
  static let sentence =
    "Where multipliers.csv has no row, the right charge uses the default multiplier."
}
