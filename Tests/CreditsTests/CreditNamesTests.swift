import Credits
import Ledger
import Testing

struct CreditNamesTests {
  @Test func `equal texts have one number, and every number gives its text back`() {
    var names = CreditNames()
    let numbers = (0..<5_000).map { names.number(of: Name("id-\($0)")) }
    #expect(names.number(of: .empty) == CreditNames.blank)
    #expect(names.count == 5_001)
    for (index, number) in numbers.enumerated() {
      #expect(names.number(of: Name("id-\(index)")) == number)
      #expect(names.name(number) == Name("id-\(index)"))
    }
    #expect(names.find(Name("id-5000")) == nil)
    #expect(names.precedes(numbers[1], numbers[2]))
  }
}
