import Foundation

extension ConfigurationReport {
    /// An array with an object for each key: `key`, `value` with its type, `unit`, `source`, `origin`, `variable`.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(rows), as: UTF8.self)
    }
}
