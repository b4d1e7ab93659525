import Foundation
import Logging

/// A log entry as one line of text.
struct LogLine {
    let level: Logger.Level
    let message: String
    let metadata: Logger.Metadata

    private static let widest = 8

    func text(at time: Date) -> String {
        let stamp = time.formatted(
            .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .omitted))
        let name = level.rawValue + String(repeating: " ", count: max(0, Self.widest - level.rawValue.count))
        let facts = metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted("\($0.value)"))" }
        return ([stamp, name, Self.oneLine(message)] + facts).joined(separator: " ")
    }

    /// Quoted where a blank or a quote would make it unclear where the value ends.
    private static func quoted(_ value: String) -> String {
        let value = oneLine(value)
        let isPlain = !value.isEmpty && !value.contains { $0 == " " || $0 == "\"" || $0 == "=" }
        return isPlain ? value : "\"" + value.replacing("\"", with: "\\\"") + "\""
    }

    /// What comes from outside must not be able to forge a line or to move a terminal's cursor.
    private static func oneLine(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: \.isControl) else { return text }
        return text.unicodeScalars.map { $0.isControl ? $0.escaped(asASCII: true) : String($0) }.joined()
    }
}

extension Unicode.Scalar {
    /// C0 and C1 controls, and the separators that some viewers take for a line's end.
    fileprivate var isControl: Bool {
        value < 32 || (127...159).contains(value) || value == 0x2028 || value == 0x2029
    }
}
