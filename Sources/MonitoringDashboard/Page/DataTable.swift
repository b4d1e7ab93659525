/// A table that scrolls inside itself where it is too wide.
struct DataTable: Sendable {
    struct Column: Sendable {
        var title: String
        var isNumber = false
        /// What the title doesn't say.
        var help = ""

        static func text(_ title: String) -> Column { Column(title: title) }
        static func number(_ title: String, _ help: String = "") -> Column {
            Column(title: title, isNumber: true, help: help)
        }
    }

    /// What the table is, for those who don't see it.
    var name: String
    var columns: [Column]
    var rows: [[HTML]]
    /// What stands there when it has no rows.
    var empty: String

    var html: HTML {
        guard !rows.isEmpty else { return "<p class=\"empty\">\(empty)</p>" }
        let head: [HTML] = columns.map { column in
            let help: HTML = column.help.isEmpty ? "" : " title=\"\(column.help)\""
            return "<th scope=\"col\"\(Self.style(column))\(help)>\(column.title)</th>"
        }
        let body: [HTML] = rows.map { row in
            let cells: [HTML] = zip(columns, row).map { "<td\(Self.style($0))>\($1)</td>" }
            return "<tr>\(cells)</tr>"
        }
        // A number far from its name isn't easily read.
        let narrow: HTML = columns.count < 4 ? " narrow" : ""
        return """
            <div class="scroll\(narrow)" tabindex="0" role="region" aria-label="\(name)"><table><thead><tr>\(head)</tr></thead>\
            <tbody>\(body)</tbody></table></div>
            """
    }

    private static func style(_ column: Column) -> HTML { column.isNumber ? " class=\"number\"" : "" }
}
