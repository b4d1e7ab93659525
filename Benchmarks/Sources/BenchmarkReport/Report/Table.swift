import Foundation

/// Columns as wide as their widest cell.
package struct Table {
    private var rows: [[String]]

    package init(_ header: [String]) { rows = [header] }

    package mutating func add(_ cells: [String]) { rows.append(cells) }

    package var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { cells in
            "| "
                + zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: " | ")
                + " |"
        }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
        return ([lines[0], rule] + lines.dropFirst()).joined(separator: "\n")
    }
}

extension Table {
    package init(results: [CaseResult]) {
        self.init([
            "id", "case", "value", "reference", "its value", "ratio", "spread", "p99 µs", "its p99", "CPU µs",
            "its CPU",
        ])
        for result in results {
            add([
                result.id, result.title, "\(Self.figure(result.value)) \(result.unit)", result.reference ?? "",
                Self.figure(result.referenceValue), Self.ratio(result.ratio),
                "\(Int((result.spread * 100).rounded())) %",
                Self.figure(result.percentile99), Self.figure(result.referencePercentile99),
                Self.figure(result.cpu), Self.figure(result.referenceCPU),
            ])
        }
    }

    package static func ratio(_ value: Double?) -> String { value.map { String(format: "%.2f", $0) } ?? "" }

    /// Three digits of what is small, all of what is large.
    package static func figure(_ value: Double?) -> String {
        guard let value else { return "" }
        if abs(value) < 10 { return String(format: "%.2f", value) }
        return String(format: abs(value) < 100 ? "%.1f" : "%.0f", value)
    }
}
