/// The configuration in force, made ready to be printed. Secrets are hidden.
struct ConfigurationReport: Sendable {
    struct Row: Sendable, Equatable, Encodable {
        let key: String
        let value: RenderedValue
        let unit: String?
        let source: String
        let origin: String
        let variable: String
    }

    let rows: [Row]

    init(_ loaded: LoadedConfiguration, stateDirectory: String?, keys: [ConfigurationKey] = ConfigurationKey.all) {
        rows = keys.map { key in
            let origin = loaded.origin(of: key)
            // A folder that follows from the environment is more use than "none".
            let value =
                key.path == "state" ? stateDirectory.map(RenderedValue.text) ?? .none : key.value(loaded.configuration)
            return Row(
                key: key.path, value: value, unit: key.unit, source: origin.kind, origin: origin.description,
                variable: key.variable)
        }
    }

    /// Keys indented under their sections, values and sources aligned in columns.
    var table: String {
        var lines: [String] = []
        var open: [Substring] = []
        let cells = rows.map { ($0.value.description + ($0.unit.map { " \($0)" } ?? ""), $0) }
        let names = rows.map { $0.key.split(separator: ".") }
        let nameWidth = names.map { 2 * ($0.count - 1) + ($0.last?.count ?? 0) }.max() ?? 0
        let valueWidth = min(44, cells.map(\.0.count).max() ?? 0)
        for (name, (value, row)) in zip(names, cells) {
            let sections = Array(name.dropLast())
            let shared = zip(sections, open).prefix { $0 == $1 }.count
            for depth in shared..<sections.count { lines.append(indent(depth) + sections[depth] + ":") }
            open = sections
            let label = indent(sections.count) + (name.last ?? "")
            lines.append("\(padded(label, nameWidth))  \(padded(value, valueWidth))  \(row.origin)")
        }
        return lines.joined(separator: "\n")
    }

    /// What to know when reading it: variables that are probably misspelt.
    static func notes(environment: [String: String]) -> [String] {
        ConfigurationKey.nearMisses(in: environment).map {
            "The variable \($0.found) isn't known; did you mean \($0.meant)?"
        }
    }

    private func indent(_ depth: Int) -> String { String(repeating: "  ", count: depth) }

    private func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
