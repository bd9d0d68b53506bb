import Ledger
import Tables

/// The columns of the sheet of the sample.
struct SampleColumns {
  let key: Key
  let heading: String
  /// In digits.
  let width: Int
  let look: CellFormat

  /// The content of a column.
  enum Key: Hashable {
    case number, stratum, id, place, start, user, tier, model, status
    case quantity(UnitClass), price(UnitClass), amount(UnitClass)
    case sum, vendorCost, recordedCost, costDifference
    case factor, creditValue, step, credits, recordedCredits, creditsDifference
    case priceRows, multiplierRow, outcome, weight
    case performer, date, result, found, remark, error
  }

  private init(_ key: Key, _ heading: String, _ width: Int, _ look: CellFormat) {
    self.key = key
    self.heading = heading
    self.width = width
    self.look = look
  }

  /// All columns of a sample whose requests use these classes.
  static func all(_ classes: [UnitClass]) -> [SampleColumns] {
    let text = SampleCellStyles.text
    let (count, money, decimal) = (
      SampleCellStyles.count, SampleCellStyles.money, SampleCellStyles.decimal
    )
    let first = [
      SampleColumns(.number, "No.", 6, count), SampleColumns(.stratum, "Stratum", 11, text),
      SampleColumns(.id, "Request", 24, text), SampleColumns(.place, "File and line", 26, text),
      SampleColumns(.start, "Start", 22, text), SampleColumns(.user, "User", 16, text),
      SampleColumns(.tier, "Tier", 12, text), SampleColumns(.model, "Model", 24, text),
      SampleColumns(.status, "Status", 11, text),
    ]
    let middle = classes.flatMap { unitClass in
      let words = unitClass.name.replacing("_", with: " ")
      let per = unitClass.defaultPer == 1 ? "1" : "1,000,000"
      return [
        SampleColumns(.quantity(unitClass), "Quantity: \(words)", 12, decimal),
        SampleColumns(.price(unitClass), "USD per \(per): \(words)", 12, money),
        SampleColumns(.amount(unitClass), "USD: \(words)", 14, money),
      ]
    }
    return first + middle + [
      SampleColumns(.sum, "Sum USD", 14, money),
      SampleColumns(.vendorCost, "Vendor cost USD", 14, money),
      SampleColumns(.recordedCost, "Recorded cost USD", 14, money),
      SampleColumns(.costDifference, "Difference USD", 14, money),
      SampleColumns(.factor, "Multiplier or fee", 11, decimal),
      SampleColumns(.creditValue, "Credit value USD", 11, decimal),
      SampleColumns(.step, "Step", 8, decimal), SampleColumns(.credits, "Credits", 12, decimal),
      SampleColumns(.recordedCredits, "Recorded credits", 12, decimal),
      SampleColumns(.creditsDifference, "Difference credits", 12, decimal),
      SampleColumns(.priceRows, "Price rows", 36, text),
      SampleColumns(.multiplierRow, "Multiplier row", 22, text),
      SampleColumns(.outcome, "Outcome", 20, text),
      SampleColumns(.weight, "Weight", 12, decimal),
      SampleColumns(.performer, "Re-performed by", 16, text),
      SampleColumns(.date, "Date", 12, text), SampleColumns(.result, "Result", 12, text),
      SampleColumns(.found, "Found USD", 14, money), SampleColumns(.remark, "Remark", 30, text),
      SampleColumns(.error, "Error USD", 14, money),
    ]
  }

  /// The number of each column, from 0.
  static func places(of columns: [SampleColumns]) -> [Key: Int] {
    Dictionary(uniqueKeysWithValues: zip(columns.map(\.key), columns.indices))
  }
}
