import Foundation
import TestServers

/// The rows of tables in a document, between two marks: `<!-- metrics -->` and `<!-- /metrics -->`.
struct DocumentedTable {
    /// The rows below each table's head, whole lines.
    let rows: [String]

    struct NotThere: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameter path: of the document, within the package.
    init(_ name: String, in path: String) throws {
        let text = try String(contentsOfFile: "\(Repository.root)/\(path)", encoding: .utf8)
        guard let start = text.range(of: "<!-- \(name) -->"), let end = text.range(of: "<!-- /\(name) -->") else {
            throw NotThere(description: "\(path) has no \(name) between <!-- \(name) --> and <!-- /\(name) -->")
        }
        rows = text[start.upperBound..<end.lowerBound].split(separator: "\n").map(String.init)
            .filter { $0.hasPrefix("| `") }
    }

    /// What stands in the first column, without its quotes.
    var names: [String] { rows.map { $0.dropFirst(3).prefix { $0 != "`" }.description } }
}
