/// An SVG drawing as it grows, 380 pixels wide.
struct Drawing {
  static let width = Length.px(380)

  private var shapes: [Markup] = []

  enum Anchor: String {
    case start, middle, end
  }

  mutating func line(_ style: String, from start: Point, to end: Point) {
    shapes.append(
      .shape(
        "line",
        [
          "class": style, "x1": start.x.text, "y1": start.y.text, "x2": end.x.text,
          "y2": end.y.text,
        ]))
  }

  mutating func polyline(_ style: String, _ points: [Point]) {
    shapes.append(.shape("polyline", ["class": style, "points": Drawing.text(points)]))
  }

  mutating func polygon(_ style: String, _ points: [Point]) {
    shapes.append(.shape("polygon", ["class": style, "points": Drawing.text(points)]))
  }

  /// Draws a rectangle; the title is what a reader sees who points at it.
  mutating func rectangle(
    _ style: String, at corner: Point, width: Length, height: Length, title: String? = nil
  ) {
    let attributes = [
      ("class", style), ("x", corner.x.text), ("y", corner.y.text), ("width", width.text),
      ("height", height.text),
    ]
    shapes.append(
      .element(
        "rect", attributes: attributes, title.map { [.element("title", .text($0))] } ?? []))
  }

  mutating func dot(at point: Point, radius: Length) {
    shapes.append(
      .shape("circle", ["cx": point.x.text, "cy": point.y.text, "r": radius.text]))
  }

  /// Writes a text whose line is at `point`; a text that was cut has the whole as its title.
  mutating func text(
    _ text: String, at point: Point, _ anchor: Anchor = .start, style: String = "",
    whole: String? = nil
  ) {
    var children = [Markup.text(text)]
    if let whole, whole != text { children.append(.element("title", .text(whole))) }
    switch (anchor, style.isEmpty) {
    case (.start, true):
      shapes.append(.element("text", ["x": point.x.text, "y": point.y.text], children))
    case (_, true):
      shapes.append(
        .element(
          "text", ["x": point.x.text, "y": point.y.text, "text-anchor": anchor.rawValue], children))
    case (_, false):
      shapes.append(
        .element(
          "text",
          [
            "class": style, "x": point.x.text, "y": point.y.text, "text-anchor": anchor.rawValue,
          ], children))
    }
  }

  /// The drawing as an image whose finding is read to those who do not see it.
  ///
  /// - Parameter labels: the ids of the title and of the line on unit and scope.
  func svg(height: Length, labelledBy labels: String) -> Markup {
    .element(
      "svg",
      [
        "viewBox": "0 0 \(Drawing.width.text) \(height.text)", "role": "img",
        "aria-labelledby": labels,
      ], shapes)
  }

  private static func text(_ points: [Point]) -> String {
    points.map { "\($0.x.text),\($0.y.text)" }.joined(separator: " ")
  }
}

/// A place in a drawing, from its upper left corner.
struct Point: Hashable, Sendable {
  let x: Length
  let y: Length

  init(_ x: Length, _ y: Length) {
    self.x = x
    self.y = y
  }
}
