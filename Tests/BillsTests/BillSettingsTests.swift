import Bills
import Testing
import Workspace

/// The settings name columns, units and fields of bills in a module that does not know bills.
struct BillSettingsTests {
  @Test func `a mapping in the settings has the columns of bills`() {
    #expect(ConfiguredBills.columns == BillMapping.Column.allCases.map(\.rawValue))
  }

  @Test func `each unit in the settings is a power of ten`() {
    for unit in ConfiguredBillOrEventMapping.units {
      #expect(BillMapping.power(ofUnit: unit) != nil, "\(unit)")
    }
  }

  @Test func `a bill is restricted by the fields of its lines`() {
    #expect(ConfiguredBills.scopes == BillFileSettings.Scope.allCases.map(\.rawValue))
  }
}
