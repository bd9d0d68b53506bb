import Overview

/// The hours of the week as a table whose cells are darker the more requests they have.
enum WeekSection {
  private static let id = "week"

  /// Nothing without a request.
  static func markup(_ week: WeekUse?) -> Markup {
    guard let week else { return .nothing }
    let head = Markup.element(
      "tr",
      [.element("th", ["scope": "col"], .element("span", ["class": "unseen"], "Day"))]
        + (0..<24).map { .element("th", ["scope": "col"], .text(String($0))) })
    let rows = WeekUse.weekdays.enumerated().map { day, name in
      Markup.element(
        "tr",
        [.element("th", ["scope": "row"], .text(String(name.prefix(3))))]
          + (0..<24).map { hour in
            .element(
              "td", ["class": "w\(week.step(day, hour))"],
              .text(week.requests[day][hour] == 0 ? "" : Figures.count(week.requests[day][hour])))
          })
    }
    return Section.markup(
      id: id, "Hours of the week", side: Section.side("requests"),
      [
        .element("p", .sentence(week.sentence)),
        .element(
          "div",
          [
            "class": "scroll", "tabindex": "0", "role": "region",
            "aria-label": "Requests by weekday and hour",
          ],
          .element(
            "table",
            [
              "class": "week", "aria-labelledby": Section.headingID(id),
              "aria-describedby": Section.noteID(id),
            ],
            [.element("thead", head), .element("tbody", rows)])),
        Section.note(
          for: id,
          "Hours of the reporting zone. The figures cover the whole period, so they do not follow "
            + "the filter. Each tier is in",
          files: ["usage-patterns.csv"]),
      ])
  }
}
