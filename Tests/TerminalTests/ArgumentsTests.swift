import Testing

@testable import Terminal

/// Words sorted by what a command declares.
struct ArgumentsTests {
  private let declaration = CommandDeclaration(
    name: "demo", purpose: "", summary: "", operands: "list|check [WORKSPACE]", examples: [],
    options: [
      .init(name: "--force", value: nil, group: .output, help: nil),
      .init(name: "--threads", value: "N", group: .work, help: nil),
      .init(
        name: "--color", value: "WHEN", group: .output, help: nil, takes: .word(["auto", "never"])),
      .init(
        name: "--by", value: "CUT,CUT", group: .output, help: nil, takes: .list(["tier", "model"])),
      .init(name: "--replace", value: "A=B", group: .changes, help: nil, repeats: true),
    ], closing: "")

  private func read(_ words: String) throws(UsageFault) -> Arguments {
    try Arguments(words.split(separator: " ").map(String.init), for: declaration)
  }

  @Test func `words are operands, switches and values`() throws {
    let arguments = try read("list --threads 4 --force ws --replace a=b --replace=c=d")
    #expect(arguments.operands == ["list", "ws"])
    #expect(arguments.has("--force"))
    #expect(arguments.text("--threads") == "4")
    #expect(arguments.text("--color") == nil)
    #expect(
      arguments.stated.map { "\($0.option) \($0.text)" } == [
        "--threads 4", "--replace a=b", "--replace c=d",
      ])
    #expect(try read("list -- --force").operands == ["list", "--force"])
    #expect(try read("list -").operands == ["list", "-"])
  }

  @Test(arguments: [
    ("list --thread 4", UsageFault.unknownOption("--thread", command: "demo", near: "--threads")),
    ("list --quux", .unknownOption("--quux", command: "demo", near: nil)),
    ("list --threads", .missingValue(option: "--threads", value: "N")),
    ("list --threads --force", .optionForValue(option: "--threads", text: "--force")),
    ("list --force=yes", .unexpectedValue(option: "--force")),
    ("list --threads 1 --threads 2", .givenTwice(option: "--threads")),
    ("list a b", .tooManyOperands(command: "demo", first: "b")),
  ])
  func `wrong words are refused`(_ words: String, _ fault: UsageFault) {
    #expect(throws: fault) { try read(words) }
  }

  @Test func `an empty word is no folder`() {
    #expect(
      throws: UsageFault.wrongOperand(command: "demo", text: "", expected: "a name", near: nil)
    ) {
      try Arguments(["list", ""], for: declaration)
    }
  }

  @Test(arguments: ["0", "65", "+4", "four", "-1"])
  func `a whole number is of digits, within what is known`(_ text: String) throws {
    let arguments = try read("list --threads=\(text)")
    let expected = "a whole number from 1 to 64"
    #expect(
      throws: UsageFault.wrongValue(option: "--threads", text: text, expected: expected, near: nil)
    ) { try arguments.whole("--threads", in: 1...64) }
    #expect(try read("list --threads=64").whole("--threads", in: 1...64) == 64)
    #expect(try read("list").whole("--threads", in: 1...64) == nil)
  }

  @Test(arguments: [("--color", "nevr", "never"), ("--by", "tier,modl", "model")])
  func `a wrong word gets the nearest right one`(
    _ option: String, _ text: String, _ near: String
  ) throws {
    let arguments = try read("list \(option) \(text)")
    #expect(
      throws: UsageFault.wrongValue(option: option, text: text, expected: "a word", near: near)
    ) { try arguments.value(option, expected: "a word") { _ in nil as Int? } }
  }

  @Test func `what may stand as an operand follows from its name`() {
    #expect(
      declaration.operandList == [
        .init(name: "list|check", offer: .word(["list", "check"])),
        .init(name: "WORKSPACE", offer: .folder),
      ])
  }

  @Test(arguments: [
    (["run", "--color", "never"], Paint.Choice.never), (["run", "--color=always"], .always),
    (["run", "--color"], .auto), (["run", "--color=pink"], .auto),
    (["--color=always", "--color", "never"], .never),
  ])
  func `the choice of colours is seen before anything else`(
    _ words: [String], _ choice: Paint.Choice
  ) {
    #expect(Paint.Choice(typedIn: words, option: "--color") == choice)
  }
}
